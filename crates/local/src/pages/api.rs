//! The API's description, as a file and as a page on which requests can be sent.

use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use utoipa_swagger_ui::Config;

use super::{data, files};

const DOCUMENT: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi.yaml"));

/// Swagger UI styles elements one by one, and has its pictures in its style sheet.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
     connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'";

/// Nothing is asked of a server elsewhere, as the validator would be. A token that was typed in
/// stays over a reload, in this browser.
static SETTINGS: LazyLock<Arc<Config<'static>>> = LazyLock::new(|| {
    let config = Config::from("/_local/openapi.yaml")
        .use_base_layout()
        .validator_url("none")
        .try_it_out_enabled(true)
        .persist_authorization(true)
        .display_operation_id(true);
    Arc::new(config)
});

pub(super) fn api_page() -> Router {
    Router::new()
        .route("/_local/openapi.yaml", get(document))
        .route(
            "/_local/api",
            get(|| async { Redirect::permanent("/_local/api/") }),
        )
        .route("/_local/api/", get(|| async { page("index.html") }))
        .route(
            "/_local/api/{file}",
            get(|Path(file): Path<String>| async move { page(&file) }),
        )
}

async fn document() -> impl IntoResponse {
    files::file("application/yaml", files::PAGE_POLICY, DOCUMENT)
}

fn page(file: &str) -> Response {
    match utoipa_swagger_ui::serve(file, Arc::clone(&SETTINGS)) {
        Ok(Some(found)) => {
            files::file(&found.content_type, POLICY, found.bytes.into_owned()).into_response()
        }
        Ok(None) => data::refuse(StatusCode::NOT_FOUND, "There is nothing here."),
        Err(error) => data::unavailable(error.as_ref()),
    }
}
