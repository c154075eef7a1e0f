use tests::TestApp;

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
    let mails = app.mails(6).await;
    assert_eq!(app.rest().await, 0);
    let mut told: Vec<_> = mails
        .iter()
        .filter(|mail| mail.to() == "owner@example.com")
        .map(|mail| mail.subject().to_owned())
        .collect();
    told.sort();
    assert_eq!(
        told,
        [
            "New Support Ticket #TKT-00004",
            "New Support Ticket #TKT-00005",
            "New Support Ticket #TKT-00006",
        ]
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
