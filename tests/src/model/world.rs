//! Everything that the model knows: tickets, numbers, misses.

use std::collections::HashMap;

use super::{
    people::Workspace,
    step::{Basis, Which},
    ticket::Ticket,
};

/// How many misses count together for a ticket and for an address, in one window of 15 minutes.
const MISSES_FOR_A_TICKET: u32 = 10;
const MISSES_FOR_AN_ADDRESS: u32 = 20;

/// The two workspaces, as they should be.
#[derive(Debug, Default)]
pub(super) struct World {
    tickets: Vec<Ticket>,
    /// Numbers that were used up by creations that were refused, since the last ticket.
    burnt: HashMap<&'static str, u64>,
    misses: HashMap<(i64, String), u32>,
}

/// A try at the tracker.
pub(super) struct Guess<'a> {
    pub(super) workspace: &'a str,
    pub(super) number: &'a str,
    pub(super) email: &'a str,
    pub(super) window: i64,
}

impl World {
    /// All tickets that were ever created, oldest first.
    pub(super) fn of(&self, workspace: Workspace) -> impl Iterator<Item = &Ticket> {
        let tickets = self.tickets.iter();
        tickets.filter(move |ticket| ticket.workspace == workspace)
    }

    /// Those that are still there.
    pub(super) fn living(&self, workspace: Workspace) -> impl Iterator<Item = &Ticket> {
        self.of(workspace).filter(|ticket| !ticket.deleted)
    }

    /// The number that a step means.
    pub(super) fn number(&self, which: Which) -> String {
        let nth_newest = |tickets: Vec<&Ticket>, nth: usize| {
            let nth = nth % tickets.len().max(1);
            let found = tickets.iter().rev().nth(nth);
            found
                .map_or("TKT-00001", |ticket| ticket.number())
                .to_owned()
        };
        match which {
            Which::Unknown(sequence) => format!("TKT-{sequence:05}"),
            Which::Newest(workspace, nth) => nth_newest(self.of(workspace).collect(), nth),
            Which::Living(workspace, nth) => nth_newest(self.living(workspace).collect(), nth),
        }
    }

    /// The ticket, as long as it is there.
    pub(super) fn find(&self, workspace: Workspace, number: &str) -> Option<&Ticket> {
        let mut living = self.living(workspace);
        living.find(|ticket| ticket.number() == number)
    }

    pub(super) fn find_mut(&mut self, workspace: Workspace, number: &str) -> Option<&mut Ticket> {
        let mut tickets = self.tickets.iter_mut();
        tickets.find(|ticket| {
            ticket.workspace == workspace && !ticket.deleted && ticket.number() == number
        })
    }

    pub(super) fn add(&mut self, ticket: Ticket) {
        self.burnt.remove(ticket.workspace.id());
        self.tickets.push(ticket);
    }

    /// A creation was refused after it had its number.
    pub(super) fn burn_a_number(&mut self, workspace: Workspace) {
        *self.burnt.entry(workspace.id()).or_default() += 1;
    }

    /// The number that the next ticket of a workspace gets.
    pub(super) fn next_number(&self, workspace: Workspace) -> String {
        let newest = self.of(workspace).last();
        let newest = newest.and_then(|ticket| ticket.number().strip_prefix("TKT-")?.parse().ok());
        let burnt = self.burnt.get(workspace.id()).copied();
        let next: u64 = newest.unwrap_or(0) + burnt.unwrap_or(0) + 1;
        format!("TKT-{next:05}")
    }

    /// Whether a guess is no longer judged.
    pub(super) fn is_spent(&self, guess: &Guess<'_>) -> bool {
        guess
            .counters()
            .into_iter()
            .any(|(key, limit)| self.misses.get(&key).is_some_and(|count| *count >= limit))
    }

    pub(super) fn count_miss(&mut self, guess: &Guess<'_>) {
        for (key, _) in guess.counters() {
            *self.misses.entry(key).or_default() += 1;
        }
    }
}

impl Guess<'_> {
    fn counters(&self) -> [((i64, String), u32); 2] {
        let Self {
            workspace,
            number,
            email,
            window,
        } = self;
        let email = email.trim().to_lowercase();
        [
            (
                (*window, format!("{workspace} {number}")),
                MISSES_FOR_A_TICKET,
            ),
            (
                (*window, format!("{workspace} {email}")),
                MISSES_FOR_AN_ADDRESS,
            ),
        ]
    }
}

impl Basis {
    /// The header for a ticket at `version`.
    pub(super) fn if_match(self, version: u64) -> Option<String> {
        match self {
            Self::Newest => None,
            Self::Any => Some("*".to_owned()),
            Self::Current => Some(format!("\"{version}\"")),
            Self::OneOf => Some(format!("\"0\", \"{version}\"")),
            Self::Weak => Some(format!("W/\"{version}\"")),
            Self::Earlier(versions) => Some(format!("\"{}\"", version.saturating_sub(versions))),
            Self::Later => Some(format!("\"{}\"", version + 1)),
        }
    }

    /// Whether the change goes on.
    pub(super) fn holds(self) -> bool {
        match self {
            Self::Newest | Self::Any | Self::Current | Self::OneOf => true,
            Self::Weak | Self::Earlier(_) | Self::Later => false,
        }
    }
}
