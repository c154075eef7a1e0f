//! Whole messages as they leave, and what hostile text cannot do to them.

mod hostile;
mod markup;
mod snapshots;

use super::{Confirmation, Created, Frame, NewTicket};

const FRAME: Frame<'static> = Frame {
    workspace_name: "Acme & Sons",
    tracker_link: "https://tickets.example.com/track-ticket?w=acme&from=mail",
    support_address: "help@acme.example",
};

const NEW_TICKET: NewTicket<'static> = NewTicket {
    number: "TKT-20240115-0001",
    visitor_name: "Maria Rossi",
    visitor_email: "maria.rossi@example.com",
    visitor_phone: Some("+39 06 1234 5678"),
    issue: "Hello,\n\nmy invoice of January shows <strong>two</strong> amounts:\n  - 120 EUR\n  - \
            102 EUR\n\nWhich one is right? I pay \"soon\" & it's urgent.",
};

const CREATED: Created<'static> = Created {
    number: "TKT-00003",
    title: "Wrong invoice: 120 < 102?",
    customer_name: "Maria Rossi",
    customer_email: "maria.rossi@example.com",
    priority: "High",
    category: Some("Billing"),
};

const CONFIRMATION: Confirmation<'static> = Confirmation {
    number: "TKT-00003",
};
