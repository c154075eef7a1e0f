//! A ticket as lists show it.

use domain::{
    email::EmailAddress,
    number::TicketNumber,
    text::{Category, PersonName, Phone, Title},
    ticket::{Priority, Source, Status},
    time::UtcTime,
};
use serde::Serialize;
use store::listing::Row;

/// A row of a list: the ticket without its long texts and foreign ids. Every field is always there,
/// null when not set.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = TicketRow))]
pub struct RowBody<'a> {
    ticket_number: &'a TicketNumber,
    title: &'a Title,
    status: Status,
    priority: Priority,
    category: Option<&'a Category>,
    customer_name: &'a PersonName,
    customer_email: &'a EmailAddress,
    customer_phone: Option<&'a Phone>,
    /// The agent who wrote it; null when a visitor raised it.
    created_by: Option<&'a EmailAddress>,
    /// The agent who works on it.
    assigned_to: Option<&'a EmailAddress>,
    source: Source,
    created_at: UtcTime,
    updated_at: UtcTime,
    /// When an agent first answered publicly.
    first_response_at: Option<UtcTime>,
    resolved_at: Option<UtcTime>,
    /// Counts the ticket's events, from 1.
    version: u64,
}

impl<'a> RowBody<'a> {
    /// Shows `row`.
    pub fn new(row: &'a Row) -> Self {
        let customer = &row.customer;
        Self {
            ticket_number: &row.number,
            title: &row.title,
            status: row.status,
            priority: row.priority,
            category: row.category.as_ref(),
            customer_name: &customer.name,
            customer_email: &customer.email,
            customer_phone: customer.phone.as_ref(),
            created_by: row.created_by.as_ref(),
            assigned_to: row.assigned_to.as_ref(),
            source: row.source,
            created_at: row.created_at,
            updated_at: row.updated_at,
            first_response_at: row.first_response_at,
            resolved_at: row.resolved_at,
            version: row.version,
        }
    }
}
