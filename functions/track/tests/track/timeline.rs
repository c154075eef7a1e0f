use domain::{
    edit::Edit,
    email::EmailAddress,
    text::Description,
    ticket::{Status, Ticket},
};
use serde_json::{Value, json};
use testkit::samples::{CUSTOMER, OWNER, VISITOR, raised_by_a_visitor};

use crate::{kinds, tracker::Tracker};

#[tokio::test]
async fn each_resolution_shows_and_other_changes_do_not() {
    let tracker = Tracker::start().await;
    let mut ticket = tracker.write("w1", "TKT-00003").await;
    for status in [
        Status::InProgress,
        Status::Resolved,
        Status::Open,
        Status::Resolved,
        Status::Closed,
    ] {
        set_status(&tracker, &mut ticket, status).await;
    }
    let tracked = tracker.tracked("TKT-00003", CUSTOMER).await;
    assert_eq!(kinds(&tracked), ["created", "resolved", "resolved"]);
}

/// Two answers within the same millisecond, or by a clock that went back.
#[tokio::test]
async fn of_two_answers_at_one_moment_one_is_the_first() {
    let tracker = Tracker::start().await;
    let mut ticket = tracker.write("w1", "TKT-00003").await;
    for text in ["One", "Two"] {
        tracker
            .answer(&mut ticket, text, "2024-01-15T12:00:00Z")
            .await;
    }
    let tracked = tracker.tracked("TKT-00003", CUSTOMER).await;
    assert_eq!(kinds(&tracked), ["created", "first_response", "answered"]);
    assert_eq!(tracked["timeline"][1]["body"], "One");
}

#[tokio::test]
async fn nothing_of_the_agents_own_reaches_the_customer() {
    let tracker = Tracker::start().await;
    let mut new = raised_by_a_visitor();
    new.user_id = Some("user-secret".to_owned().try_into().unwrap());
    new.session_id = Some("session-secret".to_owned().try_into().unwrap());
    let mut ticket = tracker.save(new, "w1", "TKT-00003").await;
    let ticket = &mut ticket;
    let at = "2024-01-15T10:00:00Z";
    tracker.note(ticket, "note-secret", at).await;
    let edit = Edit {
        assigned_to: Some(Some(OWNER.parse::<EmailAddress>().unwrap())),
        resolution_notes: Some(Some(Description::parse("draft-secret").unwrap())),
        status: Some(Status::Pending),
        ..Edit::default()
    };
    tracker.edit(ticket, edit, at).await;
    tracker.answer(ticket, "Hello", at).await;
    let tracked = tracker.tracked("TKT-00003", VISITOR).await;
    assert_eq!(kinds(&tracked), ["created", "first_response"]);
    let told = tracked.to_string();
    for secret in ["secret", OWNER, "1234 5678", "w1", "o1", VISITOR, "version"] {
        assert!(!told.contains(secret), "{secret} in {told}");
    }
}

/// More than 2 MB happened to it.
#[tokio::test]
async fn of_a_very_long_story_the_beginning_is_remembered() {
    let tracker = Tracker::start().await;
    let mut ticket = tracker.write("w1", "TKT-00003").await;
    tracker
        .answer(&mut ticket, "The first answer.", "2024-01-15T12:00:00Z")
        .await;
    set_status(&tracker, &mut ticket, Status::Resolved).await;
    let long = "\u{1f4a1}".repeat(5_000);
    for _ in 0..120 {
        let at = "2024-01-16T00:00:00Z";
        tracker.answer(&mut ticket, &long, at).await;
    }
    let tracked = tracker.tracked("TKT-00003", CUSTOMER).await;
    let timeline = tracked["timeline"].as_array().unwrap();
    assert!(timeline.len() < 120, "{}", timeline.len());
    let entry = |kind: &str, at: &str| json!({ "kind": kind, "at": at, "body": Value::Null });
    let remembered = [
        entry("created", "2024-01-15T09:30:00.000Z"),
        entry("first_response", "2024-01-15T12:00:00.000Z"),
        entry("resolved", "2024-01-15T13:00:00.000Z"),
    ];
    assert_eq!(timeline[..3], remembered);
    assert_eq!(timeline[3]["kind"], "answered");
    assert_eq!(timeline[3]["body"], long);
}

async fn set_status(tracker: &Tracker, ticket: &mut Ticket, status: Status) {
    let edit = Edit {
        status: Some(status),
        ..Edit::default()
    };
    tracker.edit(ticket, edit, "2024-01-15T13:00:00Z").await;
}
