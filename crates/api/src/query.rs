//! Query strings.

use axum::http::Uri;

use crate::problem::Problem;

/// Refuses every query parameter, for a route that knows none.
///
/// # Errors
/// 400 when the request has a query string.
pub fn refuse_parameters(uri: &Uri) -> Result<(), Problem> {
    match uri.query() {
        None | Some("") => Ok(()),
        Some(_) => Err(Problem::malformed("This route takes no query parameter.")),
    }
}
