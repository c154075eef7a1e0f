use tests::scenarios::kill_points;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_function_that_is_killed_between_any_two_steps_loses_nothing() {
    println!("{}", kill_points::run(20_240_115).await);
}
