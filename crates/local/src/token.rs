//! Access tokens of the running system, for a person at the keyboard and for tests.

use api::access_token::{self, MintError};
use domain::{
    agent::SignedIn,
    email::{EmailAddress, InvalidEmailAddress},
    time::UtcTime,
};
use serde::Deserialize;
use store::{Store, StoreError, secrets::Secrets};

use crate::{aws::Services, lambda::Endpoints};

/// Why there is no token.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// Nothing answers on the port.
    #[error("no stack answers on port {port}; start one with `cargo xtask dev --port {port}`")]
    NotRunning {
        /// The port that was asked.
        port: u16,
        /// What came instead of an answer.
        source: Box<ureq::Error>,
    },
    /// The text after `--as` is no address.
    #[error("--as takes an e-mail address")]
    Email(#[from] InvalidEmailAddress),
    /// Nobody has this address.
    #[error("the running stack has no agent {0}")]
    NoSuchAgent(EmailAddress),
    /// The database did not answer.
    #[error("the agent could not be looked up")]
    Store(#[from] StoreError),
    /// The token could not be made.
    #[error("the token could not be made")]
    Mint(#[from] MintError),
}

/// The part of `/_local/health` that leads to the database.
#[derive(Debug, Deserialize)]
struct Health {
    services: ServiceUrls,
    tables: Tables,
}

#[derive(Debug, Deserialize)]
struct ServiceUrls {
    dynamodb: String,
}

#[derive(Debug, Deserialize)]
struct Tables {
    main: String,
    secrets: String,
}

/// An access token for the agent `email` of the system on `port`, from that system's own keys.
///
/// # Errors
/// When no system runs there, or it has no such agent.
pub async fn mint(email: &str, port: u16) -> Result<String, TokenError> {
    let email: EmailAddress = email.parse()?;
    let health = health(port).map_err(|error| TokenError::NotRunning {
        port,
        source: Box::new(error),
    })?;
    let endpoints = Endpoints {
        dynamodb: health.services.dynamodb,
        sqs: String::new(),
        ses: String::new(),
    };
    let client = Services::new(endpoints).dynamodb();
    let store = Store::new(client.clone(), health.tables.main);
    let Some((workspace, agent)) = store.agent_by_email(&email).await? else {
        return Err(TokenError::NoSuchAgent(email));
    };
    let secrets = Secrets::new(client, health.tables.secrets);
    let agent = SignedIn {
        workspace,
        id: agent.id,
        email: agent.email,
        role: agent.role,
    };
    Ok(access_token::mint(&store, &secrets, &agent, UtcTime::now()).await?)
}

fn health(port: u16) -> Result<Health, ureq::Error> {
    ureq::get(format!("http://127.0.0.1:{port}/_local/health"))
        .call()?
        .body_mut()
        .read_json()
}
