//! A conversation, as agents see it.

use domain::{
    chat::{ChatState, Conversation, ConversationId, Page, Sender, Visitor},
    email::EmailAddress,
    number::TicketNumber,
    text::PersonName,
    time::UtcTime,
};
use serde::Serialize;

/// A conversation without its messages. Every field is always there, null when not set.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Conversation))]
pub(crate) struct ConversationBody<'a> {
    id: &'a ConversationId,
    state: ChatState,
    visitor: VisitorBody<'a>,
    /// The page that it was started on.
    page: Option<&'a Page>,
    /// How many of the visitor's messages no agent has read.
    unread: u64,
    /// The last message.
    last: Option<LastBody<'a>>,
    /// The tickets that were made of it, the first one first.
    tickets: &'a [TicketNumber],
    created_at: UtcTime,
    /// When something was last said, or it was opened or closed.
    active_at: UtcTime,
}

/// Who the visitor says they are. Nobody has verified the address.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Visitor))]
struct VisitorBody<'a> {
    name: &'a PersonName,
    email: &'a EmailAddress,
}

/// The beginning of a message.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = LastMessage))]
struct LastBody<'a> {
    from: Sender,
    /// Its first 120 characters, on one line.
    text: &'a str,
}

impl<'a> ConversationBody<'a> {
    /// Shows `conversation`.
    pub(crate) fn new(conversation: &'a Conversation) -> Self {
        let Visitor { name, email } = &conversation.visitor;
        let last = conversation.last.as_ref().map(|last| LastBody {
            from: last.from,
            text: &last.text,
        });
        Self {
            id: &conversation.id,
            state: conversation.state,
            visitor: VisitorBody { name, email },
            page: conversation.page.as_ref(),
            unread: conversation.unread(),
            last,
            tickets: &conversation.tickets,
            created_at: conversation.created_at,
            active_at: conversation.active_at,
        }
    }
}
