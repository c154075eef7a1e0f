//! The mail that a job asks for: wording, recipient, headers.

use domain::{
    agent::{Agent, Role},
    card::tracker_path,
    email::EmailAddress,
    event::TicketEventId,
    job::{Job, Recipient},
    mail::{Frame, MailError, Message},
    workspace::Settings,
};
use store::events::MailFacts;

use crate::wording;

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

/// Writes the mail that `job` asks for; none when its recipient is no longer there, or is owed none.
pub(crate) fn write(
    sender: &Sender,
    settings: &Settings,
    agents: &[Agent],
    job: &Job,
    facts: &MailFacts,
) -> Result<Option<Mail>, MailError> {
    let support = support_address(settings, agents);
    let TicketEventId {
        workspace, number, ..
    } = &facts.event.id;
    let path = tracker_path(number, workspace, settings);
    let link = format!("{}{path}", sender.public_url);
    let frame = Frame {
        workspace_name: settings.name.as_str(),
        tracker_link: &link,
        support_address: support.map(EmailAddress::as_str).unwrap_or_default(),
    };
    let customer = &facts.ticket.customer.email;
    let (to, reply_to) = match &job.to {
        Recipient::Customer | Recipient::Visitor => (customer, support),
        Recipient::Agent => return Ok(None),
        Recipient::Owner { id } => {
            let owner = agents
                .iter()
                .find(|agent| agent.id == *id && agent.role == Role::Owner);
            let Some(owner) = owner else { return Ok(None) };
            (&owner.email, Some(customer))
        }
    };
    let happened = settings.time_zone.tell(facts.event.at);
    let message = wording::choose(&job.to, facts, &number.to_string(), &happened, &frame)?;
    let Some(Message {
        subject,
        text,
        html,
    }) = message
    else {
        return Ok(None);
    };
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
