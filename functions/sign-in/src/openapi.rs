//! What the function's routes take and answer, for the API's description.

use std::collections::BTreeMap;

use api::openapi::{
    answer::{Answer, link},
    headers,
};
use serde_json::{Value, json};
use utoipa::{
    IntoResponses, OpenApi,
    openapi::{RefOr, Response},
};

use crate::{
    create_token, exchange_id_token,
    list_options::{self, OidcOption, SignInOptions},
    list_public_keys::{self, PublicKeys},
    refresh_session,
    reply::AccessToken,
    request_code::{self, CodeRequested},
    sign_out,
};

/// The function's routes.
#[derive(OpenApi)]
#[openapi(
    paths(
        request_code::request_sign_in_code,
        create_token::create_token,
        exchange_id_token::exchange_id_token,
        refresh_session::refresh_session,
        sign_out::sign_out,
        list_options::list_sign_in_options,
        list_public_keys::list_public_keys,
    ),
    components(schemas(AccessToken, CodeRequested, OidcOption, PublicKeys, SignInOptions))
)]
pub struct Document;

pub(crate) const REQUEST_CODE: &str = "\
Whether the address is an agent's is not told: the same is done and answered for every other, but for \
the mail. An address can be sent 5 codes in an hour, and a network address can ask for 30; past a \
limit every request is refused with 429. Before there is any workspace, the stack's owner alone gets a \
code, and the sign-in by it founds the first one.";

pub(crate) const CREATE_TOKEN: &str = "\
A code counts for 10 minutes, once, for its own `request_id`, and for five tries, the right one among \
them. A code that is wrong, used, too old or out of tries gets the same answer, 401, and so does a \
`request_id` that is unknown. Spaces in the code are ignored. The cookie lasts 30 days from here on.";

pub(crate) const REFRESH_SESSION: &str = "\
Takes no body. Each refresh replaces the cookie. The one before gives the same new one again for 30 \
seconds, so tabs may refresh at once; whoever sends an older one ends the session, for then it is in \
two hands. An agent who was removed is refused at once, and one with another role gets a token that \
says so. A refusal takes the cookie away.";

pub(crate) const SIGN_OUT: &str = "\
Takes no body. Ends the session in all tabs and takes the cookie away. Access tokens that were given \
out count until they end by themselves, 15 minutes at most.";

pub(crate) const LIST_SIGN_IN_OPTIONS: &str = "\
A code by e-mail is always possible. `oidc` names the OpenID provider whose tokens are taken as well, \
null where none is set up.";

pub(crate) const LIST_PUBLIC_KEYS: &str = "\
Whoever takes access tokens can check them by these. A key that another has taken over from stays in the \
list for an hour, longer than any token that it signed. The list is empty until somebody has signed in.";

const REQUEST_ID: &str = "4f1c9be2a07d4f63b8e5d2910c7a6b38";

pub(crate) fn address() -> Value {
    json!({ "email": "agent@example.com" })
}

pub(crate) fn code() -> Value {
    json!({ "request_id": REQUEST_ID, "code": "042137" })
}

pub(crate) struct Requested;

impl IntoResponses for Requested {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        Answer::new(202, "A code is on its way, if the address is an agent's.")
            .body::<CodeRequested>(json!({ "request_id": REQUEST_ID, "expires_in": 600 }))
            .link("signIn", link("create_token", "Sign in by the code."))
            .into_responses()
    }
}

pub(crate) struct SignedIn;

impl IntoResponses for SignedIn {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let token = "eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJFZERTQSIsImtpZCI6Ii4uLiJ9.e30.c2lnbmF0dXJl";
        let body = json!({ "access_token": token, "token_type": "Bearer", "expires_in": 900 });
        Answer::new(200, "Signed in. The cookie keeps it so.")
            .body::<AccessToken>(body)
            .header(headers::SET_COOKIE)
            .into_responses()
    }
}

pub(crate) struct SignedOut;

impl IntoResponses for SignedOut {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        Answer::new(204, "Signed out. The cookie is gone.")
            .header(headers::SET_COOKIE)
            .into_responses()
    }
}

pub(crate) struct Options;

impl IntoResponses for Options {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let oidc = json!({ "issuer": "https://login.example.com", "client_id": "tkt" });
        Answer::new(200, "By what, besides a code, one can sign in.")
            .body::<SignInOptions>(json!({ "oidc": oidc }))
            .into_responses()
    }
}

pub(crate) struct Keys;

impl IntoResponses for Keys {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let key = json!({
            "kty": "OKP",
            "crv": "Ed25519",
            "alg": "EdDSA",
            "use": "sig",
            "kid": "9d3c1a5e7b2f4806a1c4e8d20b6f9753",
            "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
        });
        Answer::new(200, "The keys that count, as a JWK set (RFC 7517).")
            .body::<PublicKeys>(json!({ "keys": [key] }))
            .header(headers::KEPT_BY_ALL)
            .into_responses()
    }
}
