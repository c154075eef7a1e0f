//! Whole messages as they leave, and what hostile text cannot do to them.

mod hostile;
mod markup;
mod snapshots;

use super::{
    Answered, Confirmation, Created, Frame, Invitation, NewTicket, Resolved, SignInCode, Told,
    Updated,
};
use crate::agent::Role;
use crate::ticket::{Priority, Status};

const FRAME: Frame<'static> = Frame {
    workspace_name: "Acme & Sons",
    ticket_link: "https://tickets.example.com/track-ticket?w=acme&from=mail",
    support_address: "help@acme.example",
};

const NEW_TICKET: NewTicket<'static> = NewTicket {
    number: "TKT-20240115-0001",
    visitor_name: "Maria Rossi",
    visitor_email: "maria.rossi@example.com",
    visitor_phone: Some("+39 06 1234 5678"),
    received: "15 January 2024, 10:30 CET",
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

const UPDATED: Updated<'static> = Updated {
    number: "TKT-00003",
    title: Some("Wrong invoice: 120 < 102?"),
    status: Status::InProgress,
    changes: &[Told::Status(Status::InProgress)],
    resolution_notes: None,
};

const EVERY_CHANGE: [Told<'static>; 7] = [
    Told::Title("Wrong invoice: 120 < 102?"),
    Told::Description,
    Told::Status(Status::Closed),
    Told::Priority(Priority::Urgent),
    Told::Category("billing & VAT"),
    Told::Assigned,
    Told::ResolutionNotes,
];

const RESOLVED: Resolved<'static> = Resolved {
    number: "TKT-00003",
    title: Some("Wrong invoice: 120 < 102?"),
    resolution_notes: Some(
        "The January invoice was wrong:\n  - 120 EUR is <right>\n  - 102 EUR was a \"typo\"\n\nA new \
         invoice is on its way.",
    ),
};

const ANSWERED: Answered<'static> = Answered {
    number: "TKT-00003",
    title: Some("Wrong invoice: 120 < 102?"),
    status: Status::InProgress,
    answer: "Hello Maria,\n\nyou are right, 120 > 102 & the second amount is a mistake:\n  - 120 EUR is \
             due\n  - 102 EUR is not\n\nDoes that help?\nYour support team",
};

const SIGN_IN_CODE: SignInCode<'static> = SignInCode {
    code: "048291",
    workspace_name: Some("Acme & Sons"),
    works_until: "15 January 2024, 10:40 CET",
};

const INVITATION: Invitation<'static> = Invitation {
    workspace_name: "Acme & Sons",
    invited_by: "owner@acme.example",
    role: Role::Agent,
    link: "https://tickets.example.com/dashboard/invitation#invite_id=acme.0123456789abcdef&token=c2VjcmV0",
    works_until: "22 January 2024, 10:30 CET",
    support_address: "help@acme.example",
};
