//! Where each item lies: the one place that writes partition and sort keys.

mod chat;

use aws_sdk_dynamodb::types::AttributeValue;
use data_encoding::HEXLOWER;
use domain::{
    email::EmailAddress,
    event::{EventId, TicketEventId},
    invitation::InvitationId,
    job::{Job, Recipient},
    number::TicketNumber,
    sign_in::SignInId,
    workspace::WorkspaceId,
};
use ring::digest::{SHA256, digest};

pub(crate) use self::chat::{
    MESSAGES, PRESENCES, conversation, message, presence, sent, visitor_token_lookup,
};
use crate::{
    sessions::FamilyId,
    table::{Item, text},
};

/// The name of the partition key's attribute.
pub(crate) const PK: &str = "pk";
/// The name of the sort key's attribute.
pub(crate) const SK: &str = "sk";
/// The attribute by which DynamoDB's TTL removes items, in seconds since 1970.
pub(crate) const EXPIRES_AT: &str = "expires_at";

/// Sort key prefix of agents in their workspace's partition.
pub(crate) const AGENTS: &str = "AGENT#";
/// Sort key prefix of the entries of a workspace's log.
pub(crate) const AUDIT: &str = "A#";
/// Sort key prefix of invitations that can be accepted, in their workspace's partition.
pub(crate) const INVITES: &str = "INVITE#";
/// Sort key prefix of widget tokens' records, in their workspace's partition.
pub(crate) const TOKENS: &str = "TOKEN#";
/// Sort key prefix of events in their ticket's partition. The stream's filter in
/// `template.yaml` names it too.
pub(crate) const EVENTS: &str = "E#";
/// Sort key prefix of delivery marks in their ticket's partition.
pub(crate) const MARKS: &str = "X#";
/// Sort key of the event of what has only one: a sign-in request, an invitation.
const ONLY_EVENT: &str = "E#0000000001";
/// Sort key of a ticket's head.
pub(crate) const HEAD: &str = "META";
/// Sort key of a ticket's long texts.
pub(crate) const TEXTS: &str = "TEXT";
/// Partition of the public signing keys.
pub(crate) const PUBLIC_KEYS: &str = "KEYS";

/// A partition and a sort key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) pk: String,
    pub(crate) sk: String,
}

impl Key {
    pub(crate) fn new(pk: impl Into<String>, sk: impl Into<String>) -> Self {
        Self {
            pk: pk.into(),
            sk: sk.into(),
        }
    }

    /// The key's two attributes.
    pub(crate) fn into_item(self) -> Item {
        Item::from([
            (PK.to_owned(), text(self.pk)),
            (SK.to_owned(), text(self.sk)),
        ])
    }

    /// Reads the two attributes off an item.
    pub(crate) fn of(item: &Item) -> Option<Self> {
        let attribute = |name| {
            item.get(name)
                .and_then(|value: &AttributeValue| value.as_s().ok())
        };
        Some(Self::new(attribute(PK)?, attribute(SK)?))
    }
}

/// The partition of a workspace's own items.
pub(crate) fn workspace(id: &WorkspaceId) -> String {
    format!("W#{id}")
}

pub(crate) fn settings(id: &WorkspaceId) -> Key {
    Key::new(workspace(id), "SETTINGS")
}

pub(crate) fn agent(id: &WorkspaceId, email: &EmailAddress) -> Key {
    Key::new(workspace(id), format!("{AGENTS}{}", email.key()))
}

/// An entry of a workspace's log.
pub(crate) fn audit(id: &WorkspaceId, number: u64) -> Key {
    Key::new(workspace(id), format!("{AUDIT}{number:010}"))
}

/// Which invitation of an address can be accepted: the newest one.
pub(crate) fn invite(id: &WorkspaceId, email: &EmailAddress) -> Key {
    Key::new(workspace(id), format!("{INVITES}{}", email.key()))
}

/// The counter of one sequence: `SEQ`, or a day as `20240115`.
pub(crate) fn counter(id: &WorkspaceId, sequence: impl Into<String>) -> Key {
    Key::new(format!("W#{id}#N"), sequence)
}

/// The partition of one ticket: head, description, events and delivery marks.
fn ticket(id: &WorkspaceId, number: &TicketNumber) -> String {
    format!("W#{id}#T#{number}")
}

pub(crate) fn head(id: &WorkspaceId, number: &TicketNumber) -> Key {
    Key::new(ticket(id, number), HEAD)
}

pub(crate) fn texts(id: &WorkspaceId, number: &TicketNumber) -> Key {
    Key::new(ticket(id, number), TEXTS)
}

pub(crate) fn ticket_event(id: &TicketEventId) -> Key {
    let TicketEventId {
        workspace,
        number,
        version,
    } = id;
    Key::new(ticket(workspace, number), format!("{EVENTS}{version:010}"))
}

pub(crate) fn sign_in(id: &SignInId) -> Key {
    Key::new(format!("S#{}", id.as_str()), ONLY_EVENT)
}

pub(crate) fn session(family: &FamilyId) -> Key {
    Key::new(format!("F#{family}"), "S")
}

pub(crate) fn invitation(id: &InvitationId) -> Key {
    Key::new(format!("W#{}#I#{}", id.workspace, id.id()), ONLY_EVENT)
}

/// Where an event lies.
pub(crate) fn event(id: &EventId) -> Key {
    match id {
        EventId::Ticket(id) => ticket_event(id),
        EventId::SignIn { request } => sign_in(request),
        EventId::Invitation(id) => invitation(id),
    }
}

/// The delivery mark of a job, beside the event.
pub(crate) fn mark(job: &Job) -> Key {
    let event = event(&job.event);
    let version = event.sk.trim_start_matches(EVENTS);
    Key::new(event.pk, format!("{MARKS}{version}#{}", job.to.key()))
}

