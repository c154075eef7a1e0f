//! Which mails the events owe, written anew from the contract.

use serde_json::Value;

use crate::history::{
    check::Case,
    state::{TicketId, text},
};

/// One mail to one recipient about one event.
pub(super) struct Owed<'a> {
    pub(super) ticket: &'a TicketId,
    pub(super) version: u64,
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

    /// Whether it goes to an address that nobody has verified.
    pub(super) fn is_confirmation(&self) -> bool {
        self.role == "visitor#-"
    }
}

/// All mails that the events of new tickets owe.
pub(super) fn owed<'a>(case: &'a Case<'a>) -> Vec<Owed<'a>> {
    let dead = expected_dead_jobs(case);
    let mut owed = Vec::new();
    for (id, ticket) in &case.state.tickets {
        let Some(head) = ticket.head.filter(|_| case.is_new(id)) else {
            continue;
        };
        for (version, event) in &ticket.events {
            for (role, mail) in mails_of(case, id, head, event) {
                let delivery = (id.clone(), *version, role.clone());
                owed.push(Owed {
                    ticket: id,
                    version: *version,
                    mark: ticket.marks.get(&(*version, role.clone())).copied(),
                    dead: dead.contains(&delivery),
                    role,
                    mail,
                });
            }
        }
    }
    owed
}

/// Role and mail for each recipient of an event. The kinds of events to come have their rows here.
fn mails_of(case: &Case<'_>, id: &TicketId, head: &Value, event: &Value) -> Vec<(String, MailKey)> {
    let customer = text(head, "/customer/email");
    let reference = format!("Support Ticket Reference: {}", id.number);
    let announcement = format!("New Support Ticket #{}", id.number);
    match (text(event, "/kind"), text(event, "/snapshot/source")) {
        ("created", "widget") => {
            let at = text(event, "/at");
            let owners = case.state.owners.iter();
            let of_that_time =
                owners.filter(|o| o.workspace == id.workspace && !is_before(at, o.since));
            of_that_time
                .map(|o| {
                    (
                        format!("owner#{}", o.id),
                        MailKey::new(o.email, &announcement),
                    )
                })
                .chain([("visitor#-".to_owned(), MailKey::new(customer, &reference))])
                .collect()
        }
        ("created", _) => vec![("customer#-".to_owned(), MailKey::new(customer, &reference))],
        _ => Vec::new(),
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

/// Compares RFC 3339 times in UTC. Their fractions differ in length, so the text alone does not do.
fn is_before(a: &str, b: &str) -> bool {
    let split = |time: &str| {
        let time = time.trim_end_matches('Z');
        let (seconds, fraction) = time.split_once('.').unwrap_or((time, ""));
        (seconds.to_owned(), format!("{fraction:0<9}"))
    };
    split(a) < split(b)
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

#[cfg(test)]
mod tests {
    use super::is_before;

    #[test]
    fn times_are_compared_whatever_their_fractions() {
        assert!(is_before("2024-01-15T09:30:00Z", "2024-01-15T09:30:00.5Z"));
        assert!(is_before(
            "2024-01-15T09:30:00.123Z",
            "2024-01-15T09:30:00.1234Z"
        ));
        assert!(!is_before(
            "2024-01-15T09:30:00.5Z",
            "2024-01-15T09:30:00.500Z"
        ));
    }
}
