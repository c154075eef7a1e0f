//! The checker fails on what it must, and on nothing else.

mod deliveries;
mod excuses;
mod model;
mod random;
mod tickets;

use model::{Model, by_agent, by_widget};

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

fn assert_broken(spoil: fn(&mut Model), expected: &[&str]) {
    let mut model = healthy();
    spoil(&mut model);
    assert_eq!(model.violations(), expected);
}
