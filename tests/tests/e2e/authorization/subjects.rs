//! The things that requests are about, made new for each request that needs one.

use serde_json::{Value, json};
use store::{
    derived,
    secrets::{KeyKind, SecretKey, Secrets},
};
use tests::Answer;

use super::world::{World, hire};

/// What path or body of a request name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    Nothing,
    /// A ticket of the workspace `demo`, of the customer `carla@example.com`.
    Ticket,
    /// A conversation in `demo`, and its visitor's token.
    Conversation,
    /// The address of somebody whom no workspace knows.
    Stranger,
    /// The address of an agent of `demo`.
    Agent,
    /// A sign-in request of an agent of `demo`, and its code.
    Code,
    /// The refresh cookie of an agent of `demo`.
    Session,
    /// An invitation to `demo`, and its token.
    Invitation,
    /// A widget token of `demo`.
    WidgetToken,
}

/// The thing itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Subject {
    /// As path or body name it.
    pub(super) id: String,
    /// What proves a right to it, where the request itself does.
    pub(super) secret: String,
}

impl World {
    /// Makes what a request is about.
    pub(super) async fn subject(&self, about: About) -> Subject {
        let (id, secret) = match about {
            About::Nothing => (String::new(), String::new()),
            About::Ticket => (self.ticket().await, String::new()),
            About::Conversation => self.conversation().await,
            About::Stranger => (self.stranger(), String::new()),
            About::Agent => (self.agent().await, String::new()),
            About::Code => self.code().await,
            About::Session => (String::new(), self.session().await),
            About::Invitation => self.invitation().await,
            About::WidgetToken => (self.widget_token().await, String::new()),
        };
        Subject { id, secret }
    }

    /// Names what is not there.
    pub(super) fn subject_that_does_not_exist(&self, about: About) -> Subject {
        let id = match about {
            About::Nothing => String::new(),
            About::Ticket => "TKT-99999".to_owned(),
            About::Stranger | About::Agent => self.stranger(),
            About::Conversation
            | About::Code
            | About::Session
            | About::Invitation
            | About::WidgetToken => format!("{:032x}", uuid::Uuid::new_v4().as_u128()),
        };
        Subject {
            id,
            secret: String::new(),
        }
    }

    async fn ticket(&self) -> String {
        let created = self.app.create(&self.agent, None, &ticket()).await.unwrap();
        text(&created, 201, "ticket_number")
    }

    async fn conversation(&self) -> (String, String) {
        let chat = self.app.start_chat("Vera", "vera@example.com").await;
        (chat.id, chat.token)
    }

    fn stranger(&self) -> String {
        format!("stranger{}@example.com", self.next())
    }

    async fn agent(&self) -> String {
        let email = format!("agent{}@example.com", self.next());
        hire(&self.app, "demo", &email).await;
        email
    }

    async fn code(&self) -> (String, String) {
        self.code_for(&self.agent().await, None).await
    }

    /// A sign-in request, and the code that its mail would bring.
    pub(crate) async fn code_for(&self, email: &str, workspace: Option<&str>) -> (String, String) {
        let body = json!({ "email": email, "workspace": workspace });
        let request = self
            .app
            .request_from(self.address(), "POST", "/api/sign-in/code");
        let asked = self.app.send(request.json(&body)).await;
        let id = text(&asked, 202, "request_id");
        let code = derived::code(&self.key(KeyKind::Code).await, &id.parse().unwrap());
        (id, code.as_str().to_owned())
    }

    /// Signs somebody in. Returns the access token, and the cookie as `Cookie` has it.
    pub(crate) async fn sign_in(&self, email: &str, workspace: Option<&str>) -> (String, String) {
        let (id, code) = self.code_for(email, workspace).await;
        let body = json!({ "request_id": id, "code": code });
        let signed_in = self.app.post("/api/sign-in/token", &body).await;
        let token = text(&signed_in, 200, "access_token");
        let cookie = signed_in.header("set-cookie").split(';').next().unwrap();
        (token, cookie.to_owned())
    }

    /// As `Cookie` has it.
    pub(super) async fn session(&self) -> String {
        self.sign_in(&self.agent().await, None).await.1
    }

    async fn invitation(&self) -> (String, String) {
        self.invite(&self.owner, &self.stranger()).await
    }

    /// Invites somebody as an owner. Returns the invitation's id, and the token that its mail would
    /// bring.
    pub(crate) async fn invite(&self, owner: &str, email: &str) -> (String, String) {
        let body = json!({ "email": email, "role": "agent" });
        let path = "/api/workspace/agents";
        let id = text(&self.by(owner, "POST", path, &body).await, 201, "invite_id");
        let key = self.key(KeyKind::Invitation).await;
        let token = derived::invitation_token(&key, &id.parse().unwrap());
        (id, token)
    }

    async fn widget_token(&self) -> String {
        self.make_widget_token(&self.owner).await
    }

    /// Makes a widget token as an owner. Returns its id.
    pub(crate) async fn make_widget_token(&self, owner: &str) -> String {
        let (path, body) = ("/api/workspace/widget-tokens", json!({ "name": "Shop" }));
        text(&self.by(owner, "POST", path, &body).await, 201, "id")
    }

    /// Sends a request with an access token, with a body unless that is null.
    pub(crate) async fn by(&self, token: &str, method: &str, path: &str, body: &Value) -> Answer {
        let request = self.app.request(method, path).bearer_auth(token);
        let request = match body {
            Value::Null => request,
            body => request.json(body),
        };
        self.app.send(request).await
    }

    /// The newest key of a kind, which no client ever sees.
    async fn key(&self, kind: KeyKind) -> SecretKey {
        let (services, tables) = (self.app.services().await, self.app.tables().await);
        let secrets = Secrets::new(services.dynamodb(), tables.secrets);
        secrets.newest(kind).await.unwrap().unwrap()
    }
}

/// A ticket as an agent creates it.
pub(crate) fn ticket() -> Value {
    json!({
        "title": "Refund",
        "description": "Paid twice.",
        "customer_name": "Carla",
        "customer_email": "carla@example.com",
    })
}

#[track_caller]
pub(crate) fn text(answer: &Answer, status: u16, field: &str) -> String {
    assert_eq!(answer.status, status, "{}", answer.body);
    answer.body[field].as_str().unwrap().to_owned()
}
