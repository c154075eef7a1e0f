use tests::scenarios::faulty_database;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_fails_one_call_in_ten_costs_no_ticket_and_no_mail() {
    println!("{}", faulty_database::run(20_240_115).await);
}
