use domain::{
    event::{EventId, TicketEventId},
    invitation::InvitationId,
    job::{Job, Recipient},
    sign_in::SignInId,
    time::UtcTime,
};
use futures_util::future::join_all;
use jiff::SignedDuration;
use rstest::rstest;
use store::{
    Store,
    deliveries::{CLAIM_LIFETIME, Claim, ClaimOutcome, DeliveryState},
};
use testkit::{
    Table,
    samples::{time, workspace},
};

const MARK: (&str, &str) = ("W#w1#T#TKT-00001", "X#0000000001#visitor#-");

#[tokio::test]
async fn the_first_to_claim_a_job_has_it() {
    let table = Table::start().await;
    let claim = claimed(&table.store, "a", now()).await;
    assert!(claim.first);
    assert!(table.item(MARK.0, MARK.1).await.is_some());
}

#[tokio::test]
async fn a_claim_keeps_others_away_and_says_for_how_long() {
    let table = Table::start().await;
    claimed(&table.store, "a", now()).await;
    let soon = now().plus(SignedDuration::from_secs(12));
    let remaining = CLAIM_LIFETIME - SignedDuration::from_secs(12);
    let second = table.store.claim(&job(1), "b", soon).await.unwrap();
    assert_eq!(second, ClaimOutcome::Held { remaining });
    let at_the_last = now().plus(CLAIM_LIFETIME - SignedDuration::from_millis(1));
    let second = table.store.claim(&job(1), "b", at_the_last).await.unwrap();
    assert_eq!(
        second,
        ClaimOutcome::Held {
            remaining: SignedDuration::from_millis(1)
        }
    );
}

#[tokio::test]
async fn a_claim_whose_deadline_has_passed_can_be_taken_over() {
    let table = Table::start().await;
    let lost = claimed(&table.store, "a", now()).await;
    let later = now().plus(CLAIM_LIFETIME);
    let second = claimed(&table.store, "b", later).await;
    assert!(!second.first);
    // Its former holder, who woke up late, has no say any more.
    table
        .store
        .settle(&lost, DeliveryState::Undeliverable, later)
        .await
        .unwrap_err();
    table.store.release(&lost).await.unwrap_err();
    let third = table.store.claim(&job(1), "c", later).await.unwrap();
    assert_eq!(
        third,
        ClaimOutcome::Held {
            remaining: CLAIM_LIFETIME
        }
    );
}

#[tokio::test]
async fn a_released_job_can_be_claimed_at_once() {
    let table = Table::start().await;
    let first = claimed(&table.store, "a", now()).await;
    table.store.release(&first).await.unwrap();
    let second = claimed(&table.store, "b", now()).await;
    assert!(!second.first, "so that a confirmation is counted once");
}

/// The SDK tries again when an answer is lost; the claim that stands in the way is then our own.
#[tokio::test]
async fn a_claim_under_the_same_id_is_the_same_claim() {
    let table = Table::start().await;
    let first = claimed(&table.store, "a", now()).await;
    assert_eq!(claimed(&table.store, "a", now()).await, first);
}

/// So is an end that has come about already: it is not told as a failure.
#[tokio::test]
async fn a_claim_that_is_ended_twice_has_ended() {
    let table = Table::start().await;
    let claim = claimed(&table.store, "a", now()).await;
    for _ in 0..2 {
        table.store.release(&claim).await.unwrap();
    }
    let claim = claimed(&table.store, "b", now()).await;
    for _ in 0..2 {
        let settled = table.store.settle(&claim, DeliveryState::Sent, now()).await;
        settled.unwrap();
    }
    let otherwise = table
        .store
        .settle(&claim, DeliveryState::Undeliverable, now());
    otherwise.await.unwrap_err();
    table.store.release(&claim).await.unwrap_err();
}

#[rstest]
#[case(DeliveryState::Sent)]
#[case(DeliveryState::Undeliverable)]
#[case(DeliveryState::Suppressed)]
#[tokio::test]
async fn a_settled_job_is_never_claimed_again(#[case] state: DeliveryState) {
    let table = Table::start().await;
    let claim = claimed(&table.store, "a", now()).await;
    table.store.settle(&claim, state, now()).await.unwrap();
    for later in [SignedDuration::ZERO, SignedDuration::from_hours(24 * 365)] {
        let again = table
            .store
            .claim(&job(1), "b", now().plus(later))
            .await
            .unwrap();
        assert_eq!(again, ClaimOutcome::Settled(state));
    }
    // The mark is the delivery's state for good: nothing may make it expire.
    let mark = table.item(MARK.0, MARK.1).await.unwrap();
    assert!(!mark.contains_key("expires_at"));
}

