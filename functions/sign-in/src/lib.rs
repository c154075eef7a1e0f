//! Signs agents in: by a code that comes by e-mail, for as long as their session lasts.

mod app;
mod complete;
mod cookie;
mod create_token;
mod exchange_id_token;
mod list_options;
mod list_public_keys;
pub mod oidc;
#[cfg(feature = "openapi")]
pub mod openapi;
mod refresh_session;
mod reply;
mod request_code;
mod session;
mod sign_out;

use axum::{
    Router,
    routing::{get, post},
};

pub use app::App;

/// The function's routes, under the gateway's stage.
pub fn router(app: App) -> Router {
    let routes = Router::new()
        .route("/sign-in/code", post(request_code::request_sign_in_code))
        .route("/sign-in/token", post(create_token::create_token))
        .route("/sign-in/oidc", post(exchange_id_token::exchange_id_token))
        .route("/sign-in/refresh", post(refresh_session::refresh_session))
        .route("/sign-in/out", post(sign_out::sign_out))
        .route("/sign-in/options", get(list_options::list_sign_in_options))
        .route(
            "/.well-known/jwks.json",
            get(list_public_keys::list_public_keys),
        )
        .with_state(app);
    Router::new().nest("/api", routes)
}
