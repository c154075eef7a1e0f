//! Which tickets a list holds, in which order.

use std::cmp::Ordering;

use super::{
    people::{Agent, same_address},
    step::{Filter, Search},
    ticket::Ticket,
    world::World,
};

/// The least urgent first.
const PRIORITIES: [&str; 4] = ["low", "medium", "high", "urgent"];
const ACTIVE: [&str; 3] = ["open", "in_progress", "pending"];

/// What is looked for.
enum Sought {
    Nothing,
    Number(String),
    Customer(String),
    Words(Vec<String>),
}

impl Filter {
    /// Whether no such list can be asked for.
    pub(super) fn is_refused(&self) -> bool {
        self.is_by_priority() && self.statuses.iter().any(|status| !ACTIVE.contains(status))
    }

    /// The tickets of the list of an agent, in order.
    pub(super) fn list<'a>(&self, world: &'a World, agent: Agent) -> Vec<&'a Ticket> {
        let sought = self.sought(world, agent);
        let is_number = matches!(sought, Sought::Number(_));
        let mut found: Vec<_> = world
            .living(agent.workspace())
            .filter(|ticket| self.takes(ticket, agent) && sought.is_in(ticket))
            // Whoever names a number is shown its ticket, though the list is of active ones.
            .filter(|ticket| !self.is_by_priority() || is_number || is_active(ticket))
            .collect();
        found.sort_by(|a, b| self.compare(a, b));
        if self.order != Some("asc") {
            found.reverse();
        }
        found
    }

    /// Whether the search is one by words.
    pub(super) fn is_by_words(&self, world: &World, agent: Agent) -> bool {
        matches!(self.sought(world, agent), Sought::Words(_))
    }

    /// The search as it is typed.
    pub(super) fn typed(&self, world: &World) -> Option<String> {
        self.search.map(|search| match search {
            Search::Number(which, form) => form.of(&world.number(which)),
            Search::Text(text) => text.to_owned(),
        })
    }

    fn is_by_priority(&self) -> bool {
        self.sort == Some("priority")
    }

    /// A number that no ticket has is words; so is an address beside a filter by customers.
    fn sought(&self, world: &World, agent: Agent) -> Sought {
        let Some(text) = self.typed(world) else {
            return Sought::Nothing;
        };
        if let Some(Search::Number(which, _)) = self.search {
            let number = world.number(which);
            if world.find(agent.workspace(), &number).is_some() {
                return Sought::Number(number);
            }
        }
        if text.contains('@') && self.customers.is_empty() {
            return Sought::Customer(text);
        }
        Sought::Words(text.split_whitespace().map(str::to_lowercase).collect())
    }

    fn takes(&self, ticket: &Ticket, agent: Agent) -> bool {
        let assignee = ticket.text("assigned_to");
        let is_assignee = |wanted: &&str| match *wanted {
            "me" => same_address(assignee, agent.email()),
            "none" => assignee.is_empty(),
            email => same_address(assignee, email),
        };
        let mut customers = self.customers.iter();
        let mut assignees = self.assignees.iter();
        admits(&self.statuses, ticket.text("status"))
            && admits(&self.priorities, ticket.text("priority"))
            && admits(&self.categories, ticket.text("category"))
            && (self.customers.is_empty() || customers.any(|email| ticket.belongs_to(email)))
            && (self.assignees.is_empty() || assignees.any(is_assignee))
    }

    fn compare(&self, a: &Ticket, b: &Ticket) -> Ordering {
        let by = |field: &str| {
            let texts =
                |ticket: &Ticket| (ticket.text(field).to_owned(), ticket.number().to_owned());
            texts(a).cmp(&texts(b))
        };
        match self.sort {
            Some("updated") => by("updated_at"),
            Some("priority") => urgency(a).cmp(&urgency(b)).then(by("updated_at")),
            _ => by("created_at"),
        }
    }
}

impl Sought {
    fn is_in(&self, ticket: &Ticket) -> bool {
        match self {
            Self::Nothing => true,
            Self::Number(number) => ticket.number() == number,
            Self::Customer(email) => ticket.belongs_to(email),
            Self::Words(words) => words.iter().all(|word| {
                let mut fields = ["title", "customer_name", "customer_email"].into_iter();
                fields.any(|field| ticket.text(field).to_lowercase().contains(word))
            }),
        }
    }
}

fn admits(filter: &[&str], value: &str) -> bool {
    filter.is_empty() || filter.contains(&value)
}

fn is_active(ticket: &Ticket) -> bool {
    ACTIVE.contains(&ticket.text("status"))
}

fn urgency(ticket: &Ticket) -> Option<usize> {
    let priority = ticket.text("priority");
    PRIORITIES.iter().position(|known| *known == priority)
}
