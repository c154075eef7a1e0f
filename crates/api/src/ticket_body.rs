//! A ticket as agents' routes write it.

use domain::{
    chat::ConversationId,
    email::EmailAddress,
    number::TicketNumber,
    text::{Category, Description, ForeignId, PersonName, Phone, Title},
    ticket::{Priority, Source, Status, Texts, Ticket},
    time::UtcTime,
};
use serde::Serialize;

/// The whole ticket. Every field is always there, null when not set.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Ticket))]
pub struct TicketBody<'a> {
    ticket_number: &'a TicketNumber,
    title: &'a Title,
    description: &'a Description,
    status: Status,
    priority: Priority,
    category: Option<&'a Category>,
    customer_name: &'a PersonName,
    customer_email: &'a EmailAddress,
    customer_phone: Option<&'a Phone>,
    /// The conversation that it was made from.
    conversation_id: Option<&'a ConversationId>,
    /// Who the visitor is to the page that holds the widget.
    user_id: Option<&'a ForeignId>,
    /// The visit, as the page that holds the widget names it.
    session_id: Option<&'a ForeignId>,
    /// The agent who wrote it; null when a visitor raised it.
    created_by: Option<&'a EmailAddress>,
    /// The agent who works on it.
    assigned_to: Option<&'a EmailAddress>,
    /// Shown to the customer while the ticket is resolved or closed.
    resolution_notes: Option<&'a Description>,
    source: Source,
    created_at: UtcTime,
    updated_at: UtcTime,
    /// When an agent first answered publicly.
    first_response_at: Option<UtcTime>,
    resolved_at: Option<UtcTime>,
    /// Counts the ticket's events, from 1; its entity tag.
    version: u64,
}

impl<'a> TicketBody<'a> {
    /// Shows `ticket` with its texts.
    pub fn new(ticket: &'a Ticket, texts: &'a Texts) -> Self {
        let customer = &ticket.customer;
        Self {
            ticket_number: &ticket.number,
            title: &ticket.title,
            description: &texts.description,
            status: ticket.status,
            priority: ticket.priority,
            category: ticket.category.as_ref(),
            customer_name: &customer.name,
            customer_email: &customer.email,
            customer_phone: customer.phone.as_ref(),
            conversation_id: ticket.conversation_id.as_ref(),
            user_id: ticket.user_id.as_ref(),
            session_id: ticket.session_id.as_ref(),
            created_by: ticket.created_by.as_ref(),
            assigned_to: ticket.assigned_to.as_ref(),
            resolution_notes: texts.resolution_notes.as_ref(),
            source: ticket.source,
            created_at: ticket.created_at,
            updated_at: ticket.updated_at,
            first_response_at: ticket.first_response_at,
            resolved_at: ticket.resolved_at,
            version: ticket.version,
        }
    }
}
