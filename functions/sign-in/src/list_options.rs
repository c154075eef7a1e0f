//! `GET /sign-in/options`: by what, besides a code, one can sign in here.

#[cfg(feature = "openapi")]
use api::openapi::refusals::Always;
use api::{problem::Problem, query};
use axum::{Json, extract::State, http::Uri};
use serde::Serialize;

use crate::{
    App,
    oidc::{ClientId, IssuerUrl, Oidc},
};

/// The answer.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub(crate) struct SignInOptions {
    /// The issuer whose identity tokens `POST /sign-in/oidc` takes.
    oidc: Option<OidcOption>,
}

/// What a browser needs to ask an issuer who its user is.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub(crate) struct OidcOption {
    /// The issuer's own name, which is where it is found.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    issuer: IssuerUrl,
    /// The name under which the issuer knows this stack.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    client_id: ClientId,
}

impl OidcOption {
    fn of(oidc: &Oidc) -> Self {
        let settings = oidc.settings().clone();
        Self {
            issuer: settings.issuer,
            client_id: settings.client_id,
        }
    }
}

/// Says by what one can sign in.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/sign-in/options", tag = "sign-in", security(()),
    summary = "Learn how to sign in",
    description = crate::openapi::LIST_SIGN_IN_OPTIONS,
    responses(crate::openapi::Options, Always),
))]
pub(crate) async fn list_sign_in_options(
    State(app): State<App>,
    uri: Uri,
) -> Result<Json<SignInOptions>, Problem> {
    query::refuse_parameters(&uri)?;
    let oidc = app.oidc.as_ref().map(OidcOption::of);
    Ok(Json(SignInOptions { oidc }))
}
