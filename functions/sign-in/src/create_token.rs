//! `POST /sign-in/token`: a code for an access token and a session.

#[cfg(feature = "openapi")]
use api::openapi::refusals::{Always, OfBodies, OfProofs};
use api::{fields::Fields, json_body::JsonBody, problem::Problem, query};
use axum::{extract::State, http::Uri, response::Response};
use domain::{
    sign_in::{Applicant, Code, SignInId},
    time::UtcTime,
};
use serde::Deserialize;
use store::{
    StoreError,
    derived::{code, same},
    secrets::KeyKind,
};

use crate::{
    App,
    complete::{Proof, complete},
};

/// The body, as it may be sent.
// The code is a secret, so this has no `Debug`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
struct CreateToken {
    /// What the request for the code was answered.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    request_id: Option<String>,
    /// The six digits of the e-mail; spaces between them do no harm.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    code: Option<String>,
}

/// Gives whoever has the right code an access token, and a cookie to stay signed in by.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/sign-in/token", tag = "sign-in", security(()),
    summary = "Sign in by a code",
    description = crate::openapi::CREATE_TOKEN,
    request_body(content = CreateToken, example = crate::openapi::code),
    responses(crate::openapi::SignedIn, Always, OfProofs, OfBodies),
))]
pub(crate) async fn create_token(
    State(app): State<App>,
    uri: Uri,
    body: JsonBody,
) -> Result<Response, Problem> {
    query::refuse_parameters(&uri)?;
    let (id, guess) = body.read::<CreateToken>()?.parse()?;
    // What has not the form of either is as wrong as what has.
    let (Ok(id), Ok(guess)) = (id.parse::<SignInId>(), guess.parse::<Code>()) else {
        return Err(refusal());
    };
    let now = UtcTime::now();
    let applicant = judge(&app, &id, &guess, now).await?.ok_or_else(refusal)?;
    let answer = complete(&app, &applicant, Proof::Code(&id), now).await?;
    answer.ok_or_else(refusal)
}

impl CreateToken {
    fn parse(self) -> Result<(String, String), Problem> {
        let mut fields = Fields::default();
        let as_it_is = |text: &str| Ok::<_, &str>(text.to_owned());
        let id = fields.required("request_id", self.request_id, as_it_is);
        let code = fields.required("code", self.code, as_it_is);
        id.zip(code).ok_or_else(|| fields.into())
    }
}

/// Who may sign in by this code, if it is the right one. A request that nobody may sign in by is
/// judged like any other before it is refused.
async fn judge(
    app: &App,
    id: &SignInId,
    guess: &Code,
    now: UtcTime,
) -> Result<Option<Applicant>, StoreError> {
    let Some(request) = app.store.try_code(id, now).await? else {
        return Ok(None);
    };
    let Some(key) = app.secrets.key(KeyKind::Code, &request.code_key).await? else {
        return Ok(None);
    };
    let is_right = same(code(&key, id).as_str(), guess.as_str());
    Ok(request.applicant.filter(|_| is_right))
}

/// One answer for every wrong code, whatever is wrong with it.
fn refusal() -> Problem {
    Problem::unauthorized(
        "This code is not right, was used already, or is too old. Check the newest e-mail, or ask for another code.",
    )
}
