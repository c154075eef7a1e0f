//! Boot: logs, configuration, clients, one rotation an invocation.

use boot::{aws::Aws, logs};
use domain::time::UtcTime;
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use rotate_keys::{App, Request, handle};
use store::{Store, secrets::Secrets};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    logs::start()?;
    let aws = Aws::from_environment()?;
    let app = &App {
        store: Store::from_environment(&aws)?,
        secrets: Secrets::from_environment(&aws)?,
    };
    run(service_fn(move |event: LambdaEvent<Request>| async move {
        Ok::<_, Error>(handle(app, event.payload, UtcTime::now()).await?)
    }))
    .await
}
