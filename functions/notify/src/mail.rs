//! The mail that a job asks for: wording, recipient, headers.

use domain::{
    agent::{Agent, Role},
    email::EmailAddress,
    event::{EventId, Snapshot},
    job::{Job, Recipient},
    mail::{Confirmation, Created, Frame, MailError, Message, NewTicket},
    number::TicketNumber,
    workspace::{Settings, WorkspaceId},
};
use store::events::MailFacts;

/// Says that a program wrote this, so that no other program answers it (RFC 3834), nor
/// Exchange's automatic replies.
const AUTOMATIC: &[(&str, &str)] = &[
    ("Auto-Submitted", "auto-generated"),
    ("X-Auto-Response-Suppress", "All"),
];

/// Who mail comes from.
#[derive(Debug, Clone)]
pub struct Sender {
    /// The `From` address.
    pub address: String,
    /// Where the pages stand, without a slash at the end.
    pub public_url: String,
}

/// One mail to one recipient, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mail {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) reply_to: Option<String>,
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) html: String,
    pub(crate) headers: &'static [(&'static str, &'static str)],
}

/// Writes the mail that `job` asks for; none when its recipient is no longer there.
pub(crate) fn write(
    sender: &Sender,
    settings: &Settings,
    agents: &[Agent],
    job: &Job,
    facts: &MailFacts,
) -> Result<Option<Mail>, MailError> {
    let Some(then) = &facts.event.snapshot else {
        return Ok(None);
    };
    let support = support_address(settings, agents);
    let EventId::Ticket { number, .. } = &job.event;
    let workspace = job.event.workspace();
    let link = tracker_link(sender, settings, workspace, number);
    let frame = Frame {
        workspace_name: settings.name.as_str(),
        tracker_link: &link,
        support_address: support.map(EmailAddress::as_str).unwrap_or_default(),
    };
    let customer = &facts.ticket.customer.email;
    let (to, reply_to) = match &job.to {
        Recipient::Customer | Recipient::Visitor => (customer, support),
        Recipient::Owner { id } => {
            let owner = agents
                .iter()
                .find(|agent| agent.id == *id && agent.role == Role::Owner);
            let Some(owner) = owner else { return Ok(None) };
            (&owner.email, Some(customer))
        }
    };
    let Message {
        subject,
        text,
        html,
    } = wording(&job.to, facts, then, number, &frame)?;
    Ok(Some(Mail {
        from: sender.address.clone(),
        to: to.to_string(),
        reply_to: reply_to.map(ToString::to_string),
        subject,
        text,
        html,
        headers: AUTOMATIC,
    }))
}

/// The words, from the ticket as it was when the event happened.
fn wording(
    to: &Recipient,
    facts: &MailFacts,
    then: &Snapshot,
    number: &TicketNumber,
    frame: &Frame<'_>,
) -> Result<Message, MailError> {
    let number = &number.to_string();
    let customer = &facts.ticket.customer;
    let category = then
        .category
        .as_ref()
        .map(|category| capitalised(category.as_str()));
    match to {
        Recipient::Visitor => Confirmation { number }.render(frame),
        Recipient::Owner { .. } => NewTicket {
            number,
            visitor_name: customer.name.as_str(),
            visitor_email: customer.email.as_str(),
            visitor_phone: customer.phone.as_ref().map(|phone| phone.as_str()),
            issue: facts.texts.description.as_str(),
        }
        .render(frame),
        Recipient::Customer => Created {
            number,
            title: then.title.as_str(),
            customer_name: customer.name.as_str(),
            customer_email: customer.email.as_str(),
            priority: then.priority.label(),
            category: category.as_deref(),
        }
        .render(frame),
    }
}

/// Where customers' replies go: the workspace's address, or else its first owner.
fn support_address<'a>(settings: &'a Settings, agents: &'a [Agent]) -> Option<&'a EmailAddress> {
    let first_owner = || {
        let owners = agents.iter().filter(|agent| agent.role == Role::Owner);
        owners
            .min_by_key(|owner| owner.since)
            .map(|owner| &owner.email)
    };
    settings.support_address.as_ref().or_else(first_owner)
}

/// The public page that shows the ticket to whoever knows its e-mail. Links name the workspace
/// unless it is the stack's first.
fn tracker_link(
    sender: &Sender,
    settings: &Settings,
    workspace: &WorkspaceId,
    number: &TicketNumber,
) -> String {
    let link = format!("{}/track-ticket?ticket={number}", sender.public_url);
    if settings.first {
        return link;
    }
    // An id is made of characters that a query may hold as they are.
    format!("{link}&w={workspace}")
}

/// A category as a label: workspaces name them in lower case.
fn capitalised(text: &str) -> String {
    let mut rest = text.chars();
    let first = rest.next();
    first
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(rest)
        .collect()
}
