//! What an agent does to a ticket: edit it, answer, note something, delete it.
//!
//! Each yields the ticket after the change and the one event that tells of it, to be saved
//! together. Nothing here decides whether the change still fits: the save does.

use crate::{
    agent::SignedIn,
    change::Change,
    email::EmailAddress,
    event::{Event, EventKind, Snapshot, TicketEventId},
    text::{Category, Description, MessageText, Title},
    ticket::{Priority, Status, Texts, Ticket},
    time::UtcTime,
};

/// The fields that an edit sets; the others stay as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edit {
    /// The title.
    pub title: Option<Title>,
    /// The whole story.
    pub description: Option<Description>,
    /// Where the ticket stands. Any status may follow any.
    pub status: Option<Status>,
    /// How urgent it is.
    pub priority: Option<Priority>,
    /// One of the workspace's categories.
    pub category: Option<Category>,
    /// The agent who works on it; `Some(None)` for nobody.
    pub assigned_to: Option<Option<EmailAddress>>,
    /// How it was resolved; `Some(None)` to clear it.
    pub resolution_notes: Option<Option<Description>>,
}

/// Who sees a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visibility {
    /// The customer too: an answer.
    Public,
    /// Agents alone: a note.
    Internal,
}

/// A ticket after one change, and all that is saved with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedTicket {
    /// The head.
    pub ticket: Ticket,
    /// The long texts, when the change touched them.
    pub texts: Option<Texts>,
    /// What happened.
    pub event: Event,
}

impl Edit {
    /// Lays the edit over a ticket. None when that changes nothing.
    pub fn apply(
        self,
        before: &Ticket,
        texts: &Texts,
        agent: &SignedIn,
        at: UtcTime,
    ) -> Option<ChangedTicket> {
        let mut ticket = before.clone();
        let mut new_texts = texts.clone();
        let mut changes = Vec::new();
        set(&mut ticket.title, self.title, |from, to| {
            changes.push(Change::Title { from, to });
        });
        set(&mut new_texts.description, self.description, |from, to| {
            changes.push(Change::Description { from, to });
        });
        set(&mut ticket.status, self.status, |from, to| {
            changes.push(Change::Status { from, to });
        });
        set(&mut ticket.priority, self.priority, |from, to| {
            changes.push(Change::Priority { from, to });
        });
        let category = self.category.map(Some);
        set(&mut ticket.category, category, |from, to| {
            changes.extend(to.map(|to| Change::Category { from, to }));
        });
        set(&mut ticket.assigned_to, self.assigned_to, |from, to| {
            changes.push(Change::AssignedTo { from, to });
        });
        let notes = self.resolution_notes;
        set(&mut new_texts.resolution_notes, notes, |from, to| {
            changes.push(Change::ResolutionNotes { from, to });
        });
        if changes.is_empty() {
            return None;
        }
        let at = ticket.touch(at);
        if ticket.title != before.title {
            ticket.visitors_title = false;
        }
        ticket.resolved_at = resolved_at(before, ticket.status, at);
        let notes = new_texts.resolution_notes.clone();
        let snapshot = Snapshot {
            resolution_notes: notes.filter(|_| ticket.status.shows_notes()),
            ..Snapshot::of(&ticket)
        };
        let event = ticket.event(agent, at, EventKind::Changed { changes }, Some(snapshot));
        Some(ChangedTicket {
            ticket,
            texts: (new_texts != *texts).then_some(new_texts),
            event,
        })
    }
}

impl Ticket {
    /// Adds an answer or a note.
    pub fn with_message(
        &self,
        body: MessageText,
        visibility: Visibility,
        agent: &SignedIn,
        at: UtcTime,
    ) -> ChangedTicket {
        let mut ticket = self.clone();
        let at = ticket.touch(at);
        let (kind, snapshot) = match visibility {
            Visibility::Public => {
                ticket.first_response_at = ticket.first_response_at.or(Some(at));
                (EventKind::Answered { body }, Some(Snapshot::of(&ticket)))
            }
            Visibility::Internal => (EventKind::Noted { body }, None),
        };
        let event = ticket.event(agent, at, kind, snapshot);
        ChangedTicket {
            ticket,
            texts: None,
            event,
        }
    }

    /// The event that ends the ticket. It keeps nothing of it.
    pub fn deletion(&self, agent: &SignedIn, at: UtcTime) -> Event {
        let mut ticket = self.clone();
        let at = ticket.touch(at);
        ticket.event(agent, at, EventKind::Deleted, None)
    }

    /// Counts a change. Its time is never before the last one's, whatever the clocks say.
    fn touch(&mut self, at: UtcTime) -> UtcTime {
        self.version += 1;
        self.updated_at = at.max(self.updated_at);
        self.updated_at
    }

    fn event(
        &self,
        agent: &SignedIn,
        at: UtcTime,
        kind: EventKind,
        snapshot: Option<Snapshot>,
    ) -> Event {
        Event {
            id: TicketEventId {
                workspace: agent.workspace.clone(),
                number: self.number.clone(),
                version: self.version,
            },
            at,
            by: Some(agent.email.clone()),
            kind,
            snapshot,
        }
    }
}

/// Gives `field` its new value; `note` hears of it when that is another one.
pub(crate) fn set<T: Clone + PartialEq>(field: &mut T, new: Option<T>, note: impl FnOnce(T, T)) {
    if let Some(new) = new.filter(|new| new != field) {
        note(std::mem::replace(field, new.clone()), new);
    }
}

/// Resolving sets the time, closing keeps it, anything else clears it.
fn resolved_at(before: &Ticket, status: Status, at: UtcTime) -> Option<UtcTime> {
    match status {
        Status::Resolved if before.status != Status::Resolved => Some(at),
        Status::Resolved | Status::Closed => before.resolved_at,
        Status::Open | Status::InProgress | Status::Pending => None,
    }
}

#[cfg(test)]
mod tests;
