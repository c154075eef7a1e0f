use tests::{Mail, TestApp};

#[tokio::test]
async fn a_killed_stack_goes_on_where_it_was() {
    let mut app = TestApp::start().await;
    assert_eq!(
        app.raise("Vera", "vera@example.com", "One").await.status,
        201
    );
    app.mails(2).await;
    app.rest().await;
    // This one's mails are still on their way when the stack dies.
    assert_eq!(
        app.raise("Vera", "vera@example.com", "Two").await.status,
        201
    );
    app.kill_and_start_again().await;

    let third = app.raise("Vera", "vera@example.com", "Three").await;
    assert_eq!(third.body["ticket_id"], "TKT-00006");
    let numbers = ["TKT-00004", "TKT-00005", "TKT-00006"];
    let all_are_told = |mails: &[Mail]| {
        numbers
            .iter()
            .all(|number| copies(mails, number).iter().all(|n| *n > 0))
    };
    app.mails_when(all_are_told).await;
    assert_eq!(app.rest().await, 0);

    let mails = app.mailbox().await;
    assert_eq!(copies(&mails, "TKT-00004"), [1, 1]);
    assert_eq!(copies(&mails, "TKT-00006"), [1, 1]);
    // The kill may have come between SES's acceptance and the mark: the one window for a second
    // copy, and never for a third.
    assert!(
        copies(&mails, "TKT-00005")
            .iter()
            .all(|n| (1..=2).contains(n)),
        "{mails:#?}"
    );
}

#[tokio::test]
async fn a_second_start_adds_no_demo_data_and_announces_nothing_again() {
    let mut app = TestApp::start().await;
    app.raise("Vera", "vera@example.com", "One").await;
    let mails = app.mails(2).await;
    app.rest().await;
    app.kill_and_start_again().await;
    assert_eq!(app.rest().await, 0);
    assert_eq!(app.mailbox().await, mails);
    let next = app.raise("Vera", "vera@example.com", "Two").await;
    assert_eq!(next.body["ticket_id"], "TKT-00005");
}

/// How many mails about a ticket the owner and the visitor got.
fn copies(mails: &[Mail], number: &str) -> [usize; 2] {
    ["owner@example.com", "vera@example.com"].map(|recipient| {
        let theirs = mails.iter().filter(|mail| mail.to() == recipient);
        theirs
            .filter(|mail| mail.subject().ends_with(number))
            .count()
    })
}
