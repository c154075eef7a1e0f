use serde_json::Value;
use tests::TestApp;

#[tokio::test]
async fn logs_are_json_lines_without_secrets_or_personal_data() {
    let app = TestApp::start().await;
    let owner = app.sign_in("owner@example.com").await;
    let invited = "ingrid.invited@example.com";
    let invite = app.invite(&owner.access_token, invited, "agent").await;
    app.refresh("tkt_refresh=wrong-refresh-token").await;
    app.enter_code("wrong-request", "wrong-code").await;
    let token = app.token("agent@example.com").await;
    app.raise(
        "Veronica Visitor",
        "veronica.visitor@example.com",
        "My secret story",
    )
    .await;
    app.post(
        "/api/tickets/create",
        &serde_json::json!({"bot_token": "wrong-widget-token"}),
    )
    .await;
    let body = serde_json::json!({
        "title": "Confidential title", "description": "My secret story",
        "customer_name": "Veronica Visitor", "customer_email": "veronica.visitor@example.com",
    });
    app.send(
        app.request("POST", "/api/ticket")
            .bearer_auth(&token)
            .json(&body),
    )
    .await;
    let chat = app
        .start_chat("Veronica Visitor", "veronica.visitor@example.com")
        .await;
    for speaker in [&chat.token, &token] {
        let said = app.say(speaker, &chat.id, "My secret story").await;
        assert_eq!(said.status, 201, "{}", said.body);
    }
    app.messages("wrong-visitor-token", &chat.id, 0).await;
    app.mails(5).await;
    app.rest().await;

    let logs = app.logs();
    let names: Vec<_> = logs
        .iter()
        .filter_map(|(path, _)| path.file_name()?.to_str())
        .collect();
    for function in [
        "create-ticket.jsonl",
        "chat.jsonl",
        "sign-in.jsonl",
        "workspace.jsonl",
        "publish.jsonl",
        "notify.jsonl",
    ] {
        assert!(
            names.contains(&function),
            "{function} is missing in {names:?}"
        );
    }
    for (path, text) in &logs {
        for line in text.lines() {
            let entry: Value = serde_json::from_str(line)
                .unwrap_or_else(|_| panic!("{}: not JSON: {line}", path.display()));
            assert!(
                entry["level"].is_string() && entry["message"].is_string(),
                "{line}"
            );
        }
        for secret in [
            token.as_str(),
            owner.access_token.as_str(),
            owner.cookie.trim_start_matches("tkt_refresh="),
            "wrong-refresh-token",
            "wrong-request",
            "wrong-code",
            invite.token.as_str(),
            invited,
            "owner@example.com",
            "agent@example.com",
            "demo-widget-token",
            "wrong-widget-token",
            chat.token.as_str(),
            "wrong-visitor-token",
            "Veronica",
            "veronica.visitor@example.com",
            "My secret story",
            "Confidential title",
        ] {
            assert!(
                !text.contains(secret),
                "{} holds {secret:?}",
                path.display()
            );
        }
    }
    let create_ticket = &logs
        .iter()
        .find(|(path, _)| path.ends_with("create-ticket.jsonl"))
        .unwrap()
        .1;
    let entry: Value = serde_json::from_str(create_ticket.lines().last().unwrap()).unwrap();
    assert_eq!(entry["message"], "POST /ticket answered 201");
    assert!(
        entry["ms"].is_u64() && entry["request_id"].is_string(),
        "{entry}"
    );
}
