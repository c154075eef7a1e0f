use std::collections::BTreeSet;

use futures_util::future::join_all;
use tests::TestApp;

const CLIENTS: usize = 16;
const TICKETS: usize = 400;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixteen_clients_get_four_hundred_numbers_in_sequence_and_every_owner_mail() {
    let app = TestApp::start().await;
    let app = &app;
    let clients = (0..CLIENTS).map(|client| async move {
        let mut numbers = Vec::new();
        for ticket in 0..TICKETS / CLIENTS {
            let email = format!("visitor-{client}-{ticket}@example.com");
            let answer = app.raise("Vera", &email, "Please help").await;
            assert_eq!(answer.status, 201, "{:?}", answer.body);
            numbers.push(answer.body["ticket_id"].as_str().unwrap().to_owned());
        }
        numbers
    });
    let numbers: BTreeSet<String> = join_all(clients).await.into_iter().flatten().collect();
    // Three tickets are there from the start.
    let expected: BTreeSet<String> = (4..4 + TICKETS)
        .map(|sequence| format!("TKT-{sequence:05}"))
        .collect();
    assert_eq!(numbers, expected);

    let mails = app.mails(2 * TICKETS).await;
    let owners: BTreeSet<_> = mails
        .iter()
        .filter(|mail| mail.to() == "owner@example.com")
        .map(|mail| mail.subject().replace("New Support Ticket #", ""))
        .collect();
    assert_eq!(owners, expected);
    assert_eq!(app.rest().await, 0);
    for function in app.get("/_local/functions").await.as_array().unwrap() {
        assert_eq!(function["errors"], 0, "{function}");
    }
}
