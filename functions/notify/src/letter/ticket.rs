//! The mails about a ticket.

use domain::{
    agent::{Agent, Role},
    card::{dashboard_path, tracker_path},
    email::EmailAddress,
    event::{EventKind, TicketEventId},
    job::Recipient,
    mail::{Frame, MailError, Message},
    workspace::Settings,
};
use store::events::MailFacts;

use super::{Cap, Letter, NoLetter, settings_of, wording};
use crate::{App, mail::support_address};

pub(super) async fn write(
    app: &App,
    event: &TicketEventId,
    to: &Recipient,
) -> Result<Letter, NoLetter> {
    let settings = settings_of(app, &event.workspace).await?;
    let (facts, agents) = tokio::try_join!(
        app.store.mail_facts(event),
        app.store.agents(&event.workspace)
    )?;
    let facts = facts.ok_or(NoLetter::TicketGone)?;
    let support = support_address(&settings, &agents);
    let (address, reply_to) = addresses(to, &facts, &agents, support).ok_or(NoLetter::NotOwed)?;
    let message = word(app, to, &facts, &settings, support)?;
    let message = message.ok_or(NoLetter::NotOwed)?;
    Ok(Letter {
        mail: app
            .sender
            .mail(address, reply_to, message)
            .with(app.sender.thread(event)),
        cap: cap(to, &facts, &settings),
    })
}

/// Who gets the mail, and who their answer to it.
fn addresses<'a>(
    to: &Recipient,
    facts: &'a MailFacts,
    agents: &'a [Agent],
    support: Option<&'a EmailAddress>,
) -> Option<(&'a EmailAddress, Option<&'a EmailAddress>)> {
    let customer = &facts.ticket.customer.email;
    match to {
        Recipient::Customer | Recipient::Visitor => Some((customer, support)),
        Recipient::Owner { id } => {
            let mut agents = agents.iter();
            let owner = agents.find(|agent| agent.id == *id && agent.role == Role::Owner)?;
            Some((&owner.email, Some(customer)))
        }
        Recipient::Agent => None,
    }
}

fn word(
    app: &App,
    to: &Recipient,
    facts: &MailFacts,
    settings: &Settings,
    support: Option<&EmailAddress>,
) -> Result<Option<Message>, MailError> {
    let TicketEventId {
        workspace, number, ..
    } = &facts.event.id;
    let path = match to {
        Recipient::Owner { .. } | Recipient::Agent => dashboard_path(number),
        Recipient::Customer | Recipient::Visitor => tracker_path(number, workspace, settings),
    };
    let link = format!("{}{path}", app.sender.public_url);
    let frame = Frame {
        workspace_name: settings.name.as_str(),
        ticket_link: &link,
        support_address: support.map(EmailAddress::as_str).unwrap_or_default(),
    };
    let happened = settings.time_zone.tell(facts.event.at);
    wording::choose(to, facts, &number.to_string(), &happened, &frame)
}

/// Strangers cause confirmations; every later mail comes of what an agent did.
fn cap(to: &Recipient, facts: &MailFacts, settings: &Settings) -> Option<Cap> {
    let confirms = *to == Recipient::Visitor && facts.event.kind == EventKind::Created;
    confirms.then(|| Cap {
        workspace: facts.event.id.workspace.clone(),
        recipient: facts.ticket.customer.email.clone(),
        most: settings.limits.confirmations_per_recipient,
    })
}
