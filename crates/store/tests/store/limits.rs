use aws_sdk_dynamodb::types::AttributeValue;
use domain::{address::ClientAddress, time::UtcTime};
use futures_util::future::join_all;
use rstest::rstest;
use store::limits::{Count, Scope};
use testkit::{
    Table,
    samples::{VISITOR, email, time, workspace},
};

#[tokio::test]
async fn a_window_counts_up_and_the_next_one_starts_again() {
    let table = Table::start().await;
    let address = address("203.0.113.7");
    let moments = [
        ("2024-01-15T09:30:00.000Z", 1, 60),
        ("2024-01-15T09:30:59.999Z", 2, 1),
        ("2024-01-15T09:31:00.000Z", 1, 60),
        ("2024-01-15T09:31:01.000Z", 2, 59),
    ];
    for (at, total, seconds_left) in moments {
        let count = count_address(&table, &address, time(at)).await;
        assert_eq!(
            count,
            Count {
                total,
                seconds_left
            },
            "at {at}"
        );
    }
}

#[rstest]
#[case::one_subscriber("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", 2)]
#[case::two_subscribers("2001:db8:1:2::1", "2001:db8:1:3::1", 1)]
#[case::two_v4_addresses("203.0.113.7", "203.0.113.8", 1)]
#[case::v4_in_v6_clothes("203.0.113.7", "::ffff:203.0.113.7", 2)]
#[tokio::test]
async fn addresses_of_one_network_share_a_count(
    #[case] first: &str,
    #[case] second: &str,
    #[case] total: u32,
) {
    let table = Table::start().await;
    count_address(&table, &address(first), now()).await;
    let second = count_address(&table, &address(second), now()).await;
    assert_eq!(second.total, total);
}

#[tokio::test]
async fn scopes_and_workspaces_count_apart() {
    let table = Table::start().await;
    let (w1, w2) = (workspace("w1"), workspace("w2"));
    let (address, recipient) = (address("203.0.113.7"), email(VISITOR));
    let scopes = [
        Scope::CreationsByAddress(&w1, &address),
        Scope::CreationsByAddress(&w2, &address),
        Scope::CreationsInWorkspace(&w1),
        Scope::CreationsInWorkspace(&w2),
        Scope::ConfirmationsTo(&w1, &recipient),
        Scope::ConfirmationsTo(&w2, &recipient),
        Scope::CodesForEmail(&recipient),
        Scope::CodesFromAddress(&address),
    ];
    for scope in scopes {
        let count = table.store.count(scope, now()).await.unwrap();
        assert_eq!(count.total, 1, "{scope:?}");
    }
}

#[tokio::test]
async fn confirmations_are_counted_by_the_utc_day_whatever_the_case_of_the_address() {
    let table = Table::start().await;
    let moments = [
        ("maria@customer.example", "2024-01-15T00:00:00Z", 1, 86_400),
        ("MARIA@Customer.Example", "2024-01-15T23:59:59Z", 2, 1),
        ("maria@customer.example", "2024-01-16T00:00:00Z", 1, 86_400),
    ];
    for (recipient, at, total, seconds_left) in moments {
        let recipient = email(recipient);
        let scope = Scope::ConfirmationsTo(&workspace("w1"), &recipient);
        let count = table.store.count(scope, time(at)).await.unwrap();
        assert_eq!(
            count,
            Count {
                total,
                seconds_left
            },
            "at {at}"
        );
    }
}

#[tokio::test]
async fn codes_are_counted_by_the_hour_whatever_the_spelling_of_the_address() {
    let table = Table::start().await;
    let moments = [
        ("maria@customer.example", "2024-01-15T09:00:00Z", 1, 3_600),
        ("MARIA@Customer.Example", "2024-01-15T09:59:59Z", 2, 1),
        ("maria@customer.example", "2024-01-15T10:00:00Z", 1, 3_600),
    ];
    for (recipient, at, total, seconds_left) in moments {
        let recipient = email(recipient);
        let count = table
            .store
            .count(Scope::CodesForEmail(&recipient), time(at));
        let expected = Count {
            total,
            seconds_left,
        };
        assert_eq!(count.await.unwrap(), expected, "at {at}");
    }
}

#[tokio::test]
async fn a_count_expires_with_its_window_and_names_nobody() {
    let table = Table::start().await;
    count_address(&table, &address("203.0.113.7"), now()).await;
    let recipient = email(VISITOR);
    let scope = Scope::ConfirmationsTo(&workspace("w1"), &recipient);
    table.store.count(scope, now()).await.unwrap();
    let ends = [time("2024-01-16T00:00:00Z"), time("2024-01-15T09:31:00Z")];
    let keys = table.keys().await;
    assert_eq!(keys.len(), 2);
    for ((pk, sk), ends) in keys.iter().zip(ends) {
        let item = table.item(pk, sk).await.unwrap();
        let expected = AttributeValue::N(ends.epoch_seconds().to_string());
        assert_eq!(item["expires_at"], expected, "{pk}");
        assert!(
            !pk.contains("203.0.113") && !pk.contains("customer"),
            "{pk}"
        );
    }
}

#[tokio::test]
async fn counts_at_once_are_not_lost() {
    let table = Table::start().await;
    let address = address("203.0.113.7");
    let counts = join_all((0..30).map(|_| count_address(&table, &address, now()))).await;
    let mut totals: Vec<_> = counts.into_iter().map(|count| count.total).collect();
    totals.sort_unstable();
    assert_eq!(totals, (1..=30).collect::<Vec<_>>());
}

async fn count_address(table: &Table, address: &ClientAddress, at: UtcTime) -> Count {
    let w1 = workspace("w1");
    table
        .store
        .count(Scope::CreationsByAddress(&w1, address), at)
        .await
        .unwrap()
}

fn address(text: &str) -> ClientAddress {
    text.parse().unwrap()
}

fn now() -> UtcTime {
    time("2024-01-15T09:30:00Z")
}
