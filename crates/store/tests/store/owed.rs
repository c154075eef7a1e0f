//! Whether a mail to one person is still owed.

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{
    agent::Role,
    invitation::{Invitation, InvitationId, LIFETIME},
    sign_in::{Applicant, SignInId, SignInRequest},
    time::UtcTime,
};
use rstest::rstest;
use store::{Store, audit::Act};
use testkit::{
    Table,
    samples::{OWNER, email, set_up, signed_in, time, workspace},
};

const PK: &str = "S#0000000000000000000000000000001f";
const SK: &str = "E#0000000001";

#[tokio::test]
async fn a_code_is_owed_until_its_end() {
    let table = Table::start().await;
    let id = SignInId::from_bits(0x1f);
    assert_eq!(table.store.open_sign_in(&id, now()).await.unwrap(), None);
    table.store.put_sign_in(&request()).await.unwrap();
    let last = time("2024-01-15T09:39:59.999Z");
    for moment in [now(), last] {
        let open = table.store.open_sign_in(&id, moment).await.unwrap();
        assert_eq!(open, Some(request()));
    }
    let end = request().expires_at;
    assert_eq!(table.store.open_sign_in(&id, end).await.unwrap(), None);
}

#[rstest]
#[case::used("used_at", AttributeValue::S("2024-01-15T09:31:00.000Z".to_owned()))]
#[case::out_of_tries("tries", AttributeValue::N("5".to_owned()))]
#[tokio::test]
async fn a_code_that_would_not_be_taken_is_not_owed(
    #[case] attribute: &str,
    #[case] value: AttributeValue,
) {
    let table = Table::start().await;
    table.store.put_sign_in(&request()).await.unwrap();
    table.set(PK, SK, attribute, value).await;
    let open = table.store.open_sign_in(&request().id, now()).await;
    assert_eq!(open.unwrap(), None);
}

#[tokio::test]
async fn an_invitation_is_owed_until_its_end_or_until_it_is_taken_back() {
    let table = Table::start().await;
    let store = &table.store;
    set_up(store).await;
    let invitation = invite(store, 1, 0).await;
    let open = async |moment| store.open_invitation(&invitation.id, moment).await.unwrap();
    assert_eq!(open(now()).await, Some(invitation.clone()));
    assert_eq!(open(invitation.expires_at).await, None);

    let pending = store.open_invitations(&workspace("w1"), now()).await;
    let pending = pending.unwrap();
    let by = signed_in();
    let act = Act {
        by: &by,
        at: now(),
        log: 1,
    };
    let taken_back = store.cancel_invitation(&act, &pending[0]);
    taken_back.await.unwrap();
    assert_eq!(open(now()).await, None);
}

#[tokio::test]
async fn of_two_invitations_of_an_address_the_newer_is_owed() {
    let table = Table::start().await;
    let store = &table.store;
    set_up(store).await;
    let older = invite(store, 1, 0).await;
    let newer = invite(store, 2, 1).await;
    let open = async |id| store.open_invitation(id, now()).await.unwrap();
    assert_eq!(open(&older.id).await, None);
    assert_eq!(open(&newer.id).await, Some(newer.clone()));
    let unknown = InvitationId::from_bits(workspace("w1"), 3);
    assert_eq!(open(&unknown).await, None);
}

async fn invite(store: &Store, bits: u128, log: u64) -> Invitation {
    let invitation = Invitation {
        id: InvitationId::from_bits(workspace("w1"), bits),
        at: now(),
        by: email(OWNER),
        email: email("ada@acme.example"),
        role: Role::Agent,
        key: "k1".to_owned(),
        expires_at: now().plus(LIFETIME),
    };
    let by = signed_in();
    let act = Act {
        by: &by,
        at: now(),
        log,
    };
    store.invite(&act, &invitation).await.unwrap();
    invitation
}

fn request() -> SignInRequest {
    SignInRequest {
        id: SignInId::from_bits(0x1f),
        at: now(),
        applicant: Some(Applicant {
            email: email("agent@acme.example"),
            workspace: None,
        }),
        code_key: "k1".to_owned(),
        expires_at: time("2024-01-15T09:40:00Z"),
    }
}

fn now() -> UtcTime {
    time("2024-01-15T09:30:00Z")
}
