//! The ticket's life, and what is expected of it by now.

use serde_json::{Value, json};
use tests::TestApp;

use super::{
    AGENT, COLLEAGUE, CUSTOMER, DESCRIPTION, FIRST_ANSWER, NOTE, NOTES, NUMBER, OWNER, PHONE,
    SECOND_ANSWER,
    Told::{Answered, Confirmed, Created, Raised, Resolved, Updated},
    answers::without_mails,
};

/// A ticket, as it should be by now.
pub(super) struct Story<'a> {
    pub(super) app: &'a TestApp,
    pub(super) agent: String,
    pub(super) owner: String,
    pub(super) foreigner: String,
    /// All fields of the detail but the timeline.
    pub(super) ticket: Value,
    /// The agents' timeline, without the mails.
    pub(super) events: Vec<Value>,
    /// The customer's.
    pub(super) tracked: Vec<Value>,
    pub(super) next_step: &'static str,
    pub(super) mails: usize,
    /// What the table of facts says of the title in mails to the customer.
    pub(super) mails_name_the_title: bool,
}

impl<'a> Story<'a> {
    pub(super) async fn begin(app: &'a TestApp) -> Self {
        app.hire(COLLEAGUE).await;
        Self {
            app,
            agent: app.token(AGENT).await,
            owner: app.token(OWNER).await,
            foreigner: app.token("owner@other.example").await,
            ticket: json!({
                "ticket_number": NUMBER,
                "description": DESCRIPTION,
                "status": "open",
                "customer_name": "Carla <Ruiz>",
                "customer_email": CUSTOMER,
                "customer_phone": PHONE,
                "conversation_id": null,
                "assigned_to": null,
                "resolution_notes": null,
                "first_response_at": null,
                "resolved_at": null,
                "earlier_events": false,
            }),
            events: Vec::new(),
            tracked: Vec::new(),
            next_step: "We have your ticket and will look at it soon.",
            mails: 0,
            mails_name_the_title: true,
        }
    }

    pub(super) async fn written_by_an_agent(&mut self) {
        let body = json!({
            "title": "Lost parcel",
            "description": DESCRIPTION,
            "priority": "high",
            "category": "technical",
            "customer_name": "Carla <Ruiz>",
            "customer_email": CUSTOMER,
            "customer_phone": PHONE,
        });
        let answer = self.app.create(&self.agent, None, &body).await.unwrap();
        assert_eq!(answer.status, 201, "{}", answer.body);
        self.expect(json!({
            "title": "Lost parcel",
            "priority": "high",
            "category": "technical",
            "user_id": null,
            "session_id": null,
            "created_by": AGENT,
            "source": "agent",
        }));
        self.is_new(&answer.body["created_at"]);
        self.check_written(&answer);
        self.agrees("new by an agent").await;
        self.brought(&[(Created, CUSTOMER, &[])]).await;
    }

    pub(super) async fn raised_by_a_visitor(&mut self) {
        let body = json!({
            "bot_token": "demo-widget-token",
            "issue": DESCRIPTION,
            "visitor_name": "Carla <Ruiz>",
            "visitor_email": CUSTOMER,
            "visitor_phone": PHONE,
            "user_id": "user-5551",
            "session_id": "session-5552",
        });
        let answer = self.app.post("/api/tickets/create", &body).await;
        assert_eq!(answer.status, 201);
        assert_eq!(
            answer.body,
            json!({ "ticket_id": NUMBER, "status": "open" })
        );
        let detail = self.app.ticket(&self.agent, NUMBER).await;
        self.expect(json!({
            "title": "Support Issue from Carla <Ruiz>",
            "priority": "medium",
            "category": "general",
            "user_id": "user-5551",
            "session_id": "session-5552",
            "created_by": null,
            "source": "widget",
        }));
        self.mails_name_the_title = false;
        self.is_new(&detail.body["created_at"]);
        self.agrees("new by the widget").await;
        self.brought(&[(Confirmed, CUSTOMER, &[]), (Raised, OWNER, &[DESCRIPTION])])
            .await;
    }

