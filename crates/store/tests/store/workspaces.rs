use std::collections::HashSet;

use domain::{
    agent::{Role, SignedIn},
    audit::AuditedChange,
    detect::mentions,
    number::NumberFormat,
    text::PersonName,
    time::UtcTime,
    workspace::{
        Settings, WorkspaceId,
        edit::{ChangedSettings, SettingsEdit},
    },
};
use store::{
    Store,
    audit::{Act, ActError},
};
use testkit::{
    Table,
    samples::{OWNER, agent, email, set_up, settings, signed_in, time, workspace},
};

#[tokio::test]
async fn saved_settings_are_seen_at_once_by_whoever_saved_them() {
    let table = Table::start().await;
    set_up(&table.store).await;
    let (w1, other_copy) = (workspace("w1"), table.same());
    let before = other_copy.settings(&w1).await.unwrap().unwrap();
    assert_eq!(table.store.settings(&w1).await.unwrap().unwrap(), before);
    let changed = rename(&before, "Lamps");
    table.store.save_settings(&act(0), &changed).await.unwrap();
    assert_eq!(
        *table.store.settings(&w1).await.unwrap().unwrap(),
        changed.settings
    );
    let stored = table.store.workspace(&w1).await.unwrap().unwrap();
    assert_eq!((stored.settings, stored.log), (changed.settings, 1));
    // For another copy they are at most a minute old.
    assert_eq!(other_copy.settings(&w1).await.unwrap().unwrap(), before);
}

#[tokio::test]
async fn every_setting_is_read_back_as_it_was_saved() {
    let table = Table::start().await;
    set_up(&table.store).await;
    let edit = SettingsEdit {
        support_address: Some(Some("help@acme.example".parse().unwrap())),
        prefix: Some("LAMP".parse().unwrap()),
        number_format: Some(NumberFormat::Dated),
        time_zone: Some("Asia/Kathmandu".parse().unwrap()),
        ..SettingsEdit::default()
    };
    let changed = edit.apply(&settings()).unwrap().unwrap();
    table.store.save_settings(&act(0), &changed).await.unwrap();
    let stored = table.same().workspace(&workspace("w1")).await.unwrap();
    assert_eq!(stored.unwrap().settings, changed.settings);
    let log = table.store.audit(&workspace("w1"), None).await.unwrap();
    let changes = changed.changes;
    assert_eq!(
        log.entries[0].what,
        AuditedChange::SettingsChanged { changes }
    );
    assert_eq!((log.entries.len(), log.next_cursor), (1, None));
}

#[tokio::test]
async fn the_first_entry_of_a_log_tells_who_founded_the_workspace() {
    let table = Table::start().await;
    let (owner, now) = (email(OWNER), UtcTime::now());
    let id = table.store.found_workspace(&owner, now).await.unwrap();
    let founder = table.store.agent(&id, &owner).await.unwrap().unwrap();
    let by = SignedIn {
        workspace: id.clone(),
        id: founder.id,
        ..signed_in()
    };
    let founded = table.store.workspace(&id).await.unwrap().unwrap();
    let act = Act {
        by: &by,
        at: now,
        log: founded.log,
    };
    let changed = rename(&founded.settings, "Lamps");
    table.store.save_settings(&act, &changed).await.unwrap();
    let log = table.store.audit(&id, None).await.unwrap().entries;
    assert_eq!((log.len(), log[0].number, log[1].number), (2, 2, 1));
    assert_eq!(log[1].what, AuditedChange::WorkspaceCreated);
    assert_eq!((&log[1].by, log[1].at), (&owner, now));
}

#[tokio::test]
async fn settings_that_were_made_from_older_ones_are_not_saved() {
    let table = Table::start().await;
    set_up(&table.store).await;
    let first = rename(&settings(), "One");
    table.store.save_settings(&act(0), &first).await.unwrap();
    let stale = rename(&settings(), "Two");
    // By their version, and by the log.
    for log in [0, 1, 2] {
        let saved = table.store.save_settings(&act(log), &stale).await;
        assert!(matches!(saved, Err(ActError::Stale)), "{saved:?}");
    }
    let late = rename(&first.settings, "Three");
    let saved = table.store.save_settings(&act(0), &late).await;
    assert!(matches!(saved, Err(ActError::Stale)), "{saved:?}");
    let stored = table
        .store
        .workspace(&workspace("w1"))
        .await
        .unwrap()
        .unwrap();
    assert_eq!((stored.settings, stored.log), (first.settings, 1));
}

