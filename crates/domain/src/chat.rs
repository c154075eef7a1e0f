//! Conversations between visitors of the widget and agents.

mod conversation;
pub(crate) mod intent;

use std::str::FromStr;

use serde::{Deserialize, Serialize};

pub use self::{
    conversation::{Conversation, LastMessage, Visitor},
    intent::intent,
};
use crate::{
    email::EmailAddress,
    sign_in::is_random_id,
    text::{LongText, OneLine},
    time::UtcTime,
};

/// What somebody writes in a conversation.
pub type ChatText = LongText<2_000>;
/// The address or the name of the web page that the visitor is on.
pub type Page = OneLine<500>;
/// What a client calls a message that it sends, so that sending it again makes no second one.
pub type ClientId = OneLine<64>;

/// A conversation's random id: 128 bits, as 32 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ConversationId(String);

/// The text is not a conversation's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be the id of a conversation")]
pub struct InvalidConversationId;

/// Whether a conversation goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ChatState {
    /// It goes on.
    Open,
    /// An agent ended it. The visitor's next message opens it again.
    Closed,
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatMessage {
    /// Its number in the conversation, from 1 without a hole.
    pub seq: u64,
    /// Who wrote it.
    pub from: Sender,
    /// The agent who wrote it. Agents see it, visitors do not.
    pub by: Option<EmailAddress>,
    /// What it says.
    pub text: ChatText,
    /// When it was taken.
    pub at: UtcTime,
    /// The ticket numbers that it names, in upper case, in the order in which they appear.
    #[serde(default)]
    pub numbers: Vec<String>,
    /// Whether the visitor had named too many wrong numbers by then: their cards stay errors.
    #[serde(default)]
    pub refused: bool,
    /// What the visitor seems to want.
    pub intent: Option<Intent>,
    /// How many of the messages up to this one are the visitor's.
    pub visitor_messages: u64,
}

/// Who wrote a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Sender {
    /// The visitor.
    Visitor,
    /// An agent.
    Agent,
    /// tkt itself, such as when a ticket is made of the conversation.
    System,
}

/// What a visitor seems to want.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Intent {
    /// To raise a ticket: the widget can offer the form.
    RaiseTicket,
}

/// A message that is still to get its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMessage {
    /// Who writes it.
    pub from: Sender,
    /// The agent who writes it.
    pub by: Option<EmailAddress>,
    /// What it says.
    pub text: ChatText,
    /// When it comes.
    pub at: UtcTime,
    /// The ticket numbers that it names.
    pub numbers: Vec<String>,
    /// Whether their cards stay errors.
    pub refused: bool,
    /// What the visitor seems to want.
    pub intent: Option<Intent>,
}

impl ConversationId {
    /// The id that these random bits make.
    pub fn from_bits(bits: u128) -> Self {
        Self(format!("{bits:032x}"))
    }

    /// The id itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ConversationId {
    type Error = InvalidConversationId;

    fn try_from(text: String) -> Result<Self, InvalidConversationId> {
        if is_random_id(&text) {
            Ok(Self(text))
        } else {
            Err(InvalidConversationId)
        }
    }
}

impl FromStr for ConversationId {
    type Err = InvalidConversationId;

    fn from_str(text: &str) -> Result<Self, InvalidConversationId> {
        text.to_owned().try_into()
    }
}

impl From<ConversationId> for String {
    fn from(id: ConversationId) -> Self {
        id.0
    }
}

impl ChatState {
    /// Every state.
    pub const ALL: [Self; 2] = [Self::Open, Self::Closed];

    /// The name that programs use, in JSON as in keys.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }
}

/// There is no such state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be open or closed")]
pub struct UnknownChatState;

impl FromStr for ChatState {
    type Err = UnknownChatState;

    fn from_str(name: &str) -> Result<Self, UnknownChatState> {
        let mut all = Self::ALL.into_iter();
        all.find(|state| state.name() == name)
            .ok_or(UnknownChatState)
    }
}
