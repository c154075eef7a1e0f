use domain::{agent::Role, audit::AuditedChange};
use futures_util::future::join_all;
use serde_json::json;
use testkit::samples::{OWNER, workspace};

use crate::desk::{Desk, EVENT, FOUNDER};

#[tokio::test]
async fn the_first_sign_in_of_the_stacks_owner_founds_the_first_workspace() {
    let desk = Desk::empty().await;
    let store = &desk.table.store;
    let request = desk.ask_code("Founder@ACME.example").await;
    let code = desk.code_of(&request).await;
    assert_eq!(store.first_workspace().await.unwrap(), None);
    let answer = desk.try_code(&request, &code).await;
    let bearer = desk.bearer(&answer.access_token()).await;
    let main = workspace("main");
    assert_eq!((&bearer.workspace, bearer.role), (&main, Role::Owner));
    assert_eq!(bearer.email.as_str(), FOUNDER);

    assert_eq!(store.first_workspace().await.unwrap(), Some(main.clone()));
    let founded = store.workspace(&main).await.unwrap().unwrap();
    assert_eq!(founded.settings.name.as_str(), "Support");
    assert!(founded.settings.first);
    assert_eq!((founded.settings.version, founded.log), (1, 1));
    let agents = store.agents(&main).await.unwrap();
    assert_eq!(agents.len(), 1);
    assert_eq!(agents[0].id, bearer.id);
    let known_in = store.workspaces_of(&bearer.email).await.unwrap();
    assert_eq!(known_in, std::slice::from_ref(&main));
    let log = store.audit(&main, None).await.unwrap().entries;
    assert_eq!(log.len(), 1);
    assert_eq!((log[0].number, &log[0].by), (1, &bearer.email));
    assert_eq!(log[0].what, AuditedChange::WorkspaceCreated);
}

#[tokio::test]
async fn the_second_sign_in_founds_nothing() {
    let desk = Desk::empty().await;
    let first = desk.sign_in(FOUNDER).await;
    let second = desk.sign_in(FOUNDER).await;
    let first = desk.bearer(&first.access_token()).await;
    assert_eq!(desk.bearer(&second.access_token()).await, first);
    let main = workspace("main");
    assert_eq!(
        desk.table
            .store
            .audit(&main, None)
            .await
            .unwrap()
            .entries
            .len(),
        1
    );
}

#[tokio::test]
async fn two_first_sign_ins_at_once_found_one_workspace() {
    for _ in 0..5 {
        let desk = Desk::empty().await;
        let requests = [desk.ask_code(FOUNDER).await, desk.ask_code(FOUNDER).await];
        let codes = [
            desk.code_of(&requests[0]).await,
            desk.code_of(&requests[1]).await,
        ];
        let sign_ins = requests.iter().zip(&codes);
        let answers = join_all(sign_ins.map(|(request, code)| desk.try_code(request, code))).await;
        let mut bearers = Vec::new();
        for answer in answers {
            assert_eq!(answer.status, 200, "{}", answer.text);
            bearers.push(desk.bearer(&answer.access_token()).await);
        }
        assert_eq!(bearers[0], bearers[1]);
        let main = workspace("main");
        assert_eq!(desk.table.store.agents(&main).await.unwrap().len(), 1);
        let keys = desk.table.keys().await;
        let settings = keys.iter().filter(|(_, sk)| sk == "SETTINGS");
        assert_eq!(settings.count(), 1);
    }
}

#[tokio::test]
async fn on_an_empty_stack_nobody_else_is_owed_a_mail() {
    let desk = Desk::empty().await;
    let bodies = [
        json!({ "email": OWNER }),
        json!({ "email": "founder@other.example" }),
        // There is no workspace of any name yet.
        json!({ "email": FOUNDER, "workspace": "main" }),
        json!({ "email": FOUNDER, "workspace": "" }),
    ];
    for body in bodies {
        let answer = desk.ask("/sign-in/code", &body).await;
        assert_eq!(answer.status, 202, "{body}");
        let request = answer.json()["request_id"].as_str().unwrap().to_owned();
        let item = desk.table.item(&format!("S#{request}"), EVENT).await;
        assert!(!item.unwrap().contains_key("applicant"), "{body}");
        let code = desk.code_of(&request).await;
        assert_eq!(desk.try_code(&request, &code).await.status, 401, "{body}");
    }
    assert_eq!(desk.table.store.first_workspace().await.unwrap(), None);
}

/// Who owns the stack is nobody's business.
#[tokio::test]
async fn on_an_empty_stack_the_owner_and_others_get_the_same_answer_by_the_same_calls() {
    let desk = Desk::empty().await;
    desk.ask_code(FOUNDER).await;
    desk.calls();
    let mut seen = Vec::new();
    for email in [FOUNDER, OWNER] {
        let answer = desk.ask("/sign-in/code", &json!({ "email": email })).await;
        seen.push((answer.status, answer.headers, desk.calls()));
    }
    assert_eq!(seen[0], seen[1]);
    let expected = [
        "UpdateItem",
        "UpdateItem",
        "GetItem",
        "GetItem",
        "secret Query",
        "PutItem",
    ];
    assert_eq!(seen[0].2, expected);
}

/// It may take ten minutes until a code is used, and others may have been faster.
#[tokio::test]
async fn a_founders_code_does_not_found_over_another_workspace() {
    let desk = Desk::empty().await;
    let request = desk.ask_code(FOUNDER).await;
    let code = desk.code_of(&request).await;
    let store = &desk.table.store;
    store.put_first_workspace(&workspace("w1")).await.unwrap();
    assert_eq!(desk.try_code(&request, &code).await.status, 401);
    assert_eq!(store.workspace(&workspace("main")).await.unwrap(), None);
}

#[tokio::test]
async fn an_owner_who_was_removed_founds_nothing_again() {
    let desk = Desk::empty().await;
    desk.sign_in(FOUNDER).await;
    desk.table
        .remove("W#main", &format!("AGENT#{FOUNDER}"))
        .await;
    let request = desk.ask_code(FOUNDER).await;
    let code = desk.code_of(&request).await;
    assert_eq!(desk.try_code(&request, &code).await.status, 401);
    let main = workspace("main");
    assert_eq!(desk.table.store.agents(&main).await.unwrap(), []);
}
