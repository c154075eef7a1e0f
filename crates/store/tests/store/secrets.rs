use domain::time::UtcTime;
use futures_util::future::join_all;
use jiff::SignedDuration;
use store::{
    secrets::{KeyKind, SecretKey, Secrets},
    signing_keys::PublicKey,
};
use testkit::{Table, samples::time};

#[tokio::test]
async fn a_key_is_read_back_as_it_was_put() {
    let table = Table::start().await;
    let secrets = &table.secrets;
    let key = key_made_at("2024-01-15T09:30:00Z");
    secrets.put(KeyKind::Code, &key).await.unwrap();
    let found = secrets.key(KeyKind::Code, &key.kid).await.unwrap();
    assert_eq!(found, Some(key.clone()));
    assert_eq!(secrets.keys(KeyKind::Code).await.unwrap(), [key]);
}

#[tokio::test]
async fn a_key_is_of_one_kind() {
    let table = Table::start().await;
    let secrets = &table.secrets;
    let key = key_made_at("2024-01-15T09:30:00Z");
    secrets.put(KeyKind::Code, &key).await.unwrap();
    for kind in KeyKind::ALL
        .into_iter()
        .filter(|kind| *kind != KeyKind::Code)
    {
        assert_eq!(secrets.key(kind, &key.kid).await.unwrap(), None, "{kind:?}");
        assert_eq!(secrets.newest(kind).await.unwrap(), None, "{kind:?}");
    }
}

#[tokio::test]
async fn the_newest_key_is_taken_and_the_others_are_still_known() {
    let table = Table::start().await;
    let secrets = &table.secrets;
    let [first, third, second] = [
        "2024-01-15T09:30:00Z",
        "2024-03-15T09:30:00Z",
        "2024-02-15T09:30:00Z",
    ]
    .map(key_made_at);
    for key in [&first, &third, &second] {
        secrets.put(KeyKind::Refresh, key).await.unwrap();
    }
    let newest = secrets.newest(KeyKind::Refresh).await.unwrap();
    assert_eq!(newest.as_ref(), Some(&third));
    let all = secrets.keys(KeyKind::Refresh).await.unwrap();
    assert_eq!(all, [third, second, first]);
}

#[tokio::test]
async fn the_first_key_is_made_and_then_kept() {
    let table = Table::start().await;
    let secrets = &table.secrets;
    let now = UtcTime::now();
    let made = secrets.newest_or_new(KeyKind::Code, now).await.unwrap();
    assert_eq!((made.bytes.len(), made.created_at), (32, now));
    let later = now.plus(SignedDuration::from_hours(1));
    let kept = secrets.newest_or_new(KeyKind::Code, later).await.unwrap();
    assert_eq!(kept, made);
    let other = secrets
        .newest_or_new(KeyKind::Invitation, now)
        .await
        .unwrap();
    assert_ne!((other.kid, other.bytes), (made.kid, made.bytes));
}

/// Two cold copies may each make one. Both stay, and all copies take the same from then on.
#[tokio::test]
async fn first_keys_that_are_made_at_once_all_count_and_one_of_them_is_the_newest() {
    let table = Table::start().await;
    let secrets = &table.secrets;
    let now = UtcTime::now();
    let made = join_all((0..4).map(|_| secrets.newest_or_new(KeyKind::Code, now))).await;
    for made in made {
        let made = made.unwrap();
        let found = secrets.key(KeyKind::Code, &made.kid).await.unwrap();
        assert_eq!(found, Some(made));
    }
    let newest = secrets.newest(KeyKind::Code).await.unwrap();
    for _ in 0..3 {
        assert_eq!(secrets.newest(KeyKind::Code).await.unwrap(), newest);
    }
}

#[tokio::test]
async fn a_key_that_was_removed_is_gone() {
    let table = Table::start().await;
    let secrets = &table.secrets;
    let key = key_made_at("2024-01-15T09:30:00Z");
    secrets.put(KeyKind::Refresh, &key).await.unwrap();
    secrets.remove(KeyKind::Refresh, &key.kid).await.unwrap();
    assert_eq!(secrets.newest(KeyKind::Refresh).await.unwrap(), None);
    assert_eq!(secrets.key(KeyKind::Refresh, &key.kid).await.unwrap(), None);
    secrets.remove(KeyKind::Refresh, &key.kid).await.unwrap();
}

#[tokio::test]
async fn a_signing_key_has_a_public_half_and_a_private_one_in_different_tables() {
    let table = Table::start().await;
    let now = UtcTime::now();
    let private = table
        .store
        .make_signing_key(&table.secrets, now)
        .await
        .unwrap();
    let newest = table.secrets.newest(KeyKind::Signing).await.unwrap();
    assert_eq!(newest.as_ref(), Some(&private));
    let public = table.store.public_keys().await.unwrap();
    assert_eq!(public.len(), 1);
    assert_eq!(public[0].kid, private.kid);
    assert_eq!(public[0].expires_at, None);
    let item = table.item("KEYS", &private.kid).await.unwrap();
    let mut names: Vec<_> = item.keys().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["kid", "pk", "sk", "x"]);
}

#[tokio::test]
async fn a_public_key_ends_to_the_second_and_ttl_may_remove_it_then() {
    let table = Table::start().await;
    let ends = time("2024-01-15T10:30:00Z");
    let key = PublicKey {
        kid: "k1".to_owned(),
        x: "x".repeat(43),
        expires_at: Some(ends),
    };
    table.store.put_public_key(&key).await.unwrap();
    let found = table.store.public_keys().await.unwrap().remove(0);
    assert_eq!(found, key);
    assert!(found.counts_at(time("2024-01-15T10:29:59.999Z")));
    assert!(!found.counts_at(ends));
    let item = table.item("KEYS", "k1").await.unwrap();
    let seconds = ends.epoch_seconds().to_string();
    assert_eq!(item["expires_at"].as_n().unwrap(), &seconds);
}

#[test]
fn a_key_does_not_show_itself() {
    let key = SecretKey {
        bytes: b"top secret".to_vec(),
        ..key_made_at("2024-01-15T09:30:00Z")
    };
    let shown = format!("{key:?} {:#?}", Some(&key));
    assert!(shown.contains(&key.kid));
    // As text, as a list of numbers, in hexadecimal.
    for bytes in ["secret", "116", "746f70"] {
        assert!(!shown.contains(bytes), "{shown}");
    }
}

#[tokio::test]
async fn a_key_without_its_bytes_is_an_error_and_no_empty_key() {
    let table = Table::start().await;
    let secrets = Secrets::new(table.client().clone(), table.name().to_owned());
    let now = aws_sdk_dynamodb::types::AttributeValue::S(UtcTime::now().to_string());
    table.set("SECRET#CODE", "k1", "created_at", now).await;
    secrets.key(KeyKind::Code, "k1").await.unwrap_err();
    secrets.newest(KeyKind::Code).await.unwrap_err();
}

fn key_made_at(moment: &str) -> SecretKey {
    SecretKey::random(time(moment)).unwrap()
}
