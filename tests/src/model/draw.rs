//! Steps by chance: few values, so that they meet often.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use super::{
    people::{Agent, CUSTOMERS, NOBODY, Workspace},
    step::{Basis, Filter, Form, Mention, Search, Step, Which, Whose},
};

const STATUSES: [&str; 5] = ["open", "in_progress", "pending", "resolved", "closed"];
const PRIORITIES: [&str; 4] = ["low", "medium", "high", "urgent"];
const CATEGORIES: [&str; 3] = ["billing", "technical", "general"];
const TITLES: [&str; 4] = [
    "Refund",
    "Refund for order 7",
    "  Refund ",
    "Lamp is broken",
];
const TEXTS: [&str; 3] = ["It broke.", "One\r\ntwo", "One\ntwo"];
const ASSIGNEES: [&str; 7] = [
    "owner@example.com",
    "Owner@Example.com",
    "agent@example.com",
    "AGENT@example.com",
    "owner@other.example",
    "Owner@Other.example",
    NOBODY,
];
const WORDS: [&str; 6] = [
    "refund",
    "KELLER lamp",
    "support ZOË",
    "example",
    "carla@example.com",
    "absent words",
];

/// The steps of a seed.
pub(super) fn steps(seed: u64, count: usize) -> Vec<Step> {
    let mut rng = Rng::with_seed(seed);
    (0..count).map(|_| step(&mut rng)).collect()
}

fn step(rng: &mut Rng) -> Step {
    let by = Agent::ALL[rng.usize(..Agent::ALL.len())];
    match rng.u32(..100) {
        0..4 => Step::Create {
            by,
            body: creation(rng),
            keyed: rng.bool(),
        },
        4..8 => Step::Raise {
            at: by.workspace(),
            body: issue(rng),
            keyed: rng.bool(),
        },
        8..12 => Step::Repeat {
            nth: rng.usize(..1_000),
            altered: rng.u8(..3) == 0,
        },
        12..52 => Step::Edit {
            by,
            ticket: which(rng, by),
            basis: basis(rng),
            fields: fields(rng),
        },
        52..62 => Step::Write {
            by,
            ticket: which(rng, by),
            basis: basis(rng),
            message: json!({
                "body": one(rng, &TEXTS),
                "visibility": one(rng, &["public", "internal"]),
            }),
            keyed: rng.u8(..3) == 0,
        },
        62..65 => Step::Delete {
            by,
            ticket: which(rng, by),
            basis: basis(rng),
        },
        65..69 => Step::Look {
            by,
            ticket: which(rng, by),
        },
        69..79 => track(rng, by),
        79..86 => Step::Detect {
            by,
            numbers: (0..rng.usize(1..14))
                .map(|_| (which(rng, by), mention(rng)))
                .collect(),
            email: Whose::Customer(rng.usize(..CUSTOMERS.len())),
        },
        _ => Step::List {
            by,
            filter: filter(rng, by),
        },
    }
}

fn creation(rng: &mut Rng) -> Value {
    let (name, email) = CUSTOMERS[rng.usize(..CUSTOMERS.len())];
    let mut body = json!({
        "title": one(rng, &TITLES),
        "description": one(rng, &TEXTS),
        "customer_name": name,
        "customer_email": email,
    });
    let optional = [
        ("priority", one(rng, &PRIORITIES)),
        ("category", category(rng)),
        ("customer_phone", "+49 30 1234"),
        ("assigned_to", one(rng, &ASSIGNEES)),
    ];
    for (field, value) in optional {
        if rng.bool() {
            body[field] = sometimes_null(rng, value);
        }
    }
    body
}

fn issue(rng: &mut Rng) -> Value {
    let (name, email) = CUSTOMERS[rng.usize(..CUSTOMERS.len())];
    let mut body = json!({
        "issue": one(rng, &TEXTS),
        "visitor_name": name,
        "visitor_email": email,
    });
    let optional = [
        ("visitor_phone", "+49 30 1234"),
        ("user_id", "u-1"),
        ("session_id", "s-1"),
    ];
    for (field, value) in optional {
        if rng.bool() {
            body[field] = sometimes_null(rng, value);
        }
    }
    body
}

fn fields(rng: &mut Rng) -> Value {
    let mut fields = Map::new();
    for _ in 0..rng.usize(..5) {
        let (field, value) = match rng.u32(..36) {
            0..2 => ("title", json!(one(rng, &TITLES))),
            2..4 => ("description", json!(one(rng, &TEXTS))),
            4..18 => ("status", json!(status(rng))),
            18..20 => ("priority", json!(one(rng, &PRIORITIES))),
            20..22 => ("category", json!(category(rng))),
            22..31 => {
                let assignee = one(rng, &ASSIGNEES);
                ("assigned_to", sometimes_null(rng, assignee))
            }
            31..35 => {
                let notes = one(rng, &TEXTS);
                ("resolution_notes", sometimes_null(rng, notes))
            }
            _ => (
                one(rng, &["title", "description", "status", "category"]),
                Value::Null,
            ),
        };
        fields.insert(field.to_owned(), value);
    }
    Value::Object(fields)
}

