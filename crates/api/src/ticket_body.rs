//! A ticket as agents' routes write it.

use domain::ticket::{Priority, Source, Status, Texts, Ticket};
use serde::Serialize;

/// The whole ticket. Every field is always there, null when not set.
#[derive(Debug, Serialize)]
pub struct TicketBody<'a> {
    ticket_number: String,
    title: &'a str,
    description: &'a str,
    status: Status,
    priority: Priority,
    category: Option<&'a str>,
    customer_name: &'a str,
    customer_email: &'a str,
    customer_phone: Option<&'a str>,
    conversation_id: Option<&'a str>,
    user_id: Option<&'a str>,
    session_id: Option<&'a str>,
    created_by: Option<&'a str>,
    assigned_to: Option<&'a str>,
    resolution_notes: Option<&'a str>,
    source: Source,
    created_at: String,
    updated_at: String,
    first_response_at: Option<String>,
    resolved_at: Option<String>,
    version: u64,
}

impl<'a> TicketBody<'a> {
    /// Shows `ticket` with its long texts.
    pub fn new(ticket: &'a Ticket, texts: &'a Texts) -> Self {
        let customer = &ticket.customer;
        Self {
            ticket_number: ticket.number.to_string(),
            title: ticket.title.as_str(),
            description: texts.description.as_str(),
            status: ticket.status,
            priority: ticket.priority,
            category: ticket.category.as_ref().map(|text| text.as_str()),
            customer_name: customer.name.as_str(),
            customer_email: customer.email.as_str(),
            customer_phone: customer.phone.as_ref().map(|text| text.as_str()),
            conversation_id: ticket.conversation_id.as_ref().map(|text| text.as_str()),
            user_id: ticket.user_id.as_ref().map(|text| text.as_str()),
            session_id: ticket.session_id.as_ref().map(|text| text.as_str()),
            created_by: ticket.created_by.as_ref().map(|email| email.as_str()),
            assigned_to: ticket.assigned_to.as_ref().map(|email| email.as_str()),
            resolution_notes: texts.resolution_notes.as_ref().map(|text| text.as_str()),
            source: ticket.source,
            created_at: ticket.created_at.to_string(),
            updated_at: ticket.updated_at.to_string(),
            first_response_at: ticket.first_response_at.map(|at| at.to_string()),
            resolved_at: ticket.resolved_at.map(|at| at.to_string()),
            version: ticket.version,
        }
    }
}
