//! Boot: logs, configuration, clients, router.

use api::serve::serve;
use boot::{aws::Aws, logs};
use lambda_runtime::Error;
use store::Store;
use track::{App, router};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    logs::start()?;
    let store = Store::from_environment(&Aws::from_environment()?)?;
    serve(router(App { store })).await
}
