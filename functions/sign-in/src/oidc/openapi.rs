//! What the route for a provider's tokens takes, for the API's description.

use serde_json::{Value, json};

pub(crate) const EXCHANGE_ID_TOKEN: &str = "\
Takes the `id_token` that the provider of `GET /sign-in/options` gave. It must be signed by one of \
the provider's published keys (RS256 or ES256), for this client, not have expired, and name an \
address with `email_verified: true`. A token with a `nonce` needs that nonce, and one without must \
come without. Whatever is wrong, and for people who are no agents here, the answer is one 401. \
Where no provider is set up it is 404, and 503 while the provider does not answer.";

pub(crate) fn token() -> Value {
    json!({
        "id_token": "eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.eyJpc3MiOiJodHRwczovL2xvZ2luLmV4YW1wbGUuY29tIn0.c2ln",
        "nonce": "n-0S6_WzA2Mj",
    })
}