#[tokio::test]
async fn of_twenty_at_once_exactly_one_has_the_job() {
    let table = Table::start().await;
    let claims = (0..20).map(|n| {
        let store = &table.store;
        async move {
            store
                .claim(&job(1), &format!("claim-{n}"), now())
                .await
                .unwrap()
        }
    });
    let outcomes = join_all(claims).await;
    let won = outcomes
        .iter()
        .filter(|outcome| matches!(outcome, ClaimOutcome::Claimed(_)));
    assert_eq!(won.count(), 1, "{outcomes:?}");
    let held = ClaimOutcome::Held {
        remaining: CLAIM_LIFETIME,
    };
    assert_eq!(
        outcomes.iter().filter(|outcome| **outcome == held).count(),
        19
    );
}

#[tokio::test]
async fn jobs_of_one_event_are_claimed_apart() {
    let table = Table::start().await;
    claimed(&table.store, "a", now()).await;
    let owner = Recipient::Owner {
        id: "o1".to_owned().try_into().unwrap(),
    };
    let other = Job {
        to: owner,
        ..job(1)
    };
    let outcome = table.store.claim(&other, "b", now()).await.unwrap();
    assert!(matches!(outcome, ClaimOutcome::Claimed(_)));
}

#[tokio::test]
async fn unsettled_leaves_out_what_is_settled_over_many_pages() {
    let table = Table::start().await;
    let jobs: Vec<_> = (1..=250).map(job).collect();
    let settled = [1, 2, 99, 100, 101, 150, 200, 201, 250];
    for n in settled {
        table
            .store
            .put_settled(&job(n), DeliveryState::Sent, now())
            .await
            .unwrap();
    }
    // In flight, and given back: both are still owed.
    table.store.claim(&job(3), "a", now()).await.unwrap();
    let ClaimOutcome::Claimed(claim) = table.store.claim(&job(4), "a", now()).await.unwrap() else {
        panic!("nobody else is here")
    };
    table.store.release(&claim).await.unwrap();

    let open = table.store.unsettled(jobs).await.unwrap();
    let expected: Vec<_> = (1..=250)
        .filter(|n| !settled.contains(n))
        .map(job)
        .collect();
    assert_eq!(open, expected);
    assert_eq!(table.store.unsettled(Vec::new()).await.unwrap(), []);
}

/// A ticket's marks are its timeline; those of what ends go with it.
#[rstest]
#[case::of_a_sign_in(
    EventId::SignIn { request: SignInId::from_bits(0x1f) },
    "S#0000000000000000000000000000001f",
    24
)]
#[case::of_an_invitation(
    EventId::Invitation(InvitationId::from_bits(workspace("w1"), 0x1f)),
    "W#w1#I#0000000000000000000000000000001f",
    8 * 24
)]
#[tokio::test]
async fn a_mark_of_what_ends_is_removed_by_itself(
    #[case] event: EventId,
    #[case] pk: &str,
    #[case] hours: i64,
) {
    let table = Table::start().await;
    let to = Recipient::Agent;
    let claim = table.store.claim(&Job { event, to }, "a", now()).await;
    let ends = now()
        .plus(SignedDuration::from_hours(hours))
        .epoch_seconds();
    let expires_at = async || {
        let mark = table.item(pk, "X#0000000001#agent#-").await.unwrap();
        mark["expires_at"].as_n().unwrap().clone()
    };
    assert_eq!(expires_at().await, ends.to_string());
    let claim = claim_of(claim.unwrap());
    let settled = table.store.settle(&claim, DeliveryState::Sent, now());
    settled.await.unwrap();
    assert_eq!(expires_at().await, ends.to_string());

    claimed(&table.store, "a", now()).await;
    let mark = table.item(MARK.0, MARK.1).await.unwrap();
    assert!(!mark.contains_key("expires_at"), "{mark:?}");
}

#[track_caller]
fn claim_of(outcome: ClaimOutcome) -> Claim {
    match outcome {
        ClaimOutcome::Claimed(claim) => claim,
        other => panic!("not claimed: {other:?}"),
    }
}

async fn claimed(store: &Store, id: &str, at: UtcTime) -> Claim {
    claim_of(store.claim(&job(1), id, at).await.unwrap())
}

/// The visitor's confirmation of the `n`-th ticket.
fn job(n: u64) -> Job {
    Job {
        event: EventId::Ticket(TicketEventId {
            workspace: workspace("w1"),
            number: format!("TKT-{n:05}").parse().unwrap(),
            version: 1,
        }),
        to: Recipient::Visitor,
    }
}

fn now() -> UtcTime {
    time("2024-01-15T09:30:00Z")
}
