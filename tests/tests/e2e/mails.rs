//! The mails of a ticket's life, from request to mailbox.

use serde_json::{Value, json};
use tests::{Mail, TestApp};

#[tokio::test]
async fn each_event_of_an_agents_ticket_brings_its_mail_and_a_note_none() {
    let app = TestApp::start().await;
    let agent = Agent::of(&app).await;
    let ticket = json!({
        "title": "Refund for order 7",
        "description": "Paid twice.",
        "customer_name": "Carla Ruiz",
        "customer_email": "carla@example.com",
    });
    let answer = app.create(&agent.token, None, &ticket).await.unwrap();
    assert_eq!(answer.status, 201, "{:?}", answer.body);
    agent.mail(1, "Support Ticket Reference: TKT-00004").await;

    agent
        .edit(&json!({"status": "in_progress", "assigned_to": "agent@example.com"}))
        .await;
    let updated = agent.mail(2, "Support Ticket Update: TKT-00004").await;
    contains(
        &updated,
        &[
            "- Status changed to: in progress\n",
            "- Assigned to support team\n",
            "Status:   In progress\n",
        ],
    );

    agent.write("public", "Which card\ndid you use?").await;
    let answered = agent.mail(3, "Support Ticket Answer: TKT-00004").await;
    contains(
        &answered,
        &["Demo Shop wrote:\n> Which card\n> did you use?\n"],
    );

    agent.write("internal", "A fraud, I think.").await;
    agent.edit(&json!({"assigned_to": null})).await;
    agent.edit(&json!({"resolution_notes": "Sent back."})).await;
    agent.edit(&json!({"status": "resolved"})).await;
    let resolved = agent.mail(4, "Support Ticket Resolved: TKT-00004").await;
    contains(
        &resolved,
        &[
            "How it was resolved:\n> Sent back.\n",
            "If the issue persists, reply to this e-mail.",
        ],
    );

    agent
        .edit(&json!({"status": "open", "title": "Refund"}))
        .await;
    let opened = agent.mail(5, "Support Ticket Update: TKT-00004").await;
    contains(
        &opened,
        &[
            "- Title changed to: Refund\n",
            "- Status changed to: open\n",
        ],
    );
    agent.delete().await;

    assert_eq!(app.rest().await, 0);
    for mail in app.mails(5).await {
        assert_eq!(mail.to(), "carla@example.com");
        assert_eq!(mail.reply_to(), "owner@example.com");
        belongs_to(&mail, "<ticket.TKT-00004.demo@tkt.example>");
        contains(&mail, &["/track-ticket?ticket=TKT-00004"]);
        lacks(&mail, &["agent@example.com", "fraud", "Paid twice"]);
    }
}

#[tokio::test]
async fn a_visitors_words_come_back_in_no_mail_until_an_agent_writes_the_title() {
    let app = TestApp::start().await;
    let answer = app
        .raise("Zoë O'Neill", "zoe@example.com", "Buy at evil.example")
        .await;
    assert_eq!(answer.status, 201);
    app.mails(2).await;
    let agent = Agent::of(&app).await;

    agent.edit(&json!({"priority": "urgent"})).await;
    app.mails(3).await;
    agent.write("public", "Hello, how can we help?").await;
    app.mails(4).await;
    agent.edit(&json!({"status": "resolved"})).await;
    let mails = app.mails(5).await;
    for mail in &mails {
        // The owner's, too.
        belongs_to(mail, "<ticket.TKT-00004.demo@tkt.example>");
    }
    for mail in mails.iter().filter(|mail| mail.to() == "zoe@example.com") {
        lacks(mail, &["Zo", "Neill", "evil", "Title", "Support Issue"]);
    }
    agent.edit(&json!({"title": "Spam"})).await;
    let renamed = agent.mail(6, "Support Ticket Update: TKT-00004").await;
    assert_eq!(renamed.to(), "zoe@example.com");
    contains(
        &renamed,
        &["- Title changed to: Spam\n", "Title:    Spam\n"],
    );
    lacks(&renamed, &["Zo", "Neill", "evil"]);
    assert_eq!(app.rest().await, 0);
}

/// An agent at work on the first ticket after the demo's.
struct Agent<'a> {
    app: &'a TestApp,
    token: String,
}

impl<'a> Agent<'a> {
    async fn of(app: &'a TestApp) -> Self {
        let token = app.token("agent@example.com").await;
        Self { app, token }
    }

    async fn edit(&self, fields: &Value) {
        self.send("PUT", "", Some(fields), 200).await;
    }

    async fn write(&self, visibility: &str, body: &str) {
        let message = json!({"visibility": visibility, "body": body});
        self.send("POST", "/messages", Some(&message), 201).await;
    }

    async fn delete(&self) {
        self.send("DELETE", "", None, 204).await;
    }

    async fn send(&self, method: &str, path: &str, body: Option<&Value>, status: u16) {
        let path = format!("/api/ticket/TKT-00004{path}");
        let mut request = self.app.request(method, &path).bearer_auth(&self.token);
        if let Some(body) = body {
            request = request.json(body);
        }
        let answer = self.app.send(request).await;
        assert_eq!(answer.status, status, "{method} {path}: {:?}", answer.body);
    }

    /// Waits for the `count`-th mail, which is the last so far.
    async fn mail(&self, count: usize, subject: &str) -> Mail {
        let mail = self.app.mails(count).await.pop().unwrap();
        assert_eq!(mail.subject(), subject);
        mail
    }
}

/// The mail stands in the conversation with this root.
#[track_caller]
fn belongs_to(mail: &Mail, root: &str) {
    for header in ["References", "In-Reply-To"] {
        assert_eq!(mail.text_of(&format!("/headers/{header}")), root);
    }
}

#[track_caller]
fn contains(mail: &Mail, texts: &[&str]) {
    for text in texts {
        assert!(
            mail.text().contains(text),
            "{text:?} is missing:\n{}",
            mail.text()
        );
    }
}

#[track_caller]
fn lacks(mail: &Mail, texts: &[&str]) {
    for text in texts {
        for body in [mail.subject(), mail.text(), mail.html()] {
            assert!(!body.contains(text), "{text:?} must not be in:\n{body}");
        }
    }
}
