//! The first sign-in of all, in a stack that starts empty.

use futures_util::future::join_all;
use serde_json::json;
use tests::{Dump, Session, TestApp};

use super::{OWNER, request_of};

#[tokio::test]
async fn the_owners_first_sign_in_founds_the_workspace() {
    let app = TestApp::start_with(&["--empty"]).await;
    for stranger in ["stranger@elsewhere.example", "agent@example.com"] {
        assert_eq!(app.ask_for_code(stranger).await.status, 202);
    }
    let owner = app.sign_in(OWNER).await;
    let request = app.request("GET", "/api/workspace");
    let workspace = app.send(request.bearer_auth(&owner.access_token)).await;
    assert_eq!(workspace.status, 200, "{}", workspace.body);
    assert_eq!(workspace.body["id"], "main");
    assert_eq!(workspace.body["agents"], json!([OWNER]));
    let ticket = json!({
        "title": "The first", "description": "Of all",
        "customer_name": "Vera", "customer_email": "vera@example.com",
    });
    let created = app
        .create(&owner.access_token, None, &ticket)
        .await
        .unwrap();
    assert_eq!(created.status, 201, "{}", created.body);
    assert_eq!(created.body["ticket_number"], "TKT-00001");
    app.next_mail_to("vera@example.com", 0).await;
    assert_eq!(app.rest().await, 0);
    // The code and the confirmation: no stranger got a code.
    app.mails(2).await;
    app.sign_in(OWNER).await;
}

#[tokio::test]
async fn two_first_sign_ins_at_once_found_one_workspace() {
    let app = TestApp::start_with(&["--empty"]).await;
    let before = Dump::of(&app).await;
    let mut codes = Vec::new();
    for already in 0..4 {
        let asked = app.ask_for_code(OWNER).await;
        let code = app.next_mail_to(OWNER, already).await.code();
        codes.push((request_of(&asked).to_owned(), code));
    }
    let answers = codes
        .iter()
        .map(|(request, code)| app.enter_code(request, code));
    let mut workspaces = Vec::new();
    for answer in join_all(answers).await {
        let token = Session::of(&answer).access_token;
        let request = app.request("GET", "/api/workspace").bearer_auth(token);
        workspaces.push(app.send(request).await.body);
    }
    assert!(workspaces.iter().all(|it| *it == workspaces[0]));
    assert_eq!(workspaces[0]["agents"], json!([OWNER]));
    let mut came = before.changes(&Dump::of(&app).await);
    came.retain(|change| change.contains(" SETTINGS "));
    assert_eq!(came, ["main W#main SETTINGS came"]);
}
