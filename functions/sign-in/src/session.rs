//! The session that a request's cookie belongs to.

use api::problem::Problem;
use axum::{
    http::{HeaderMap, header::SET_COOKIE},
    response::{IntoResponse, Response},
};
use store::{
    derived::RefreshToken,
    secrets::{KeyKind, SecretKey},
};

use crate::{App, cookie};

/// A refresh token that is ours, and the newest key that the next one is derived from.
pub(crate) struct Shown {
    pub(crate) token: RefreshToken,
    pub(crate) keys: Vec<SecretKey>,
}

/// Finds the token among the cookies. Whether its session goes on is still to be seen.
///
/// # Errors
/// 401 when there is no cookie, or none that is ours.
pub(crate) async fn shown(app: &App, headers: &HeaderMap) -> Result<Shown, Refused> {
    let sent: Vec<_> = cookie::sent(headers).collect();
    if sent.is_empty() {
        return Err(Refused::NotSignedIn);
    }
    let keys = app.secrets.keys(KeyKind::Refresh).await?;
    let is_ours = |token: &RefreshToken| keys.iter().any(|key| token.is_of(key));
    match sent.into_iter().find(is_ours) {
        Some(token) => Ok(Shown { token, keys }),
        None => Err(Refused::NotSignedIn),
    }
}

/// Why a session's request is refused.
pub(crate) enum Refused {
    /// There is no session, or none any more. The browser is to forget its cookie.
    NotSignedIn,
    /// Anything else: the cookie stays.
    Problem(Problem),
}

impl<E: Into<Problem>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self::Problem(error.into())
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        match self {
            Self::NotSignedIn => {
                let problem = Problem::unauthorized("You are not signed in. Sign in to go on.");
                ([(SET_COOKIE, cookie::forget())], problem).into_response()
            }
            Self::Problem(problem) => problem.into_response(),
        }
    }
}
