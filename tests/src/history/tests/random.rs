//! Random histories of a stack that keeps its promises pass, and one loss or double in them is
//! always found.

use proptest::{prelude::*, sample::Index};
use serde_json::json;

use crate::history::{
    Request,
    tests::model::{Model, by_agent, by_widget},
};

#[derive(Debug, Clone, Copy)]
enum End {
    Done,
    DoneTwice,
    DoneWithoutAnswer,
    Lost { takes_number: bool },
    Refused { takes_number: bool },
}

#[derive(Debug, Clone, Copy)]
enum Damage {
    LoseItem,
    LoseMail,
    DoubleMail,
    DoubleTicket,
    LeaveJob,
}

proptest! {
    #[test]
    fn one_damage_is_always_found(
        calls in prop::collection::vec((any::<bool>(), any::<bool>(), end()), 1..12),
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

fn damage() -> impl Strategy<Value = Damage> {
    prop::sample::select(vec![
        Damage::LoseItem,
        Damage::LoseMail,
        Damage::DoubleMail,
        Damage::DoubleTicket,
        Damage::LeaveJob,
    ])
}

fn run(calls: &[(bool, bool, End)]) -> Model {
    let mut model = Model::new();
    model.done(&by_widget("first@example.com"));
    for (index, &(agent, keyed, end)) in calls.iter().enumerate() {
        let request = request(index, agent, keyed);
        match end {
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
    }
    model
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
    let new_mails = model.found.mails.len() - 1;
    match damage {
        Damage::LoseItem => {
            // People and settings say what is owed; the old ticket's mark is the start's own.
            let is_checked = |(pk, sk): &&(String, String)| {
                pk != "W#demo" && !(pk.ends_with("TKT-00001") && sk.starts_with("X#"))
            };
            let keys: Vec<_> = model
                .found
                .items
                .keys()
                .filter(is_checked)
                .cloned()
                .collect();
            model.found.items.remove(at.get(&keys));
        }
        Damage::LeaveJob => model.found.queues.jobs.delayed = 1,
        Damage::DoubleTicket => drop(model.save(&by_widget("first@example.com").with_key("x"))),
        Damage::LoseMail | Damage::DoubleMail if new_mails == 0 => return false,
        Damage::LoseMail => drop(model.found.mails.remove(1 + at.index(new_mails))),
        Damage::DoubleMail => {
            let mut mail = model.found.mails[1 + at.index(new_mails)].clone();
            mail["id"] = json!("copy");
            model.found.mails.push(mail);
        }
    }
    true
}
