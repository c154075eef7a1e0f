//! Boot: logs, configuration, clients, queue messages.

use boot::{
    aws::{Aws, SES},
    environment::required,
    logs,
};
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use notify::{App, Batch, Keys, Mailer, Pacer, Sender, handle};
use queue::Queue;
use store::{Store, secrets::Secrets};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    logs::start()?;
    let aws = Aws::from_environment()?;
    let app = &App {
        store: Store::from_environment(&aws)?,
        keys: Keys::new(Secrets::from_environment(&aws)?),
        jobs: Queue::from_environment(&aws, "QUEUE_URL")?,
        mailer: Mailer::new(&aws.config(SES)?),
        sender: Sender {
            address: required("SENDER_ADDRESS")?,
            public_url: required("PUBLIC_URL")?,
        },
        pacer: Pacer::new(required("SEND_RATE")?, required("CONCURRENCY")?),
    };
    run(service_fn(move |event: LambdaEvent<Batch>| async move {
        Ok::<_, Error>(handle(app, event.payload, event.context.deadline()).await)
    }))
    .await
}
