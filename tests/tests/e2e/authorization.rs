//! Who may do what: every route of the template against every kind of credential.

mod callers;
mod empty_stack;
mod leaving;
mod places;
mod repository_keys;
mod rows;
pub(crate) mod subjects;
pub(crate) mod world;

use std::collections::BTreeSet;

use serde_json::Value;
use tests::{Answer, Dump, TestApp};

use callers::{Caller, Class, callers};
use rows::{Row, Who, rows};
use world::{World, unannounced};

#[test]
fn every_route_of_the_template_has_its_row_and_every_row_its_route() {
    let routes = crate::template::stack().functions.into_iter();
    let routes = routes.flat_map(|function| function.routes);
    let routes: BTreeSet<_> = routes
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    let named: BTreeSet<_> = rows().map(|row| row.route.to_owned()).collect();
    assert_eq!(named.len(), rows().count(), "a route has one row");
    assert_eq!(named, routes);
}

#[tokio::test]
async fn whoever_may_not_is_refused_in_one_way_and_nothing_is_written() {
    let world = World::new(unannounced().await).await;
    let callers = callers(&world).await;
    let mut subjects = Vec::new();
    for row in rows() {
        subjects.push(world.subject(row.about).await);
    }
    let before = Dump::of(&world.app).await;
    for (row, subject) in rows().zip(&subjects) {
        let mut refusals = BTreeSet::new();
        for caller in &callers {
            let expected = row.expected(caller.class);
            if !matches!(expected, 401 | 403) {
                continue;
            }
            let answer = world.send(row, caller, subject).await;
            check(row, caller, &answer, expected);
            refusals.insert((expected, answer.body.to_string()));
        }
        let statuses: BTreeSet<_> = refusals.iter().map(|(status, _)| status).collect();
        assert_eq!(
            refusals.len(),
            statuses.len(),
            "{}: {refusals:#?}",
            row.route
        );
    }
    let after = Dump::of(&world.app).await;
    assert_eq!(before.changes(&after), Vec::<String>::new());
}

#[tokio::test]
async fn whoever_may_gets_through_and_strangers_stay_in_their_own_workspace() {
    let world = World::new(TestApp::start().await).await;
    for caller in callers(&world).await {
        for row in rows() {
            let expected = row.expected(caller.class);
            // That a forged token changes nothing on a public route needs one forgery.
            let is_enough = caller.class != Class::Forged || caller.is_first_forgery;
            if matches!(expected, 401 | 403) || !is_enough {
                continue;
            }
            let subject = world.subject(row.about).await;
            let answer = world.send(row, &caller, &subject).await;
            check(row, &caller, &answer, expected);
        }
    }
    assert_eq!(world.app.rest().await, 0);
}

#[tokio::test]
async fn a_refusal_comes_before_the_body_is_read_and_does_not_say_what_exists() {
    let world = World::new(TestApp::start().await).await;
    let callers = callers(&world).await;
    for row in rows().filter(|row| row.who != Who::Anyone) {
        let subject = world.subject(row.about).await;
        let nothing = world.subject_that_does_not_exist(row.about);
        for caller in &callers {
            let expected = row.expected(caller.class);
            let is_tried =
                matches!(caller.class, Class::Nobody | Class::Agent) || caller.is_first_forgery;
            if !is_tried || !matches!(expected, 401 | 403) {
                continue;
            }
            let there = world.send(row, caller, &subject).await;
            let absent = world.send(row, caller, &nothing).await;
            assert_eq!(told(&there), told(&absent), "{} {}", row.route, caller.name);
            for (content_type, body) in UNREADABLE {
                // The widget's token is in the body, so that is read for it.
                if row.who == Who::Widget || row.method() == "GET" {
                    continue;
                }
                let request = world.request(row, caller, &subject);
                let request = request.header("content-type", content_type);
                let answer = world.app.send(request.body(body)).await;
                check(row, caller, &answer, expected);
                assert_eq!(told(&there), told(&answer), "{} {body}", row.route);
            }
        }
    }
}

/// Bodies that would be 400, 415 and 422.
const UNREADABLE: [(&str, &str); 4] = [
    ("application/json", "{\"half\": "),
    ("application/json", "{\"no such field\": 1}"),
    ("application/json", "[]"),
    ("text/plain", "x"),
];

#[track_caller]
fn check(row: &Row, caller: &Caller, answer: &Answer, expected: u16) {
    let what = format!("{} by {}: {}", row.route, caller.name, answer.body);
    assert_eq!(answer.status, expected, "{what}");
    if expected < 400 {
        return;
    }
    assert_eq!(
        answer.header("content-type"),
        "application/problem+json",
        "{what}"
    );
    assert_eq!(answer.header("cache-control"), "no-store", "{what}");
    let kind = match expected {
        401 => "urn:tkt:problem:unauthorized",
        403 => "urn:tkt:problem:forbidden",
        404 => "urn:tkt:problem:not-found",
        422 => "urn:tkt:problem:invalid-fields",
        other => panic!("no row expects {other}"),
    };
    assert_eq!(answer.body["type"], kind, "{what}");
    if matches!(expected, 401 | 403) {
        assert_eq!(answer.body["errors"], Value::Array(Vec::new()), "{what}");
    }
}

fn told(answer: &Answer) -> (u16, &Value, &str) {
    (
        answer.status,
        &answer.body,
        answer.header("www-authenticate"),
    )
}
