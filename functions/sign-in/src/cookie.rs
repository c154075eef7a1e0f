//! The cookie that keeps a browser signed in.

use axum::http::{HeaderMap, HeaderValue, header};
use store::derived::RefreshToken;

/// The cookie's name.
pub(crate) const NAME: &str = "tkt_refresh";
/// No script may read it, no other site may send it, no other route gets it.
const ATTRIBUTES: &str = "HttpOnly; Secure; SameSite=Strict; Path=/api/sign-in";

/// Keeps `token` for so many seconds.
pub(crate) fn keep(token: &RefreshToken, seconds: i64) -> HeaderValue {
    set(&token.reveal(), seconds)
}

/// Forgets whatever the browser keeps.
pub(crate) fn forget() -> HeaderValue {
    set("", 0)
}

/// The tokens that the browser sent, if any. A page of a neighbouring domain can add cookies of the
/// same name, so there may be several.
pub(crate) fn sent(headers: &HeaderMap) -> impl Iterator<Item = RefreshToken> {
    let values = headers.get_all(header::COOKIE).into_iter();
    let pairs = values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'));
    pairs.filter_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        (name == NAME).then(|| value.parse().ok())?
    })
}

fn set(value: &str, seconds: i64) -> HeaderValue {
    let text = format!("{NAME}={value}; {ATTRIBUTES}; Max-Age={}", seconds.max(0));
    let mut header = HeaderValue::try_from(text).unwrap_or_else(|_| HeaderValue::from_static(""));
    header.set_sensitive(true);
    header
}
