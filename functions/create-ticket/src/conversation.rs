//! Conversations that tickets are made of: which one, and what is said in it of the ticket.

use api::chat_auth::visitor_token;
use axum::http::HeaderMap;
use domain::{
    chat::{ChatText, Conversation, ConversationId, NewMessage, Sender},
    text::{ForeignId, TextError},
    ticket::{Source, Ticket},
    time::UtcTime,
    workspace::WorkspaceId,
};
use store::{Store, StoreError};

/// How many tickets of a conversation its visitor's next one may find there. Each makes the
/// conversation's head larger, which every list of conversations reads.
const MOST_TICKETS: usize = 100;

/// The conversation that a visitor raises a ticket in: `session` is its id, and the request bears
/// the token of its visitor. Whoever bears none, or another one, knows a session and no more.
pub(crate) async fn of_visitor(
    store: &Store,
    workspace: &WorkspaceId,
    headers: &HeaderMap,
    session: Option<&ForeignId>,
    now: UtcTime,
) -> Result<Option<Conversation>, StoreError> {
    let id = session.and_then(|session| session.as_str().parse::<ConversationId>().ok());
    let (Some(id), Some(token)) = (id, visitor_token(headers)) else {
        return Ok(None);
    };
    match store.visitor(token, now).await? {
        Some(access) if access.workspace == *workspace && access.conversation == id => {
            let found = store.conversation(workspace, &id).await?;
            Ok(found.filter(|it| it.tickets.len() < MOST_TICKETS))
        }
        _ => Ok(None),
    }
}

/// What a conversation says of the ticket that is made of it. It names the number, so that it
/// carries the ticket's card.
pub(crate) fn announcement(ticket: &Ticket, at: UtcTime) -> Result<NewMessage, TextError> {
    let number = &ticket.number;
    let text = match ticket.source {
        Source::Widget => format!("Ticket {number} was raised in this conversation."),
        Source::Agent | Source::Chat => {
            format!("Ticket {number} was created from this conversation.")
        }
    };
    Ok(NewMessage {
        from: Sender::System,
        by: None,
        text: ChatText::parse(&text)?,
        at,
        numbers: vec![number.to_string()],
        refused: false,
        intent: None,
    })
}
