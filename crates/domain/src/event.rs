//! Events: what happened to a ticket, who is owed a mail about it.

use serde::{Deserialize, Serialize};

use crate::{
    agent::{Agent, Role},
    change::Change,
    email::EmailAddress,
    invitation::{Invitation, InvitationId},
    job::{Job, Recipient},
    number::TicketNumber,
    sign_in::{SignInId, SignInRequest},
    text::{Category, Description, MessageText, Title},
    ticket::{Priority, Source, Status, Ticket},
    time::UtcTime,
    workspace::WorkspaceId,
};

/// Which event, of all that mails are owed for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum EventId {
    /// A change of a ticket.
    Ticket(TicketEventId),
    /// Somebody asked for a sign-in code.
    SignIn {
        /// The request.
        request: SignInId,
    },
    /// Somebody was invited.
    Invitation(InvitationId),
}

/// Which event of a ticket: the ticket and its version after the change.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TicketEventId {
    /// The workspace that the ticket belongs to.
    pub workspace: WorkspaceId,
    /// The ticket.
    pub number: TicketNumber,
    /// The ticket's version after the change.
    pub version: u64,
}

/// An event that may owe mails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnyEvent {
    /// A change of a ticket.
    Ticket(Event),
    /// Somebody asked for a sign-in code.
    SignIn(SignInRequest),
    /// Somebody was invited.
    Invitation(Invitation),
}

/// One committed change of a ticket. Never altered afterwards: it is the timeline, the audit log
/// and the outbox at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Which event.
    pub id: TicketEventId,
    /// When it happened.
    pub at: UtcTime,
    /// The agent who did it; none for a visitor.
    pub by: Option<EmailAddress>,
    /// What happened.
    pub kind: EventKind,
    /// What its mails say of the ticket, as it was then; none for a kind that owes no mail.
    pub snapshot: Option<Snapshot>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EventKind {
    /// The ticket was created.
    Created,
    /// Fields were changed.
    Changed {
        /// Each field that is another now.
        changes: Vec<Change>,
    },
    /// An agent answered the customer.
    Answered {
        /// The answer.
        body: MessageText,
    },
    /// An agent wrote a note for the other agents. It is never mailed.
    Noted {
        /// The note.
        body: MessageText,
    },
    /// The ticket was deleted.
    Deleted,
}

/// The ticket right after the change, as far as mails tell of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The title.
    pub title: Title,
    /// Where it stood.
    pub status: Status,
    /// How urgent it was.
    pub priority: Priority,
    /// Its category.
    pub category: Option<Category>,
    /// The way by which the ticket came.
    pub source: Source,
    /// Whether the title is what a visitor typed.
    pub visitors_title: bool,
    /// How it was resolved: in a change that leaves it resolved or closed.
    pub resolution_notes: Option<Description>,
}

impl AnyEvent {
    /// The mails that the event owes, one job for each recipient. `agents` as for
    /// [`Event::jobs`]; only an event that [concerns owners](Self::owners_workspace) needs them.
    pub fn jobs(&self, agents: &[Agent]) -> Vec<Job> {
        let named = |event| Job {
            event,
            to: Recipient::Agent,
        };
        match self {
            Self::Ticket(event) => event.jobs(agents),
            Self::SignIn(SignInRequest {
                applicant: None, ..
            }) => Vec::new(),
            Self::SignIn(request) => vec![named(EventId::SignIn {
                request: request.id.clone(),
            })],
            Self::Invitation(invitation) => {
                vec![named(EventId::Invitation(invitation.id.clone()))]
            }
        }
    }

    /// The workspace on whose owners the event's mails depend, if they do.
    pub fn owners_workspace(&self) -> Option<&WorkspaceId> {
        match self {
            Self::Ticket(event) if event.concerns_owners() => Some(&event.id.workspace),
            Self::Ticket(_) | Self::SignIn(_) | Self::Invitation(_) => None,
        }
    }
}

impl EventKind {
    /// Whether people outside may hear of it, so that the event needs a [`Snapshot`].
    pub fn is_mailed(&self) -> bool {
        match self {
            Self::Created | Self::Changed { .. } | Self::Answered { .. } => true,
            Self::Noted { .. } | Self::Deleted => false,
        }
    }
}

impl Snapshot {
    /// What mails tell of `ticket`.
    pub fn of(ticket: &Ticket) -> Self {
        Self {
            title: ticket.title.clone(),
            status: ticket.status,
            priority: ticket.priority,
            category: ticket.category.clone(),
            source: ticket.source,
            visitors_title: ticket.visitors_title,
            resolution_notes: None,
        }
    }
}

impl Event {
    /// Whether its mails depend on who owns the workspace.
    pub fn concerns_owners(&self) -> bool {
        let by_widget = |snapshot: &Snapshot| snapshot.source == Source::Widget;
        self.kind == EventKind::Created && self.snapshot.as_ref().is_some_and(by_widget)
    }

    /// The mails that the event owes, one job for each recipient. `agents` are those of the
    /// workspace; whoever became an owner after the event is owed none.
    pub fn jobs(&self, agents: &[Agent]) -> Vec<Job> {
        let owners = agents
            .iter()
            .filter(|agent| agent.role == Role::Owner && agent.since <= self.at)
            .filter(|_| self.concerns_owners())
            .map(|owner| Recipient::Owner {
                id: owner.id.clone(),
            });
        owners
            .chain(self.customer())
            .map(|to| Job {
                event: EventId::Ticket(self.id.clone()),
                to,
            })
            .collect()
    }

