//! One call of a test: what it asked for, and what it knows of the end.

use serde_json::Value;

/// A call that is about to be made.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    pub(super) workspace: String,
    /// Idempotency keys belong to it.
    pub(super) credential: String,
    pub(super) key: Option<String>,
    pub(super) operation: Operation,
}

/// What a call asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Operation {
    /// A new ticket.
    Create(Creation),
    /// Something that is done to a ticket.
    Change(Action),
}

/// A ticket as it was asked for. Its marker is the customer's address: give each ticket that a
/// test means to create an address of its own, and a ticket too many is traced to its call.
#[derive(Debug, Clone, PartialEq)]
pub struct Creation {
    /// The way by which it comes.
    pub source: Source,
    /// The agent who asks.
    pub by: Option<String>,
    /// The request's body.
    pub body: Value,
}

/// The way by which a ticket comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// `POST /ticket`.
    Agent,
    /// The same with a conversation.
    Chat,
    /// `POST /tickets/create`.
    Widget,
}

/// What an agent does to a ticket.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// The ticket's number.
    pub number: String,
    /// The version that the agent has seen, if the call is to fail on any other.
    pub if_match: Option<u64>,
    /// What is done.
    pub act: Act,
}

/// The kinds of actions.
#[derive(Debug, Clone, PartialEq)]
pub enum Act {
    /// `PUT /ticket/{number}` with this body.
    Edit(Value),
    /// A message to the customer.
    Answer(String),
    /// A message among agents.
    Note(String),
    /// `DELETE /ticket/{number}`.
    Delete,
}

/// How a call ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// It was done, and this was the answer.
    Ok(Value),
    /// The system said with this status that nothing was done.
    Failed(u16),
    /// Nobody said: no answer, or one that leaves it open.
    Unknown,
}

/// A call of the history.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Call {
    pub(super) request: Request,
    pub(super) outcome: Outcome,
    /// The calls' order, counted over begins and ends; a call that was recorded after its end has
    /// begun at 0.
    pub(super) began: u64,
    pub(super) ended: Option<u64>,
}

impl Request {
    /// An agent creates a ticket with this body.
    pub fn by_agent(workspace: &str, agent: &str, body: &Value) -> Self {
        let creation = Creation {
            source: match body["conversation_id"] {
                Value::Null => Source::Agent,
                _ => Source::Chat,
            },
            by: Some(agent.to_owned()),
            body: body.clone(),
        };
        Self::create(workspace, agent, creation)
    }

    /// A visitor raises a ticket with this body.
    pub fn by_widget(workspace: &str, body: &Value) -> Self {
        let creation = Creation {
            source: Source::Widget,
            by: None,
            body: body.clone(),
        };
        let token = creation.text("bot_token").to_owned();
        Self::create(workspace, &token, creation)
    }

    /// An agent does something to a ticket.
    pub fn to_ticket(workspace: &str, agent: &str, number: &str, act: Act) -> Self {
        let action = Action {
            number: number.to_owned(),
            if_match: None,
            act,
        };
        Self {
            workspace: workspace.to_owned(),
            credential: agent.to_owned(),
            key: None,
            operation: Operation::Change(action),
        }
    }

    /// The same, unless the ticket has another version by now.
    #[must_use]
    pub fn if_match(mut self, version: Option<u64>) -> Self {
        if let Operation::Change(action) = &mut self.operation {
            action.if_match = version;
        }
        self
    }

    /// The same with an `Idempotency-Key`.
    #[must_use]
    pub fn with_key(mut self, key: &str) -> Self {
        self.key = Some(key.to_owned());
        self
    }

    fn create(workspace: &str, credential: &str, creation: Creation) -> Self {
        Self {
            workspace: workspace.to_owned(),
            credential: credential.to_owned(),
            key: None,
            operation: Operation::Create(creation),
        }
    }
}

impl Creation {
    /// The customer's address, by which a ticket of unknown number is recognised.
    pub fn marker(&self) -> String {
        let field = match self.source {
            Source::Agent | Source::Chat => "customer_email",
            Source::Widget => "visitor_email",
        };
        self.text(field).trim().to_ascii_lowercase()
    }

    /// A text of the body, empty when it is not there.
    pub(super) fn text(&self, field: &str) -> &str {
        self.body[field].as_str().unwrap_or_default()
    }
}

impl Act {
    /// As events name what came of it.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Edit(_) => "changed",
            Self::Answer(_) => "answered",
            Self::Note(_) => "noted",
            Self::Delete => "deleted",
        }
    }
}

impl Source {
    /// As tickets name it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Chat => "chat",
            Self::Widget => "widget",
        }
    }
}

impl Outcome {
    /// What an answer says. A 4xx promises that nothing was done, but for 408.
    pub fn of(status: u16, body: &Value) -> Self {
        match status {
            200..=299 => Self::Ok(body.clone()),
            400..=499 if status != 408 => Self::Failed(status),
            _ => Self::Unknown,
        }
    }
}

impl From<&crate::Outcome> for Outcome {
    fn from(outcome: &crate::Outcome) -> Self {
        match outcome {
            Ok(answer) => Self::of(answer.status, &answer.body),
            Err(_) => Self::Unknown,
        }
    }
}

impl Call {
    /// The number of the new ticket, if the call was answered.
    pub(super) fn number(&self) -> Option<&str> {
        let Operation::Create(_) = self.request.operation else {
            return None;
        };
        let Outcome::Ok(answer) = &self.outcome else {
            return None;
        };
        let number = answer.get("ticket_number").or(answer.get("ticket_id"));
        Some(number.and_then(Value::as_str).unwrap_or_default())
    }
}
