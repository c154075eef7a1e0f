//! A message, as the person who reads it sees it.

use api::{
    card_body::{CardBody, Cards, Viewer},
    chat_auth::{Speaker, Who},
};
use domain::{
    chat::{ChatMessage, ChatText, Conversation, Intent, Sender},
    time::UtcTime,
};
use serde::Serialize;
use store::{Store, StoreError};

/// A message. Every field is always there, null when not set.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ChatMessage))]
pub(crate) struct MessageBody<'a> {
    /// Its number in the conversation, from 1 without a hole.
    seq: u64,
    from: Sender,
    /// Who wrote it, for people. Visitors read the workspace's name where agents read an agent's
    /// address.
    name: &'a str,
    /// Text, never markup.
    text: &'a ChatText,
    /// One for each ticket number in the text, as the conversation's visitor may see it now.
    cards: Vec<CardBody<'a>>,
    /// What the visitor seems to want.
    intent: Option<Intent>,
    at: UtcTime,
}

/// What is needed to show the messages of a conversation.
pub(crate) struct Reader<'a> {
    speaker: &'a Speaker,
    conversation: &'a Conversation,
    cards: Cards<'a>,
}

impl<'a> Reader<'a> {
    /// Reads the tickets that the messages name, for the visitor's address: agents see in a
    /// conversation what its visitor sees. No call where there are no numbers.
    pub(crate) async fn of(
        store: &Store,
        speaker: &'a Speaker,
        conversation: &'a Conversation,
        messages: &[ChatMessage],
    ) -> Result<Self, StoreError> {
        let viewer = Viewer {
            workspace: speaker.workspace(),
            settings: &speaker.settings,
            email: &conversation.visitor.email,
        };
        // A refused message shows no ticket.
        let shown = messages.iter().filter(|message| !message.refused);
        let numbers = shown.flat_map(|message| &message.numbers);
        Ok(Self {
            cards: Cards::read(store, viewer, numbers).await?,
            speaker,
            conversation,
        })
    }

    /// Shows one of the messages.
    pub(crate) fn show<'b>(&'b self, message: &'b ChatMessage) -> MessageBody<'b> {
        MessageBody {
            seq: message.seq,
            from: message.from,
            name: self.name(message),
            text: &message.text,
            cards: self.cards.of(&message.numbers, message.refused),
            intent: message.intent,
            at: message.at,
        }
    }

    fn name<'b>(&'b self, message: &'b ChatMessage) -> &'b str {
        let workspace = self.speaker.settings.name.as_str();
        match (message.from, &self.speaker.who, &message.by) {
            (Sender::Visitor, ..) => self.conversation.visitor.name.as_str(),
            (Sender::Agent, Who::Agent(_), Some(agent)) => agent.as_str(),
            (Sender::Agent | Sender::System, ..) => workspace,
        }
    }
}
