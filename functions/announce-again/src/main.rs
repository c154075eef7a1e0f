//! Boot: logs, configuration, clients, one walk an invocation.

use announce_again::{App, Request, walk};
use boot::{aws::Aws, logs};
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use queue::Queue;
use store::Store;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    logs::start()?;
    let aws = Aws::from_environment()?;
    let app = &App {
        store: Store::from_environment(&aws)?,
        jobs: Queue::from_environment(&aws, "QUEUE_URL")?,
    };
    run(service_fn(move |event: LambdaEvent<Request>| async move {
        walk(app, event.payload, event.context.deadline()).await
    }))
    .await
}
