//! Random histories of a stack that keeps its promises pass, and one loss or double in them is
//! always found.

use proptest::{prelude::*, sample::Index};
use serde_json::{Value, json};

use crate::history::{
    Act, Request,
    tests::{
        items::indexed,
        model::{Model, by_agent, by_widget, number, pk, to},
    },
};

#[derive(Debug, Clone, Copy)]
enum End {
    Done,
    DoneTwice,
    DoneWithoutAnswer,
    Lost { takes_number: bool },
    Refused { takes_number: bool },
}

/// What an agent does to the newest ticket, and whether the agent names a version and hears of it.
#[derive(Debug, Clone, Copy)]
struct Deed {
    kind: Kind,
    names_version: bool,
    answered: bool,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Title,
    Status,
    Notes,
    Answer,
    Note,
    Delete,
}

#[derive(Debug, Clone, Copy)]
enum Damage {
    LoseItem,
    LoseUpdate,
    LoseMail,
    DoubleMail,
    DoubleTicket,
    LeaveJob,
}

proptest! {
    #[test]
    fn one_damage_is_always_found(
        calls in prop::collection::vec((any::<bool>(), any::<bool>(), end(), life()), 1..12),
        damage in damage(),
        at in any::<Index>(),
    ) {
        let mut model = run(&calls);
        prop_assert_eq!(model.violations(), [""; 0]);
        if apply(&mut model, damage, at) {
            prop_assert_ne!(model.violations(), [""; 0]);
        }
    }
}

fn end() -> impl Strategy<Value = End> {
    prop_oneof![
        Just(End::Done),
        Just(End::DoneTwice),
        Just(End::DoneWithoutAnswer),
        any::<bool>().prop_map(|takes_number| End::Lost { takes_number }),
        any::<bool>().prop_map(|takes_number| End::Refused { takes_number }),
    ]
}

fn life() -> impl Strategy<Value = Vec<Deed>> {
    let kinds = vec![
        Kind::Title,
        Kind::Status,
        Kind::Notes,
        Kind::Answer,
        Kind::Note,
        Kind::Delete,
    ];
    let deed = (prop::sample::select(kinds), any::<bool>(), any::<bool>());
    let deed = deed.prop_map(|(kind, names_version, answered)| Deed {
        kind,
        names_version,
        answered,
    });
    prop::collection::vec(deed, 0..5)
}

fn damage() -> impl Strategy<Value = Damage> {
    prop::sample::select(vec![
        Damage::LoseItem,
        Damage::LoseUpdate,
        Damage::LoseMail,
        Damage::DoubleMail,
        Damage::DoubleTicket,
        Damage::LeaveJob,
    ])
}

fn run(calls: &[(bool, bool, End, Vec<Deed>)]) -> Model {
    let mut model = Model::new();
    model.done(&by_widget("first@example.com"));
    for (index, (agent, keyed, end, life)) in calls.iter().enumerate() {
        let request = request(index, *agent, *keyed);
        match *end {
            End::Done => drop(model.done(&request)),
            End::DoneTwice => {
                let request = request.with_key(&format!("k{index}"));
                let answer = model.done(&request);
                model.repeated(&request, &answer);
            }
            End::DoneWithoutAnswer => model.done_without_answer(&request),
            End::Lost { takes_number } => model.lost(&request, takes_number),
            End::Refused { takes_number } => model.refused(&request, takes_number),
        }
        for (step, deed) in life.iter().enumerate() {
            live(&mut model, *deed, &format!("{index}-{step}"));
        }
    }
    model
}

/// Nothing is done to a ticket that is deleted.
fn live(model: &mut Model, deed: Deed, text: &str) {
    let count = model.newest();
    let head = model.item(count, "META");
    let Some(version) = head["version"].as_u64().filter(|_| !is_deleted(head)) else {
        return;
    };
    let act = match deed.kind {
        Kind::Title => Act::Edit(json!({"title": text})),
        Kind::Status => {
            let statuses = ["in_progress", "resolved", "closed", "open"];
            Act::Edit(json!({"status": statuses[text.len() % 4]}))
        }
        Kind::Notes => Act::Edit(json!({"resolution_notes": text})),
        Kind::Answer => Act::Answer(text.to_owned()),
        Kind::Note => Act::Note(text.to_owned()),
        Kind::Delete => Act::Delete,
    };
    let request = to(count, act).if_match(deed.names_version.then_some(version));
    if deed.answered {
        model.done(&request);
    } else {
        model.done_without_answer(&request);
    }
}

