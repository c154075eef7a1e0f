use tests::scenarios::publish_off;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_stream_forgot_is_announced_once() {
    publish_off::run(1).await;
}
