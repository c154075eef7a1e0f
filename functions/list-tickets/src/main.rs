//! Boot: logs, configuration, clients, router.

use api::{access_token::Verifier, serve::serve};
use boot::{aws::Aws, logs};
use lambda_runtime::Error;
use list_tickets::{App, router};
use store::Store;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    logs::start()?;
    let store = Store::from_environment(&Aws::from_environment()?)?;
    let verifier = Verifier::new(store.clone());
    serve(router(App { store, verifier })).await
}