    /// The customer, if the event is told to customers. One who came by the widget is a visitor:
    /// nobody has verified the address.
    fn customer(&self) -> Option<Recipient> {
        let snapshot = self.snapshot.as_ref()?;
        let is_told = match &self.kind {
            EventKind::Changed { changes } => changes
                .iter()
                .any(|change| change.is_for_customers(snapshot.status)),
            kind => kind.is_mailed(),
        };
        is_told.then_some(match snapshot.source {
            Source::Widget => Recipient::Visitor,
            Source::Agent | Source::Chat => Recipient::Customer,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sign_in::Applicant;

    #[test]
    fn a_visitors_ticket_is_told_to_each_owner_of_that_time_and_to_the_visitor() {
        let event = event(Source::Widget);
        let agents = [
            agent("o1", Role::Owner, "2024-01-01T00:00:00Z"),
            agent("a1", Role::Agent, "2024-01-01T00:00:00Z"),
            agent("o2", Role::Owner, "2024-01-15T09:30:00Z"),
            agent("late", Role::Owner, "2024-01-15T09:30:01Z"),
        ];
        let to: Vec<_> = event
            .jobs(&agents)
            .into_iter()
            .map(|job| job.to.key())
            .collect();
        assert_eq!(to, ["owner#o1", "owner#o2", "visitor#-"]);
    }

    #[test]
    fn an_agents_ticket_is_told_to_the_customer_alone() {
        let owner = agent("o1", Role::Owner, "2024-01-01T00:00:00Z");
        for source in [Source::Agent, Source::Chat] {
            let jobs = event(source).jobs(std::slice::from_ref(&owner));
            let to: Vec<_> = jobs.into_iter().map(|job| job.to.key()).collect();
            assert_eq!(to, ["customer#-"]);
        }
    }

    #[test]
    fn a_change_and_an_answer_are_told_to_the_customer_and_a_note_to_nobody() {
        let told = |kind, source| {
            let event = Event {
                kind,
                ..event(source)
            };
            let owner = agent("o1", Role::Owner, "2024-01-01T00:00:00Z");
            let jobs = event.jobs(&[owner]).into_iter();
            jobs.map(|job| job.to.key()).collect::<Vec<_>>()
        };
        let body = MessageText::parse("Here is your invoice.").unwrap();
        let status = Change::Status {
            from: Status::Pending,
            to: Status::Open,
        };
        let unassigned = Change::AssignedTo {
            from: Some("a@example.com".parse().unwrap()),
            to: None,
        };
        let changed = |changes: &[&Change]| EventKind::Changed {
            changes: changes.iter().copied().cloned().collect(),
        };
        let both = changed(&[&unassigned, &status]);
        assert_eq!(told(both.clone(), Source::Agent), ["customer#-"]);
        assert_eq!(told(both, Source::Widget), ["visitor#-"]);
        assert!(told(changed(&[&unassigned]), Source::Agent).is_empty());
        let answered = EventKind::Answered { body: body.clone() };
        assert_eq!(told(answered.clone(), Source::Agent), ["customer#-"]);
        assert_eq!(told(answered, Source::Widget), ["visitor#-"]);
        assert!(told(EventKind::Noted { body }, Source::Agent).is_empty());
        assert!(told(EventKind::Deleted, Source::Agent).is_empty());
    }

    #[test]
    fn a_code_is_owed_to_an_agent_and_to_nobody_where_the_address_is_unknown() {
        let request = |applicant| SignInRequest {
            id: SignInId::from_bits(7),
            at: time("2024-01-15T09:30:00Z"),
            applicant,
            code_key: "k1".to_owned(),
            expires_at: time("2024-01-15T09:40:00Z"),
        };
        let applicant = Applicant {
            email: "a1@example.com".parse().unwrap(),
            workspace: None,
        };
        let jobs = AnyEvent::SignIn(request(Some(applicant))).jobs(&[]);
        assert_eq!(jobs.len(), 1);
        assert_eq!(jobs[0].to, Recipient::Agent);
        assert!(AnyEvent::SignIn(request(None)).jobs(&[]).is_empty());
    }

    fn event(source: Source) -> Event {
        Event {
            id: TicketEventId {
                workspace: "w1".to_owned().try_into().unwrap(),
                number: "TKT-00001".parse().unwrap(),
                version: 1,
            },
            at: time("2024-01-15T09:30:00Z"),
            by: None,
            kind: EventKind::Created,
            snapshot: Some(Snapshot {
                title: Title::parse("Wrong invoice").unwrap(),
                status: Status::Open,
                priority: Priority::Medium,
                category: None,
                source,
                visitors_title: source == Source::Widget,
                resolution_notes: None,
            }),
        }
    }

    fn agent(id: &str, role: Role, since: &str) -> Agent {
        Agent {
            id: id.to_owned().try_into().unwrap(),
            email: format!("{id}@example.com").parse().unwrap(),
            role,
            since: time(since),
        }
    }

    fn time(text: &str) -> UtcTime {
        text.parse::<jiff::Timestamp>().unwrap().into()
    }
}
