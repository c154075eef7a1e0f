//! Whether an address is an agent's is told by nothing: not by the answer, not by what is done.

use rstest::rstest;
use serde_json::{Value, json};
use testkit::samples::OWNER;

use crate::desk::{Desk, EVENT};

#[rstest]
#[case::unknown_address(json!({ "email": "nobody@acme.example" }))]
#[case::an_agent_of_another_workspace(json!({ "email": "owner@second.example" }))]
#[case::another_workspace(json!({ "email": OWNER, "workspace": "w2" }))]
#[case::unknown_workspace(json!({ "email": OWNER, "workspace": "w3" }))]
#[case::no_workspace_by_its_form(json!({ "email": OWNER, "workspace": "W1" }))]
#[case::empty_workspace(json!({ "email": OWNER, "workspace": "" }))]
#[case::a_key_in_place_of_a_workspace(json!({ "email": OWNER, "workspace": "w1#T#TKT-00001" }))]
#[case::the_stacks_owner_who_is_no_agent(json!({ "email": crate::desk::FOUNDER }))]
#[tokio::test]
async fn a_stranger_gets_the_same_answer_by_the_same_calls_and_no_mail(#[case] body: Value) {
    let desk = desk().await;
    // Which workspace is the first is read once a minute, and the first key is made once.
    desk.ask("/sign-in/code", &json!({ "email": OWNER })).await;
    desk.calls();

    let known = desk.ask("/sign-in/code", &json!({ "email": OWNER })).await;
    let expected_calls = desk.calls();
    let expected = [
        "UpdateItem",
        "UpdateItem",
        "GetItem",
        "secret Query",
        "PutItem",
    ];
    assert_eq!(expected_calls, expected);
    let stranger = desk.ask("/sign-in/code", &body).await;
    assert_eq!(desk.calls(), expected_calls);
    assert_eq!((known.status, stranger.status), (202, 202));
    assert_eq!(known.headers, stranger.headers);
    assert_eq!(without_id(&known.json()), without_id(&stranger.json()));
    assert_eq!(known.text.len(), stranger.text.len());

    let id = |answer: &Value| answer["request_id"].as_str().unwrap().to_owned();
    let mut names = Vec::new();
    for answer in [known.json(), stranger.json()] {
        let item = desk.table.item(&format!("S#{}", id(&answer)), EVENT).await;
        let mut of_item: Vec<_> = item.unwrap().into_keys().collect();
        of_item.sort();
        names.push(of_item);
    }
    let owed: Vec<_> = names[0]
        .iter()
        .filter(|name| !names[1].contains(name))
        .collect();
    assert_eq!(owed, ["applicant"], "nobody to mail is the only difference");
}

/// The code can be made by whoever has the key. It is right for nobody.
#[tokio::test]
async fn even_the_right_code_of_a_strangers_request_is_refused_like_a_wrong_one() {
    let desk = desk().await;
    let stranger = desk.ask_code("nobody@acme.example").await;
    let right = desk.code_of(&stranger).await;
    let known = desk.ask_code(OWNER).await;
    let wrong = match desk.code_of(&known).await.as_str() {
        "123456" => "654321",
        _ => "123456",
    };
    desk.calls();
    let refused = desk.try_code(&known, wrong).await;
    let expected_calls = desk.calls();
    assert_eq!(expected_calls, ["UpdateItem", "secret GetItem"]);
    let answer = desk.try_code(&stranger, &right).await;
    assert_eq!((answer, desk.calls()), (refused, expected_calls));
    assert_eq!(desk.sessions().await, [""; 0]);
}

#[tokio::test]
async fn a_stranger_and_an_agent_run_out_of_tries_alike() {
    let desk = desk().await;
    let mut seen = Vec::new();
    for email in [OWNER, "nobody@acme.example"] {
        let request = desk.ask_code(email).await;
        let right = desk.code_of(&request).await;
        let wrong = if right == "123456" {
            "654321"
        } else {
            "123456"
        };
        desk.calls();
        let mut answers = Vec::new();
        for _ in 0..7 {
            answers.push((desk.try_code(&request, wrong).await, desk.calls()));
        }
        seen.push(answers);
    }
    assert_eq!(seen[0], seen[1]);
}

#[rstest]
#[case::no_address(json!({}), "/email")]
#[case::null(json!({ "email": null }), "/email")]
#[case::empty(json!({ "email": "" }), "/email")]
#[case::no_address_by_its_form(json!({ "email": "owner" }), "/email")]
#[case::two_addresses(json!({ "email": "a@acme.example,b@acme.example" }), "/email")]
#[case::a_line_break(json!({ "email": "a@acme.example\nBcc: b@acme.example" }), "/email")]
#[case::a_list(json!({ "email": [OWNER] }), "/email")]
#[case::an_unknown_field(json!({ "email": OWNER, "role": "owner" }), "/role")]
#[tokio::test]
async fn what_is_no_address_is_refused_before_anything_is_counted(
    #[case] body: Value,
    #[case] pointer: &str,
) {
    let desk = desk().await;
    let answer = desk.ask("/sign-in/code", &body).await;
    assert_eq!(answer.status, 422, "{}", answer.text);
    assert_eq!(answer.json()["errors"][0]["pointer"], pointer);
    assert_eq!(desk.calls(), [""; 0]);
}

fn without_id(answer: &Value) -> Value {
    let mut answer = answer.clone();
    answer["request_id"] = json!("");
    answer
}

/// With a second workspace, whose owner is no agent of the first.
async fn desk() -> Desk {
    use domain::agent::Role;
    use testkit::samples::{agent, workspace};
    let desk = Desk::start().await;
    let second = agent("o2", "owner@second.example", Role::Owner);
    let store = &desk.table.store;
    store.add_agent(&workspace("w2"), &second).await.unwrap();
    desk
}