/// Which event's mail a mark's key is about, and who gets it.
pub(crate) fn marked(key: &Key) -> Option<(u64, Recipient)> {
    let (version, recipient) = key.sk.strip_prefix(MARKS)?.split_once('#')?;
    Some((version.parse().ok()?, Recipient::of_key(recipient)?))
}

/// Which event lies under a key; none when the key is not an event's.
pub(crate) fn event_id(key: &Key) -> Option<EventId> {
    let version = key.sk.strip_prefix(EVENTS)?.parse().ok()?;
    if let Some(request) = key.pk.strip_prefix("S#") {
        let request = request.parse().ok()?;
        return Some(EventId::SignIn { request });
    }
    let of_workspace = key.pk.strip_prefix("W#")?;
    if let Some((workspace, id)) = of_workspace.split_once("#I#") {
        let workspace = workspace.to_owned().try_into().ok()?;
        let id = InvitationId::new(workspace, id.to_owned()).ok()?;
        return Some(EventId::Invitation(id));
    }
    let (workspace, number) = of_workspace.split_once("#T#")?;
    Some(EventId::Ticket(TicketEventId {
        workspace: workspace.to_owned().try_into().ok()?,
        number: number.parse().ok()?,
        version,
    }))
}

/// The record of an idempotency key, which belongs to a credential.
pub(crate) fn idempotency(id: &WorkspaceId, credential: &str, key: &str) -> Key {
    // The lengths keep two pairs apart whose concatenation is the same.
    let hash = sha256_hex(&format!("{}:{credential}:{key}", credential.len()));
    Key::new(format!("W#{id}#K#{hash}"), "K")
}

/// What owners see of a widget token.
pub(crate) fn widget_token(workspace: &WorkspaceId, id: &str) -> Key {
    Key::new(self::workspace(workspace), format!("{TOKENS}{id}"))
}

/// Where the hash of a widget token finds what the token stands for.
pub(crate) fn widget_token_lookup(hash: &str) -> Key {
    Key::new(format!("L#WIDGET#{hash}"), "L")
}

pub(crate) fn agent_lookup(email: &EmailAddress) -> Key {
    Key::new(format!("L#AGENT#{}", email.key()), "L")
}

/// Names the stack's first workspace.
pub(crate) fn first_workspace() -> Key {
    Key::new("L#FIRST", "L")
}

/// The count of one scope in one window of time.
pub(crate) fn limit(scope: &str, window: i64) -> Key {
    Key::new(format!("R#{scope}#{window}"), "R")
}

/// SHA-256 in lower-case hexadecimal.
pub(crate) fn sha256_hex(text: &str) -> String {
    HEXLOWER.encode(digest(&SHA256, text.as_bytes()).as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_those_of_the_contract() {
        let workspace: WorkspaceId = "w1".to_owned().try_into().unwrap();
        let number: TicketNumber = "TKT-00003".parse().unwrap();
        let id = EventId::Ticket(TicketEventId {
            workspace: workspace.clone(),
            number: number.clone(),
            version: 7,
        });
        let job = Job {
            event: id.clone(),
            to: Recipient::Owner {
                id: "a1".to_owned().try_into().unwrap(),
            },
        };
        assert_eq!(settings(&workspace), Key::new("W#w1", "SETTINGS"));
        assert_eq!(counter(&workspace, "SEQ"), Key::new("W#w1#N", "SEQ"));
        assert_eq!(
            head(&workspace, &number),
            Key::new("W#w1#T#TKT-00003", "META")
        );
        assert_eq!(
            texts(&workspace, &number),
            Key::new("W#w1#T#TKT-00003", "TEXT")
        );
        assert_eq!(event(&id), Key::new("W#w1#T#TKT-00003", "E#0000000007"));
        assert_eq!(
            mark(&job),
            Key::new("W#w1#T#TKT-00003", "X#0000000007#owner#a1")
        );
        assert_eq!(event_id(&event(&id)), Some(id));
        assert_eq!(marked(&mark(&job)), Some((7, job.to)));
    }

    #[test]
    fn events_of_people_lie_by_themselves() {
        let workspace: WorkspaceId = "w1".to_owned().try_into().unwrap();
        let id = "0000000000000000000000000000001f";
        let request = EventId::SignIn {
            request: SignInId::from_bits(0x1f),
        };
        let invitation = EventId::Invitation(InvitationId::from_bits(workspace, 0x1f));
        for (id, pk) in [
            (request, format!("S#{id}")),
            (invitation, format!("W#w1#I#{id}")),
        ] {
            assert_eq!(event(&id), Key::new(&pk, "E#0000000001"));
            assert_eq!(event_id(&event(&id)), Some(id.clone()));
            let job = Job {
                event: id,
                to: Recipient::Agent,
            };
            assert_eq!(mark(&job), Key::new(pk, "X#0000000001#agent#-"));
        }
    }

    #[test]
    fn a_key_that_is_no_events_names_no_event() {
        assert_eq!(event_id(&Key::new("W#w1#T#TKT-00003", "META")), None);
        assert_eq!(event_id(&Key::new("S#x", "E#0000000001")), None);
        assert_eq!(event_id(&Key::new("W#w1#T#nonsense", "E#0000000001")), None);
    }

    #[test]
    fn the_pair_of_credential_and_key_cannot_be_shifted() {
        let workspace: WorkspaceId = "w1".to_owned().try_into().unwrap();
        assert_ne!(
            idempotency(&workspace, "ab", "c"),
            idempotency(&workspace, "a", "bc")
        );
    }
}
