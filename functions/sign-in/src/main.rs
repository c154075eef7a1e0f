//! Boot: logs, configuration, clients, router.

use api::serve::serve;
use boot::{aws::Aws, environment::required, logs};
use lambda_runtime::Error;
use sign_in::{App, oidc::Oidc, router};
use store::{Store, secrets::Secrets};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    logs::start()?;
    let aws = Aws::from_environment()?;
    serve(router(App {
        store: Store::from_environment(&aws)?,
        secrets: Secrets::from_environment(&aws)?,
        owner_email: required("OWNER_EMAIL")?,
        oidc: Oidc::from_environment()?,
    }))
    .await
}
