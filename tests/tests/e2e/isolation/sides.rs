//! Two workspaces that have everything a workspace can have.

use serde_json::{Value, json};
use tests::Chat;

use crate::authorization::{
    subjects::{text, ticket},
    world::World,
};

/// One workspace and everything in it that can be named.
pub(super) struct Side {
    pub(super) workspace: &'static str,
    /// Access tokens of its people.
    pub(super) owner: String,
    pub(super) agent: String,
    /// A number that only this workspace has given.
    pub(super) number: String,
    pub(super) customer: &'static str,
    /// The title of its tickets.
    pub(super) secret: String,
    pub(super) agent_email: &'static str,
    pub(super) invited_email: String,
    pub(super) invite_id: String,
    pub(super) invite_token: String,
    pub(super) widget_token_id: String,
    /// Cursors of its list of tickets and of its audit log.
    pub(super) list_cursor: String,
    pub(super) audit_cursor: String,
    /// A conversation of it, and the cursor of their list.
    pub(super) chat: Chat,
    pub(super) chat_cursor: String,
    /// A sign-in request of its agent, and the code.
    pub(super) request_id: String,
    pub(super) code: String,
}

impl Side {
    /// The demo's two workspaces, filled.
    pub(super) async fn both(world: &World) -> (Self, Self) {
        // Each with a prefix of its own, so that no number of one is a number of the other.
        let demo = Self::fill(
            world,
            "demo",
            "owner@example.com",
            "agent@example.com",
            "DEM",
        );
        let demo = demo.await;
        let people = ("owner@other.example", "agent@other.example");
        let other = Self::fill(world, "other", people.0, people.1, "OTH").await;
        (demo, other)
    }

    async fn fill(
        world: &World,
        workspace: &'static str,
        owner_email: &'static str,
        agent_email: &'static str,
        prefix: &str,
    ) -> Self {
        let app = &world.app;
        let (owner, agent) = (app.token(owner_email).await, app.token(agent_email).await);
        rename_often(world, &owner, prefix).await;
        let customer = match workspace {
            "demo" => "customer@demo.example",
            _ => "customer@other.example",
        };
        let secret = format!("Confidential-{workspace}");
        let number = some_tickets(world, &agent, customer, &secret).await;
        assert!(number.starts_with(prefix), "{number}");
        let invited_email = format!("invited-by@{workspace}.example");
        let (invite_id, invite_token) = world.invite(&owner, &invited_email).await;
        let (request_id, code) = world.code_for(agent_email, Some(workspace)).await;
        Self {
            widget_token_id: world.make_widget_token(&owner).await,
            chat: conversations(world, workspace, customer, &secret).await,
            chat_cursor: cursor(world, &owner, "/api/chat").await,
            list_cursor: cursor(world, &owner, "/api/ticket?limit=1").await,
            audit_cursor: cursor(world, &owner, "/api/workspace/audit").await,
            workspace,
            owner,
            agent,
            number,
            customer,
            secret,
            agent_email,
            invited_email,
            invite_id,
            invite_token,
            request_id,
            code,
        }
    }

    /// Words that no answer to the other side may hold.
    pub(super) fn words(&self) -> [&str; 5] {
        let Self {
            secret,
            customer,
            invited_email,
            invite_token,
            chat,
            ..
        } = self;
        [secret, customer, invited_email, invite_token, &chat.token]
    }
}

/// Returns the number of the last.
async fn some_tickets(world: &World, agent: &str, customer: &str, title: &str) -> String {
    let mut ticket = ticket();
    (ticket["title"], ticket["customer_email"]) = (title.into(), customer.into());
    let mut number = String::new();
    for _ in 0..3 {
        let created = world.app.create(agent, None, &ticket).await.unwrap();
        number = text(&created, 201, "ticket_number");
    }
    number
}

/// So many that their list has a second page. Returns the last, in which something is said.
async fn conversations(world: &World, workspace: &str, email: &str, secret: &str) -> Chat {
    let widget = format!("{workspace}-widget-token");
    let mut started = Vec::new();
    for _ in 0..21 {
        let answer = world.app.start_chat_with(&widget, "Vera", email).await;
        started.push(Chat::of(&answer));
    }
    let chat = started.pop().unwrap();
    let said = world.app.say(&chat.token, &chat.id, secret).await;
    assert_eq!(said.status, 201, "{}", said.body);
    chat
}

async fn cursor(world: &World, owner: &str, path: &str) -> String {
    let page = world.by(owner, "GET", path, &Value::Null).await;
    text(&page, 200, "next_cursor")
}

/// Gives the workspace a prefix, and so many entries in its audit log that it has a second page.
async fn rename_often(world: &World, owner: &str, prefix: &str) {
    let mut change = json!({ "prefix": prefix });
    for round in 0..55 {
        change["name"] = format!("Round {round}").into();
        let changed = world.by(owner, "PUT", "/api/workspace", &change).await;
        assert_eq!(changed.status, 200, "{}", changed.body);
    }
}
