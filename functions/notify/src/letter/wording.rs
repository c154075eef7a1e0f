//! Which mail an event owes whom, and its facts: from the ticket as it was when the event happened.

use domain::{
    change::Change,
    event::{EventKind, Snapshot},
    job::Recipient,
    mail::{
        Answered, Confirmation, Created, Frame, MailError, Message, NewTicket, Resolved, Told,
        Updated,
    },
};
use store::events::MailFacts;

/// Words the mail about an event, which happened when the words say; none where the recipient is
/// owed none.
pub(super) fn choose(
    to: &Recipient,
    facts: &MailFacts,
    number: &str,
    happened: &str,
    frame: &Frame<'_>,
) -> Result<Option<Message>, MailError> {
    let Some(then) = &facts.event.snapshot else {
        return Ok(None);
    };
    match (&facts.event.kind, to) {
        (EventKind::Created, _) => created(to, facts, then, number, happened, frame),
        (_, Recipient::Owner { .. } | Recipient::Agent) => Ok(None),
        (EventKind::Changed { changes }, _) => changed(changes, then, number, frame),
        (EventKind::Answered { body }, _) => {
            let mail = Answered {
                number,
                title: title(then),
                status: then.status,
                answer: body.as_str(),
            };
            mail.render(frame).map(Some)
        }
        (EventKind::Noted { .. } | EventKind::Deleted, _) => Ok(None),
    }
}

fn created(
    to: &Recipient,
    facts: &MailFacts,
    then: &Snapshot,
    number: &str,
    happened: &str,
    frame: &Frame<'_>,
) -> Result<Option<Message>, MailError> {
    let customer = &facts.ticket.customer;
    let category = then.category.as_ref();
    let category = category.map(|category| capitalised(category.as_str()));
    let mail = match to {
        Recipient::Visitor => Confirmation { number }.render(frame),
        Recipient::Owner { .. } => NewTicket {
            number,
            visitor_name: customer.name.as_str(),
            visitor_email: customer.email.as_str(),
            visitor_phone: customer.phone.as_ref().map(|phone| phone.as_str()),
            received: happened,
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
        Recipient::Agent => return Ok(None),
    };
    mail.map(Some)
}

/// That a ticket is resolved is the news, whatever else changed with it.
fn changed(
    changes: &[Change],
    then: &Snapshot,
    number: &str,
    frame: &Frame<'_>,
) -> Result<Option<Message>, MailError> {
    let notes = then.resolution_notes.as_ref().map(|notes| notes.as_str());
    if changes.iter().any(Change::is_resolution) {
        let mail = Resolved {
            number,
            title: title(then),
            resolution_notes: notes,
        };
        return mail.render(frame).map(Some);
    }
    let told = Told::of(changes, then.status);
    if told.is_empty() {
        return Ok(None);
    }
    let mail = Updated {
        number,
        title: title(then),
        status: then.status,
        changes: &told,
        resolution_notes: notes.filter(|_| changes.iter().any(brings_notes)),
    };
    mail.render(frame).map(Some)
}

/// Notes are news when they are others, and when a ticket's end makes them known.
fn brings_notes(change: &Change) -> bool {
    matches!(
        change,
        Change::ResolutionNotes { .. } | Change::Status { .. }
    )
}

/// The title, unless it is what a visitor typed: anyone could have us deliver their text to an
/// address that nobody has verified.
fn title(then: &Snapshot) -> Option<&str> {
    (!then.visitors_title).then(|| then.title.as_str())
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
