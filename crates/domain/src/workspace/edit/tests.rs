use proptest::prelude::*;
use rstest::rstest;
use serde_json::{Value, json};

use super::*;
use crate::{
    detect::mentions,
    number::TicketNumber,
    text::{Category, TicketPhrase},
};

#[test]
fn an_edit_of_everything_tells_each_change_and_counts_once() {
    let before = settings();
    let edit = SettingsEdit {
        name: Some(PersonName::parse("Lamps & more").unwrap()),
        support_address: Some(Some("help@lamps.example".parse().unwrap())),
        prefix: Some("LAMP".parse().unwrap()),
        number_format: Some(NumberFormat::Dated),
        categories: Some(Categories::parse(&["returns".to_owned()]).unwrap()),
        allowed_origins: Some(Origins::parse(&["https://lamps.example".to_owned()]).unwrap()),
        time_zone: Some("Europe/Berlin".parse().unwrap()),
        ticket_phrases: Some(TicketPhrases::parse(&["Hilfe".to_owned()]).unwrap()),
        limits: LimitsEdit {
            creations_per_address: Some(Limit(7)),
            ..LimitsEdit::default()
        },
    };
    let changed = edit.apply(&before).unwrap().unwrap();
    assert_eq!(changed.settings.version, 2);
    assert_eq!(changed.settings.limits.creations_per_address, 7);
    assert_eq!(changed.settings.limits.creations_per_workspace, 1_200);
    assert_eq!(changed.settings.earlier_prefixes, [Prefix::default()]);
    let told = serde_json::to_value(&changed.changes).unwrap();
    let limits = |first| {
        json!({
            "creations_per_address": first,
            "creations_per_workspace": 1_200,
            "confirmations_per_recipient": 5,
            "conversations_per_address": 30,
        })
    };
    let expected = [
        ("name", json!("Acme"), json!("Lamps & more")),
        ("support_address", Value::Null, json!("help@lamps.example")),
        ("prefix", json!("TKT"), json!("LAMP")),
        ("number_format", json!("sequential"), json!("dated")),
        (
            "categories",
            json!(["billing", "technical", "general"]),
            json!(["returns"]),
        ),
        (
            "allowed_origins",
            json!([]),
            json!(["https://lamps.example"]),
        ),
        ("time_zone", json!("UTC"), json!("Europe/Berlin")),
        (
            "ticket_phrases",
            json!([
                "support ticket",
                "raise a ticket",
                "open a ticket",
                "create a ticket",
                "new ticket"
            ]),
            json!(["Hilfe"]),
        ),
        ("limits", limits(60), limits(7)),
    ]
    .map(|(field, from, to)| json!({ "field": field, "from": from, "to": to }));
    assert_eq!(told, json!(expected));
    let read: Vec<SettingChange> = serde_json::from_value(told).unwrap();
    assert_eq!(read, changed.changes);
}

#[test]
fn an_edit_that_sets_what_is_there_changes_nothing() {
    let before = settings();
    let categories: Vec<_> = before.categories.iter().map(Category::to_string).collect();
    let phrases = before.ticket_phrases.iter();
    let phrases: Vec<_> = phrases.map(TicketPhrase::to_string).collect();
    let same = SettingsEdit {
        name: Some(before.name.clone()),
        support_address: Some(None),
        prefix: Some(before.prefix.clone()),
        number_format: Some(before.number_format),
        categories: Some(Categories::parse(&categories).unwrap()),
        allowed_origins: Some(Origins::parse(&[]).unwrap()),
        time_zone: Some(before.time_zone.clone()),
        ticket_phrases: Some(TicketPhrases::parse(&phrases).unwrap()),
        limits: LimitsEdit {
            conversations_per_address: Some(Limit(30)),
            ..LimitsEdit::default()
        },
    };
    assert_eq!(same.apply(&before), Ok(None));
    assert_eq!(SettingsEdit::default().apply(&before), Ok(None));
}

