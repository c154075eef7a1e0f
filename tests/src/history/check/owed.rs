//! Which mails the events owe, written anew from the contract.

use serde_json::Value;

use crate::history::{
    check::Case,
    state::{TicketId, is_before, text},
};

/// What a mail is about, as its subject says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    /// To owners: a visitor raised a ticket.
    New,
    /// To the customer: this is the ticket's number.
    Reference,
    /// Something changed.
    Update,
    /// The ticket is resolved.
    Resolved,
    /// An agent answered.
    Answer,
}

/// One mail to one recipient about one event.
pub(super) struct Owed<'a> {
    pub(super) ticket: &'a TicketId,
    pub(super) version: u64,
    pub(super) subject: Subject,
    /// `<role>#<id>`, as in the mark's key.
    pub(super) role: String,
    /// The mail that fulfils it.
    pub(super) mail: MailKey,
    pub(super) mark: Option<&'a Value>,
    /// Whether its job lies among the dead letters that the test expects.
    pub(super) dead: bool,
}

/// By what a mail in the mailbox is matched to what is owed. Several events of one ticket may owe
/// mails of one key: then so many must be there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct MailKey {
    /// The recipient, in lower case.
    pub(super) to: String,
    /// Subject and number: the words alone name neither.
    pub(super) subject: String,
}

impl Owed<'_> {
    /// What the mark says, `missing` when there is none.
    pub(super) fn state(&self) -> &str {
        self.mark.map_or("missing", |mark| text(mark, "/state"))
    }

    /// Whether the mark says that no mail goes out.
    pub(super) fn is_withheld(&self) -> bool {
        matches!(self.state(), "suppressed" | "undeliverable")
    }

    /// How often a notifier began to send it.
    pub(super) fn claims(&self) -> u64 {
        self.mark
            .and_then(|mark| mark["claims"].as_u64())
            .unwrap_or(0)
    }

    /// Whether a visitor caused it, who may have typed anybody's address.
    pub(super) fn is_confirmation(&self) -> bool {
        self.role == "visitor#-" && self.subject == Subject::Reference
    }
}

/// All mails that the events since the start owe.
pub(super) fn owed<'a>(case: &'a Case<'a>) -> Vec<Owed<'a>> {
    let dead = expected_dead_jobs(case);
    let mut owed = Vec::new();
    for (id, ticket) in &case.state.tickets {
        let Some(head) = ticket.live() else { continue };
        let new = case.version_before(id) + 1..;
        for (version, event) in ticket.events.range(new) {
            for (role, to, subject) in mails_of(case, id, head, event) {
                let delivery = (id.clone(), *version, role.clone());
                owed.push(Owed {
                    ticket: id,
                    version: *version,
                    mark: ticket.marks.get(&(*version, role.clone())).copied(),
                    dead: dead.contains(&delivery),
                    role,
                    subject,
                    mail: subject.mail(&to, id),
                });
            }
        }
    }
    owed
}

/// Role, address and subject for each recipient of an event.
fn mails_of(
    case: &Case<'_>,
    id: &TicketId,
    head: &Value,
    event: &Value,
) -> Vec<(String, String, Subject)> {
    let by_widget = text(head, "/source") == "widget";
    let role = if by_widget { "visitor#-" } else { "customer#-" };
    let to_customer = |subject| {
        let to = text(head, "/customer/email").to_owned();
        (role.to_owned(), to, subject)
    };
    match text(event, "/kind") {
        "created" => {
            let at = text(event, "/at");
            let owners = case.state.owners.iter().filter(|owner| {
                by_widget && owner.workspace == id.workspace && !is_before(at, owner.since)
            });
            owners
                .map(|owner| {
                    let role = format!("owner#{}", owner.id);
                    (role, owner.email.to_owned(), Subject::New)
                })
                .chain([to_customer(Subject::Reference)])
                .collect()
        }
        "changed" => news(event).map(to_customer).into_iter().collect(),
        "answered" => vec![to_customer(Subject::Answer)],
        _ => Vec::new(),
    }
}

/// What a change has to tell the customer, if anything.
fn news(event: &Value) -> Option<Subject> {
    let changes = event["changes"].as_array()?;
    let status = text(event, "/snapshot/status");
    let is_told = |change: &Value| match text(change, "/field") {
        "assigned_to" => !change["to"].is_null(),
        "resolution_notes" => matches!(status, "resolved" | "closed"),
        _ => true,
    };
    let resolves = |change: &Value| change["field"] == "status" && change["to"] == "resolved";
    if changes.iter().any(resolves) {
        return Some(Subject::Resolved);
    }
    changes.iter().any(is_told).then_some(Subject::Update)
}

impl Subject {
    /// A mail with this subject about a ticket.
    pub(super) fn mail(self, to: &str, id: &TicketId) -> MailKey {
        let words = match self {
            Self::New => "New Support Ticket #",
            Self::Reference => "Support Ticket Reference: ",
            Self::Update => "Support Ticket Update: ",
            Self::Resolved => "Support Ticket Resolved: ",
            Self::Answer => "Support Ticket Answer: ",
        };
        MailKey::new(to, &format!("{words}{}", id.number))
    }
}

impl MailKey {
    pub(super) fn new(to: &str, subject: &str) -> Self {
        Self {
            to: to.to_ascii_lowercase(),
            subject: subject.to_owned(),
        }
    }
}

/// Ticket, version and role of the dead jobs that the test expects.
fn expected_dead_jobs(case: &Case<'_>) -> Vec<(TicketId, u64, String)> {
    let expected = case.found.queues.dead_jobs.iter().filter(|body| {
        let mut poisons = case.allowed.dead.iter();
        poisons.any(|poison| body.contains(&poison.text))
    });
    expected
        .filter_map(|body| {
            let job: Value = serde_json::from_str(body).ok()?;
            let id = TicketId::new(text(&job, "/event/workspace"), text(&job, "/event/number"));
            let role = text(&job, "/to/role");
            let person = job.pointer("/to/id").and_then(Value::as_str);
            let role = format!("{role}#{}", person.unwrap_or("-"));
            Some((id, job["event"]["version"].as_u64()?, role))
        })
        .collect()
}
