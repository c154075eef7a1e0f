use tests::scenarios::poison;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_can_never_be_worked_on_takes_nothing_along() {
    poison::run(1).await;
}