fn is_deleted(head: &Value) -> bool {
    head.get("deleted_at").is_some()
}

fn request(index: usize, agent: bool, keyed: bool) -> Request {
    let email = format!("c{index}@example.com");
    let request = if agent {
        by_agent(&email)
    } else {
        by_widget(&email)
    };
    if keyed {
        request.with_key(&format!("k{index}"))
    } else {
        request
    }
}

/// Returns false when there is nothing to damage.
fn apply(model: &mut Model, damage: Damage, at: Index) -> bool {
    let mails = mails_that_are_owed(model);
    match damage {
        Damage::LoseUpdate => return lose_update(model, at),
        Damage::LoseItem => {
            let deleted = deleted(model);
            // People and settings say what is owed; the old ticket's mark is the start's own; whose a
            // deleted ticket was, nobody may know any more.
            let is_checked = |((pk, sk), item): &(&(String, String), &Value)| {
                let answer = item["answer"].as_str().unwrap_or_default();
                pk != "W#demo"
                    && !(pk.ends_with("TKT-00001") && sk.starts_with("X#"))
                    && !deleted.iter().any(|number| answer.contains(number))
            };
            let checked = model.found.items.iter().filter(is_checked);
            let keys: Vec<_> = checked.map(|(key, _)| key.clone()).collect();
            model.found.items.remove(at.get(&keys));
        }
        Damage::LeaveJob => model.found.queues.jobs.delayed = 1,
        Damage::DoubleTicket => drop(model.save(&by_widget("first@example.com").with_key("x"))),
        Damage::LoseMail | Damage::DoubleMail if mails.is_empty() => return false,
        Damage::LoseMail => drop(model.found.mails.remove(*at.get(&mails))),
        Damage::DoubleMail => {
            let mut mail = model.found.mails[*at.get(&mails)].clone();
            mail["id"] = json!("copy");
            model.found.mails.push(mail);
        }
    }
    true
}

/// The numbers of deleted tickets.
fn deleted(model: &mut Model) -> Vec<String> {
    let tickets: Vec<_> = (1..=model.newest())
        .filter(|count| model.has(*count))
        .collect();
    let deleted = tickets.into_iter();
    let deleted = deleted.filter(|count| is_deleted(model.item(*count, "META")));
    deleted.map(number).collect()
}

/// The places of the new mails about tickets that are there: of a deleted one nobody knows what it
/// owed.
fn mails_that_are_owed(model: &mut Model) -> Vec<usize> {
    let deleted = deleted(model);
    let mails = model.found.mails.iter().enumerate().skip(1);
    let owed = mails.filter(|(_, mail)| {
        let subject = mail["subject"].as_str().unwrap();
        !deleted.iter().any(|number| subject.ends_with(number))
    });
    owed.map(|(place, _)| place).collect()
}

/// Puts a field back to what it was before its last change, as if a writer had not seen that.
fn lose_update(model: &mut Model, at: Index) -> bool {
    let items = model.found.items.iter();
    let changes: Vec<_> = items
        .filter(|(_, item)| item["kind"] == "changed")
        .map(|((pk, _), item)| (pk.clone(), item["changes"][0].clone()))
        .collect();
    if changes.is_empty() {
        return false;
    }
    let (partition, Value::Object(change)) = at.get(&changes) else {
        return false;
    };
    let count = (1..).find(|count| pk(*count) == *partition).unwrap();
    let field = change["field"].as_str().unwrap();
    let last = changes
        .iter()
        .rfind(|(other, change)| other == partition && change["field"] == field);
    let before = last.unwrap().1["from"].clone();
    if field == "resolution_notes" {
        model.item(count, "TEXT")[field] = before;
    } else {
        let head = model.item(count, "META");
        head[field] = before;
        indexed(head);
    }
    true
}