    /// From the assignment to the end, whoever created it.
    pub(super) async fn lives_on(mut self, title: &str) {
        self.edit(json!({ "assigned_to": COLLEAGUE })).await;
        self.write("internal", NOTE).await;
        self.agrees("assigned, with a note").await;
        self.brought(&[(Updated, CUSTOMER, &["Assigned to support team"])])
            .await;

        let at = self.write("public", FIRST_ANSWER).await;
        self.expect(json!({ "first_response_at": at }));
        self.tracked
            .push(json!({ "kind": "first_response", "at": at, "body": FIRST_ANSWER }));
        self.agrees("answered").await;
        self.brought(&[(Answered, CUSTOMER, &[FIRST_ANSWER])]).await;
        let at = self.write("public", SECOND_ANSWER).await;
        self.tracked
            .push(json!({ "kind": "answered", "at": at, "body": SECOND_ANSWER }));
        self.agrees("answered twice").await;
        self.brought(&[(Answered, CUSTOMER, &[SECOND_ANSWER])])
            .await;

        self.edit(json!({ "resolution_notes": NOTES })).await;
        self.agrees("open, with notes").await;
        self.brought(&[]).await;
        let at = self.edit(json!({ "status": "resolved" })).await;
        self.tracked
            .push(json!({ "kind": "resolved", "at": at, "body": null }));
        self.next_step = "Your ticket is resolved. If the issue persists, reply to our e-mail.";
        self.agrees("resolved, with notes").await;
        self.brought(&[(Resolved, CUSTOMER, &[NOTES])]).await;

        self.edit(json!({ "status": "closed" })).await;
        self.next_step = "Your ticket is closed.";
        self.agrees("closed").await;
        let told = ["Status changed to: closed", NOTES];
        self.brought(&[(Updated, CUSTOMER, &told)]).await;

        assert_eq!(self.ticket["title"], title);
        self.mails_name_the_title = true;
        self.edit(json!({ "status": "in_progress", "title": "Parcel of May" }))
            .await;
        self.next_step = "Your ticket is being worked on. We will write to you when there is news.";
        self.agrees("reopened, with notes and another title").await;
        let told = [
            "Title changed to: Parcel of May",
            "Status changed to: in progress",
        ];
        self.brought(&[(Updated, CUSTOMER, &told)]).await;
        assert_eq!(self.app.rest().await, 0);
        self.app.mails(self.mails).await;
    }

    /// An edit by an agent. Returns when it happened.
    async fn edit(&mut self, fields: Value) -> String {
        let answer = self.app.edit(&self.agent, NUMBER, &fields).await.unwrap();
        assert_eq!(answer.status, 200, "{}", answer.body);
        let at = text(&answer.body["updated_at"]);
        // In the order of the contract's fields.
        let order = ["title", "status", "assigned_to", "resolution_notes"];
        let changes = order.into_iter().filter_map(|field| {
            let to = fields.get(field)?;
            Some(json!({ "field": field, "from": self.ticket[field], "to": to }))
        });
        self.happened(
            &at,
            &json!({ "kind": "changed", "changes": changes.collect::<Vec<_>>() }),
        );
        self.expect(fields);
        match self.ticket["status"].as_str() {
            Some("resolved") => self.expect(json!({ "resolved_at": at })),
            Some("closed") => {}
            _ => self.expect(json!({ "resolved_at": null })),
        }
        self.check_written(&answer);
        at
    }

    /// A message by an agent. Returns when it happened.
    async fn write(&mut self, visibility: &str, body: &str) -> String {
        let message = json!({ "visibility": visibility, "body": body });
        let request = self.app.to_ticket("POST", &self.agent, NUMBER, "/messages");
        let answer = self.app.send(request.json(&message)).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        let at = text(&answer.body["at"]);
        let kind = if visibility == "public" {
            "answered"
        } else {
            "noted"
        };
        self.happened(&at, &json!({ "kind": kind, "body": body }));
        let told = without_mails(&json!([answer.body]));
        assert_eq!(told[0], self.events[self.events.len() - 1]);
        at
    }

    fn is_new(&mut self, at: &Value) {
        let at = text(at);
        self.expect(json!({ "created_at": at, "version": 0 }));
        let by = self.ticket["created_by"].clone();
        self.happened(&at, &json!({ "kind": "created", "by": by }));
        self.tracked
            .push(json!({ "kind": "created", "at": at, "body": null }));
    }

    fn expect(&mut self, fields: Value) {
        let Value::Object(fields) = fields else {
            panic!("fields: {fields}");
        };
        for (field, value) in fields {
            self.ticket[field] = value;
        }
    }

    fn happened(&mut self, at: &str, event: &Value) {
        let version = self.ticket["version"].as_u64().unwrap() + 1;
        self.expect(json!({ "version": version, "updated_at": at }));
        let mut whole = json!({
            "version": version, "at": at, "by": AGENT, "changes": [], "body": null,
        });
        for (field, value) in event.as_object().unwrap() {
            whole[field] = value.clone();
        }
        self.events.push(whole);
    }
}

/// A JSON text's own text.
pub(super) fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}
