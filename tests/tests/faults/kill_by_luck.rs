use tests::scenarios::kill_by_luck;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_outlives_deaths_by_luck() {
    let tally = kill_by_luck::run(1).await;
    assert!(tally.kills > 10, "{tally}");
}
