use tests::scenarios::ses_outage;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_outage_of_16_minutes_passes_by_and_one_redrive_ends_a_longer_one() {
    ses_outage::run(1).await;
}