/// The end more often than the rest: most rules are about it.
fn status(rng: &mut Rng) -> &'static str {
    match rng.u8(..3) {
        0 => one(rng, &["resolved", "closed"]),
        _ => one(rng, &STATUSES),
    }
}

fn category(rng: &mut Rng) -> &'static str {
    match rng.u8(..20) {
        0 => "nonsense",
        _ => one(rng, &CATEGORIES),
    }
}

/// Mostly one of the newest that are there: what is done to one ticket adds up.
fn which(rng: &mut Rng, by: Agent) -> Which {
    let workspace = by.workspace();
    match rng.u8(..20) {
        0 => Which::Unknown(rng.u16(9_000..9_010)),
        1 => Which::Newest(Workspace::ALL[rng.usize(..2)], rng.usize(..30)),
        2..5 => Which::Newest(workspace, rng.usize(..30)),
        _ => Which::Living(workspace, rng.usize(..3)),
    }
}

fn basis(rng: &mut Rng) -> Basis {
    match rng.u8(..20) {
        0..11 => Basis::Newest,
        11..15 => Basis::Current,
        15 => Basis::Any,
        16 => Basis::OneOf,
        17 => Basis::Weak,
        18 => Basis::Earlier(rng.u64(1..4)),
        _ => Basis::Later,
    }
}

fn track(rng: &mut Rng, by: Agent) -> Step {
    let right = match by.workspace() {
        Workspace::Demo => rng.bool().then_some("demo"),
        Workspace::Other => Some("other"),
    };
    let workspace = match rng.u8(..12) {
        0 => Some("nowhere"),
        1 => Some("No workspace has this name"),
        2 => Some("other"),
        3 => None,
        _ => right,
    };
    let (email, tries) = match rng.u8(..10) {
        0..3 => (Whose::Right, 1),
        3..6 => (Whose::RightInCapitals, 1),
        6..8 => (Whose::Customer(rng.usize(..CUSTOMERS.len())), 1),
        8 => (Whose::Stranger(rng.u16(..2)), 1),
        _ => (Whose::Stranger(rng.u16(..2)), rng.u8(2..14)),
    };
    Step::Track {
        workspace,
        ticket: which(rng, by),
        form: form(rng),
        email,
        tries,
    }
}

fn form(rng: &mut Rng) -> Form {
    match rng.u8(..4) {
        0 => Form::LowerCase,
        1 => Form::DigitsAlone,
        2 => Form::WithSpaces,
        _ => Form::Whole,
    }
}

fn mention(rng: &mut Rng) -> Mention {
    match rng.u8(..8) {
        0 => Mention::LowerCase,
        1 => Mention::InBrackets,
        2 => Mention::AtTheEnd,
        3 => Mention::Glued,
        4 => Mention::Short,
        _ => Mention::Whole,
    }
}

fn filter(rng: &mut Rng, by: Agent) -> Filter {
    let assignees = [
        "me",
        "none",
        "OWNER@example.com",
        "agent@example.com",
        NOBODY,
    ];
    let search = match rng.u8(..8) {
        0..2 => Some(Search::Text(one(rng, &WORDS))),
        2 => Some(Search::Number(which(rng, by), form(rng))),
        _ => None,
    };
    Filter {
        statuses: several(rng, &STATUSES),
        priorities: several(rng, &PRIORITIES),
        categories: several(rng, &CATEGORIES),
        assignees: several(rng, &assignees),
        customers: several(rng, &CUSTOMERS.map(|(_, email)| email)),
        search,
        sort: maybe(rng, &["created", "updated", "priority"]),
        order: maybe(rng, &["asc", "desc"]),
        limit: match rng.u8(..4) {
            0 => Some(2),
            1 => Some(5),
            2 => Some(100),
            _ => None,
        },
    }
}

/// Mostly none.
fn several(rng: &mut Rng, values: &[&'static str]) -> Vec<&'static str> {
    let count = match rng.u8(..6) {
        0 => rng.usize(1..=values.len()),
        _ => 0,
    };
    rng.choose_multiple(values.iter().copied(), count)
}

fn maybe(rng: &mut Rng, values: &[&'static str]) -> Option<&'static str> {
    rng.bool().then(|| one(rng, values))
}

fn one(rng: &mut Rng, values: &[&'static str]) -> &'static str {
    values[rng.usize(..values.len())]
}

fn sometimes_null(rng: &mut Rng, value: &str) -> Value {
    match rng.u8(..5) {
        0 => Value::Null,
        _ => json!(value),
    }
}