#[tokio::test]
async fn only_who_is_an_owner_now_saves_settings() {
    let table = Table::start().await;
    set_up(&table.store).await;
    let w1 = workspace("w1");
    let helper = agent("a1", "helper@acme.example", Role::Agent);
    table.store.add_agent(&w1, &helper).await.unwrap();
    let changed = rename(&settings(), "Mine");
    let said_to_be = |id: &str, address: &str| SignedIn {
        id: id.to_owned().try_into().unwrap(),
        email: address.parse().unwrap(),
        ..signed_in()
    };
    for by in [
        said_to_be("a1", "helper@acme.example"),
        said_to_be("o9", "nobody@acme.example"),
        // Removed, and somebody else by now.
        said_to_be("o9", OWNER),
    ] {
        let act = Act {
            by: &by,
            at: UtcTime::now(),
            log: 0,
        };
        let saved = table.store.save_settings(&act, &changed).await;
        assert!(matches!(saved, Err(ActError::NotAnOwner)), "{saved:?}");
    }
    assert_eq!(table.store.audit(&w1, None).await.unwrap().entries, []);
}

/// Prefix and format change at random while numbers are given, one after another and at once, also
/// by a copy of a function that still has the settings of the beginning.
#[tokio::test]
async fn whatever_is_changed_no_number_comes_twice_and_every_one_stays_known() {
    let table = Table::start().await;
    for seed in 0..12 {
        let mut random = fastrand::Rng::with_seed(seed);
        let id = workspace(&format!("w{seed}"));
        let (store, old_copy) = (&table.store, table.same());
        store.put_settings(&id, &settings()).await.unwrap();
        let owner = agent("o1", OWNER, Role::Owner);
        store.add_agent(&id, &owner).await.unwrap();
        old_copy.settings(&id).await.unwrap();
        let mut given = Vec::new();
        for _ in 0..40 {
            if random.u8(..3) == 0 {
                change(store, &id, &mut random).await;
            }
            let at = format!("2024-01-1{}T12:00:00Z", random.u8(5..8));
            let numbers = [store, &old_copy, store].map(|copy| next(copy, &id, time(&at)));
            given.extend(futures_util::future::join_all(numbers).await);
        }
        let distinct: HashSet<_> = given.iter().collect();
        assert_eq!(distinct.len(), given.len(), "seed {seed}");
        let last = store.workspace(&id).await.unwrap().unwrap().settings;
        let known: Vec<_> = last.prefixes().cloned().collect();
        for number in &given {
            let found = mentions(&format!("about {number}: thanks"), &known);
            let found: Vec<_> = found.iter().map(domain::detect::Mention::as_str).collect();
            assert_eq!(found, [number], "seed {seed}");
        }
    }
}

async fn change(store: &Store, id: &WorkspaceId, random: &mut fastrand::Rng) {
    let before = store.workspace(id).await.unwrap().unwrap();
    // Some begin with another, and they come again.
    let prefixes = ["TKT", "TK", "TKTA", "A1", "A12", "ZZZZZZZZZZ"];
    let edit = SettingsEdit {
        prefix: random
            .bool()
            .then(|| random.choice(prefixes).unwrap().parse().unwrap()),
        number_format: random
            .choice([
                None,
                Some(NumberFormat::Dated),
                Some(NumberFormat::Sequential),
            ])
            .unwrap(),
        ..SettingsEdit::default()
    };
    let by = SignedIn {
        workspace: id.clone(),
        ..signed_in()
    };
    if let Some(changed) = edit.apply(&before.settings).unwrap() {
        let act = Act {
            by: &by,
            at: UtcTime::now(),
            log: before.log,
        };
        store.save_settings(&act, &changed).await.unwrap();
    }
}

async fn next(store: &Store, id: &WorkspaceId, at: UtcTime) -> String {
    let settings = store.settings(id).await.unwrap().unwrap();
    store
        .next_number(id, &settings, at)
        .await
        .unwrap()
        .to_string()
}

fn rename(before: &Settings, name: &str) -> ChangedSettings {
    let edit = SettingsEdit {
        name: Some(PersonName::parse(name).unwrap()),
        ..SettingsEdit::default()
    };
    edit.apply(before).unwrap().unwrap()
}

/// The owner of `w1` acts after so many entries.
fn act(log: u64) -> Act<'static> {
    static OWNER_OF_W1: std::sync::OnceLock<SignedIn> = std::sync::OnceLock::new();
    Act {
        by: OWNER_OF_W1.get_or_init(signed_in),
        at: UtcTime::now(),
        log,
    }
}
