use domain::time::UtcTime;
use futures_util::future::join_all;
use jiff::SignedDuration;
use rstest::rstest;
use store::{
    derived::RefreshToken,
    secrets::SecretKey,
    sessions::{GRACE, LIFETIME, Rotation, Session},
};
use testkit::{
    Table,
    samples::{signed_in, time},
};

#[tokio::test]
async fn each_rotation_gives_the_next_token_under_the_newest_key() {
    let desk = Desk::start().await;
    let first = desk.begin().await;
    let second = desk.next(&desk.token(&first), "k2", 60).await;
    assert_eq!(
        second,
        Session {
            generation: 2,
            key: "k2".to_owned(),
            rotated_at: after(60),
            ..first
        }
    );
    let third = desk.next(&desk.token(&second), "k3", 120).await;
    assert_eq!((third.generation, third.key.as_str()), (3, "k3"));
}

#[rstest]
#[case::at_once(0, true)]
#[case::after_thirty_seconds(30_000, true)]
#[case::a_moment_later(30_001, false)]
#[case::after_a_day(86_400_000, false)]
#[tokio::test]
async fn the_token_before_gives_the_newest_for_thirty_seconds(
    #[case] millis: i64,
    #[case] in_grace: bool,
) {
    let desk = Desk::start().await;
    let first = desk.begin().await;
    let token = desk.token(&first);
    let second = desk.next(&token, "k1", 60).await;
    let later = after(60).plus(SignedDuration::from_millis(millis));
    // Another key has become the newest meanwhile: the answer that is given again stays the same.
    let again = desk.table.store.rotate(&token, "k9", later).await.unwrap();
    if in_grace {
        assert_eq!(again, Rotation::Next(second));
    } else {
        assert_eq!(again, Rotation::Reused);
        let second = desk.token(&second);
        let newest = desk.table.store.rotate(&second, "k1", later).await;
        assert_eq!(newest.unwrap(), Rotation::Gone);
    }
}

#[tokio::test]
async fn the_grace_does_not_begin_again_with_each_use() {
    let desk = Desk::start().await;
    let token = desk.token(&desk.begin().await);
    let rotated = desk.next(&token, "k1", 0).await;
    for seconds in [10, 20, 30] {
        assert_eq!(desk.next(&token, "k1", seconds).await, rotated);
    }
    let late = after(31);
    let answer = desk.table.store.rotate(&token, "k1", late).await.unwrap();
    assert_eq!(answer, Rotation::Reused);
}

#[tokio::test]
async fn rotations_at_once_make_one_generation() {
    let desk = Desk::start().await;
    let token = desk.token(&desk.begin().await);
    let answers = join_all((0..20).map(|_| desk.table.store.rotate(&token, "k1", after(60)))).await;
    for answer in answers {
        let Rotation::Next(session) = answer.unwrap() else {
            panic!("a tab was signed out");
        };
        assert_eq!(session.generation, 2);
    }
}

/// Only a table that was set back to an older state can meet one.
#[tokio::test]
async fn a_token_of_the_future_ends_the_session() {
    let desk = Desk::start().await;
    let session = desk.begin().await;
    let future = Session {
        generation: 3,
        ..session
    };
    let future = desk.token(&future);
    let answer = desk.table.store.rotate(&future, "k1", now()).await;
    assert_eq!(answer.unwrap(), Rotation::Reused);
    assert_eq!(desk.table.keys().await, []);
}

#[rstest]
#[case::in_the_last_second(-1, true)]
#[case::after_thirty_days(0, false)]
#[tokio::test]
async fn a_session_ends_thirty_days_after_the_sign_in(
    #[case] seconds_over: i64,
    #[case] expected: bool,
) {
    let desk = Desk::start().await;
    let first = desk.begin().await;
    let second = desk.next(&desk.token(&first), "k1", 29 * 24 * 3_600).await;
    assert_eq!(second.expires_at, first.expires_at);
    let later = LIFETIME.as_secs() + seconds_over;
    let token = desk.token(&second);
    let answer = desk.table.store.rotate(&token, "k1", after(later)).await;
    match answer.unwrap() {
        Rotation::Next(third) => assert!(expected && third.generation == 3),
        other => assert_eq!((other, expected), (Rotation::Gone, false)),
    }
}

#[tokio::test]
async fn an_ended_session_gives_nothing() {
    let desk = Desk::start().await;
    let session = desk.begin().await;
    let store = &desk.table.store;
    store.end_session(&session.family).await.unwrap();
    let answer = store.rotate(&desk.token(&session), "k1", now()).await;
    assert_eq!(answer.unwrap(), Rotation::Gone);
    assert_eq!(desk.table.keys().await, []);
    store.end_session(&session.family).await.unwrap();
}

#[tokio::test]
async fn ttl_may_remove_a_session_when_it_ends() {
    let desk = Desk::start().await;
    let session = desk.begin().await;
    let item = desk
        .table
        .item(&format!("F#{}", session.family), "S")
        .await
        .unwrap();
    let ends = session.expires_at.epoch_seconds().to_string();
    assert_eq!(item["expires_at"].as_n().unwrap(), &ends);
    assert_eq!(session.expires_at, now().plus(LIFETIME));
    assert_eq!(GRACE.as_secs(), 30);
}

/// A table, and the key of all tokens.
struct Desk {
    table: Table,
    key: SecretKey,
}

impl Desk {
    async fn start() -> Self {
        Self {
            table: Table::start().await,
            key: SecretKey::random(now()).unwrap(),
        }
    }

    async fn begin(&self) -> Session {
        let session = Session::begin(&signed_in(), "k1", now()).unwrap();
        self.table.store.put_session(&session).await.unwrap();
        session
    }

    fn token(&self, session: &Session) -> RefreshToken {
        RefreshToken::of(session, &self.key)
    }

    async fn next(&self, token: &RefreshToken, key: &str, seconds: i64) -> Session {
        let rotated = self.table.store.rotate(token, key, after(seconds)).await;
        match rotated.unwrap() {
            Rotation::Next(session) => session,
            other => panic!("{other:?}"),
        }
    }
}

fn after(seconds: i64) -> UtcTime {
    now().plus(SignedDuration::from_secs(seconds))
}

fn now() -> UtcTime {
    time("2024-01-15T09:30:00Z")
}
