//! A workspace's settings, agents, invitations and widget tokens: everything under `/workspace`.

mod accept_invitation;
mod agent_body;
mod app;
mod create_widget_token;
mod current;
mod get_workspace;
mod invite_agent;
mod list_agents;
mod list_audit;
mod list_widget_tokens;
#[cfg(feature = "openapi")]
pub mod openapi;
mod remove_agent;
mod revoke_widget_token;
mod token_body;
mod update_workspace;
mod workspace_body;

use axum::{
    Router,
    routing::{delete, get, post},
};

pub use app::App;

/// The function's routes, under the gateway's stage.
pub fn router(app: App) -> Router {
    let workspace = get(get_workspace::get_workspace).put(update_workspace::update_workspace);
    let agents = get(list_agents::list_agents).post(invite_agent::invite_agent);
    let tokens =
        get(list_widget_tokens::list_widget_tokens).post(create_widget_token::create_widget_token);
    let routes = Router::new()
        .route("/workspace", workspace)
        .route("/workspace/audit", get(list_audit::list_audit))
        .route("/workspace/agents", agents)
        .route(
            "/workspace/agents/accept",
            post(accept_invitation::accept_invitation),
        )
        .route(
            "/workspace/agents/{email}",
            delete(remove_agent::remove_agent),
        )
        .route("/workspace/widget-tokens", tokens)
        .route(
            "/workspace/widget-tokens/{id}",
            delete(revoke_widget_token::revoke_widget_token),
        )
        .with_state(app);
    Router::new().nest("/api", routes)
}
