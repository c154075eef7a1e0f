use tests::scenarios::ses_failing;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_ses_refuses_comes_again_and_what_it_rejects_blocks_nobody() {
    ses_failing::run(1).await;
}
