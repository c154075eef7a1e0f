//! Signs agents in: by a code that comes by e-mail, for as long as their session lasts.

mod app;

use axum::Router;

pub use app::App;

/// The function's routes, under the gateway's stage.
pub fn router(app: App) -> Router {
    let routes = Router::new().with_state(app);
    Router::new().nest("/api", routes)
}