#[test]
fn a_prefix_that_comes_back_is_no_earlier_one_any_more() {
    let mut settings = settings();
    for (prefix, earlier) in [
        ("AA", &["TKT"][..]),
        ("BB", &["TKT", "AA"]),
        ("TKT", &["AA", "BB"]),
        ("AA", &["BB", "TKT"]),
    ] {
        settings = with_prefix(prefix)
            .apply(&settings)
            .unwrap()
            .unwrap()
            .settings;
        let known: Vec<_> = settings
            .earlier_prefixes
            .iter()
            .map(Prefix::to_string)
            .collect();
        assert_eq!(
            (settings.prefix.to_string().as_str(), known),
            (prefix, owned(earlier))
        );
    }
}

#[test]
fn a_workspace_keeps_twenty_earlier_prefixes_and_takes_no_other_then() {
    let mut settings = settings();
    for n in 0..MAX_EARLIER_PREFIXES {
        let edit = with_prefix(&format!("P{n}"));
        settings = edit.apply(&settings).unwrap().unwrap().settings;
    }
    assert_eq!(settings.earlier_prefixes.len(), MAX_EARLIER_PREFIXES);
    assert_eq!(with_prefix("NEW").apply(&settings), Err(TooManyPrefixes));
    let back = with_prefix("TKT").apply(&settings).unwrap().unwrap();
    assert_eq!(back.settings.earlier_prefixes.len(), MAX_EARLIER_PREFIXES);
}

#[rstest]
#[case(0, false)]
#[case(1, true)]
#[case(100_000, true)]
#[case(100_001, false)]
#[case(u64::from(u32::MAX) + 2, false)]
#[case(u64::MAX, false)]
fn a_bound_is_neither_nothing_nor_everything(#[case] number: u64, #[case] allowed: bool) {
    assert_eq!(Limit::try_from(number).is_ok(), allowed);
}

proptest! {
    /// The counters themselves are the table's; here, one for each sequence, as the table keeps them.
    #[test]
    fn whatever_the_owners_change_every_number_ever_given_is_known_and_none_comes_twice(
        steps in prop::collection::vec(step(), 1..40),
    ) {
        let mut settings = settings();
        let mut counters = std::collections::HashMap::<Option<i8>, u64>::new();
        let mut given = Vec::<TicketNumber>::new();
        for step in steps {
            match step {
                Step::Edit(edit) => {
                    if let Ok(Some(changed)) = edit.apply(&settings) {
                        settings = changed.settings;
                    }
                }
                Step::Give(day) => {
                    let dated = settings.number_format == NumberFormat::Dated;
                    let count = counters.entry(dated.then_some(day)).or_default();
                    *count += 1;
                    let prefix = settings.prefix.clone();
                    let date = jiff::civil::date(2024, 1, day);
                    given.push(if dated {
                        TicketNumber::dated(prefix, date, *count)
                    } else {
                        TicketNumber::sequential(prefix, *count)
                    });
                }
            }
        }
        let distinct: std::collections::HashSet<_> = given.iter().collect();
        prop_assert_eq!(distinct.len(), given.len());
        let known: Vec<_> = settings.prefixes().cloned().collect();
        for number in &given {
            let text = format!("My ticket is {}, thanks", number.to_string().to_lowercase());
            let found = mentions(&text, &known);
            prop_assert_eq!(found.len(), 1, "{}", text);
            prop_assert_eq!(found[0].number(), Some(number));
        }
    }
}

#[derive(Debug, Clone)]
enum Step {
    Edit(SettingsEdit),
    Give(i8),
}

fn step() -> impl Strategy<Value = Step> {
    // Some prefixes begin with another, some come again, and there are more than can be kept.
    let prefix = prop_oneof!["[AT]{2,3}", "[A-Z][A-Z0-9]{1,9}"];
    prop_oneof![
        prefix.prop_map(|prefix| Step::Edit(with_prefix(&prefix))),
        prop::sample::select(NumberFormat::ALL.to_vec()).prop_map(|format| {
            Step::Edit(SettingsEdit {
                number_format: Some(format),
                ..SettingsEdit::default()
            })
        }),
        (1i8..=3).prop_map(Step::Give),
        (1i8..=3).prop_map(Step::Give),
    ]
}

fn settings() -> Settings {
    Settings::new(PersonName::parse("Acme").unwrap())
}

fn with_prefix(prefix: &str) -> SettingsEdit {
    SettingsEdit {
        prefix: Some(prefix.parse().unwrap()),
        ..SettingsEdit::default()
    }
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(ToString::to_string).collect()
}
