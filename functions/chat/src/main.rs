//! Boot: logs, configuration, clients, router.

use api::{access_token::Verifier, serve::serve};
use boot::{aws::Aws, environment::optional, logs};
use chat::{App, router};
use lambda_runtime::Error;
use store::Store;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    logs::start()?;
    let store = Store::from_environment(&Aws::from_environment()?)?;
    let verifier = Verifier::new(store.clone());
    let unlimited = optional("UNLIMITED_ADDRESS")?;
    serve(router(App {
        store,
        verifier,
        unlimited,
    }))
    .await
}
