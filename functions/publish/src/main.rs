//! Boot: logs, configuration, clients, stream records.

use boot::{aws::Aws, logs};
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use publish::{App, Batch, handle};
use queue::Queue;
use store::Store;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    logs::start()?;
    let aws = Aws::from_environment()?;
    let app = &App {
        store: Store::from_environment(&aws)?,
        jobs: Queue::from_environment(&aws, "QUEUE_URL")?,
        set_aside: Queue::from_environment(&aws, "DEAD_LETTER_QUEUE_URL")?,
    };
    run(service_fn(move |event: LambdaEvent<Batch>| async move {
        let deadline = event.context.deadline();
        Ok::<_, Error>(handle(app, event.payload, deadline).await)
    }))
    .await
}
