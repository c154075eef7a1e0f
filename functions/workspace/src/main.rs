//! Boot: logs, configuration, clients, router.

use api::{access_token::Verifier, serve::serve};
use boot::{aws::Aws, logs};
use lambda_runtime::Error;
use store::{Store, secrets::Secrets};
use workspace::{App, router};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    logs::start()?;
    let aws = Aws::from_environment()?;
    let store = Store::from_environment(&aws)?;
    let secrets = Secrets::from_environment(&aws)?;
    let verifier = Verifier::new(store.clone());
    serve(router(App {
        store,
        secrets,
        verifier,
    }))
    .await
}
