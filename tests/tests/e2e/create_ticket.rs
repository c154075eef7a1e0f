use serde_json::json;
use tests::TestApp;

#[tokio::test]
async fn an_agents_ticket_is_answered_whole_and_told_to_the_customer() {
    let app = TestApp::start().await;
    let token = app.token("agent@example.com").await;
    let body = json!({
        "title": "  Refund for order 7  ",
        "description": "Paid twice.",
        "priority": "high",
        "category": "billing",
        "customer_name": "Carla Ruiz",
        "customer_email": "Carla@Example.com",
        "customer_phone": null,
        "assigned_to": "Owner@example.com",
    });
    let answer = app
        .send(
            app.request("POST", "/api/ticket")
                .bearer_auth(&token)
                .json(&body),
        )
        .await;
    assert_eq!(answer.status, 201, "{:?}", answer.body);
    assert_eq!(answer.header("location"), "/api/ticket/TKT-00004");
    assert_eq!(answer.header("etag"), "\"1\"");
    assert_eq!(answer.header("cache-control"), "private, no-cache");
    let mut ticket = answer.body;
    let created_at = ticket["created_at"].take();
    assert_eq!(ticket["updated_at"].take(), created_at);
    assert!(created_at.as_str().unwrap().ends_with('Z'));
    assert_eq!(
        ticket,
        json!({
            "ticket_number": "TKT-00004",
            "title": "Refund for order 7",
            "description": "Paid twice.",
            "status": "open",
            "priority": "high",
            "category": "billing",
            "customer_name": "Carla Ruiz",
            "customer_email": "Carla@Example.com",
            "customer_phone": null,
            "conversation_id": null,
            "user_id": null,
            "session_id": null,
            "created_by": "agent@example.com",
            "assigned_to": "Owner@example.com",
            "resolution_notes": null,
            "source": "agent",
            "created_at": null,
            "updated_at": null,
            "first_response_at": null,
            "resolved_at": null,
            "version": 1,
        })
    );

    let mails = app.mails(1).await;
    assert_eq!(mails[0].to(), "Carla@Example.com");
    assert_eq!(mails[0].subject(), "Support Ticket Reference: TKT-00004");
    assert_eq!(mails[0].reply_to(), "owner@example.com");
    for text in [
        "Refund for order 7",
        "Carla Ruiz",
        "High",
        "Billing",
        "our support team has been notified",
    ] {
        assert!(
            mails[0].text().contains(text),
            "{text} is missing in:\n{}",
            mails[0].text()
        );
    }
    assert_eq!(app.rest().await, 0);
}

#[tokio::test]
async fn what_an_agent_leaves_out_gets_the_usual_value() {
    let app = TestApp::start().await;
    let token = app.token("owner@example.com").await;
    let body = json!({
        "title": "T", "description": "D", "customer_name": "C", "customer_email": "c@example.com",
    });
    let answer = app
        .send(
            app.request("POST", "/api/ticket")
                .bearer_auth(&token)
                .json(&body),
        )
        .await;
    assert_eq!(answer.status, 201);
    assert_eq!(answer.body["priority"], "medium");
    assert_eq!(answer.body["category"], "general");
    assert_eq!(answer.body["assigned_to"], json!(null));
}

#[tokio::test]
async fn a_ticket_for_an_unknown_assignee_is_not_saved() {
    let app = TestApp::start().await;
    let token = app.token("agent@example.com").await;
    let mut body = json!({
        "title": "T", "description": "D", "customer_name": "C", "customer_email": "c@example.com",
        // An agent, but of another workspace.
        "assigned_to": "owner@other.example",
    });
    let send = |body: &serde_json::Value| {
        app.send(
            app.request("POST", "/api/ticket")
                .bearer_auth(&token)
                .json(body),
        )
    };
    let refused = send(&body).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.body["errors"][0]["pointer"], "/assigned_to");
    body["assigned_to"] = json!(null);
    assert_eq!(send(&body).await.status, 201);
    assert_eq!(app.mails(1).await.len(), 1, "the refused one left no mail");
}
