//! The checker fails on what it must, and on nothing else.

mod changes;
mod conversations;
mod deletions;
mod deliveries;
mod excuses;
mod items;
mod life;
mod model;
mod news;
mod random;
mod tickets;

use serde_json::{Value, json};

use crate::history::{Act, Request};
use model::{Model, by_agent, by_widget, to};

/// One call of each kind: 2 by an agent with a key that came twice, 3 by the widget, 4 by the
/// widget without an answer; 5 was burnt by a refusal, 6 by a call that never ended.
fn healthy() -> Model {
    let mut model = Model::new();
    let with_key = by_agent("two@example.com").with_key("k2");
    let answer = model.done(&with_key);
    model.repeated(&with_key, &answer);
    model.done(&by_widget("three@example.com"));
    model.done_without_answer(&by_widget("Four@example.com").with_key("k4"));
    model.refused(&by_agent("five@example.com"), true);
    model.lost(&by_widget("six@example.com"), true);
    model.lost(&by_widget("none@example.com"), false);
    model
}

/// The healthy stack, whose tickets then live: 2 is the agent's, 3 the widget's, 1 the old one.
fn lived() -> Model {
    let mut model = healthy();
    let in_progress = json!({"status": "in_progress", "title": "Wrong VAT"});
    model.done(&edit(2, &in_progress).if_match(Some(1)));
    model.done(&to(2, Act::Note("Ask Bo.".to_owned())));
    let answer = to(2, Act::Answer("We are\r\non it.".to_owned())).with_key("a1");
    let answered = model.done(&answer);
    model.repeated(&answer, &answered);
    model.done_without_answer(&edit(2, &json!({"assigned_to": "agent@example.com"})));
    let resolved = json!({"status": "resolved", "resolution_notes": "Sent a new one."});
    model.done(&edit(2, &resolved).if_match(Some(5)));
    // Nothing is left to do for these.
    model.done(&edit(2, &resolved));
    model.done(&edit(2, &resolved).if_match(Some(6)));
    model.refused(
        &edit(2, &json!({"priority": "low"})).if_match(Some(5)),
        false,
    );
    model.lost(&edit(2, &json!({"priority": "urgent"})), false);
    model.done(&edit(3, &json!({"priority": "high"})));
    model.done(&edit(
        3,
        &json!({"title": "Broken lamp", "category": "technical"}),
    ));
    model.done(&edit(1, &json!({"resolution_notes": "Not yet told."})).if_match(Some(3)));
    model.done(&edit(1, &json!({"description": "More."})));
    model
}

/// The same, where a new ticket and the old one were deleted.
fn deleted() -> Model {
    let mut model = lived();
    model.done(&by_agent("gone@example.com").with_key("k7"));
    model.done(&edit(7, &json!({"status": "resolved"})).if_match(Some(1)));
    model.done(&to(7, Act::Note("Spam.".to_owned())));
    model.done_without_answer(&to(7, Act::Answer("No.".to_owned())));
    model.done(&to(7, Act::Delete).if_match(Some(4)));
    model.refused(&edit(7, &json!({"status": "open"})), false);
    model.done_without_answer(&to(1, Act::Delete));
    model
}

fn edit(count: u64, body: &Value) -> Request {
    to(count, Act::Edit(body.clone()))
}

#[track_caller]
fn assert_broken(spoil: fn(&mut Model), expected: &[&str]) {
    assert_breaks(healthy(), spoil, expected);
}

/// The model keeps every promise until it is spoilt.
#[track_caller]
fn assert_breaks(mut model: Model, spoil: fn(&mut Model), expected: &[&str]) {
    assert_eq!(model.violations(), [""; 0]);
    spoil(&mut model);
    assert_eq!(model.violations(), expected);
}
