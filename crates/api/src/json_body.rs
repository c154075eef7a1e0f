//! JSON bodies: bounded, labelled as JSON, without unknown fields.

use axum::{
    body::{Body, HttpBody, to_bytes},
    extract::{FromRequest, OptionalFromRequest, Request},
    http::{HeaderMap, header},
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::problem::{FieldError, Problem};

/// The largest body that any route takes, in bytes.
const MAX_BYTES: usize = 64 * 1024;

/// A body that is JSON; its fields are still to be read.
#[derive(Debug, Clone, PartialEq)]
pub struct JsonBody(Value);

impl JsonBody {
    /// A text field at the top, before the rest is looked at.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.as_str()
    }

    /// The body in a form that does not depend on white space or on the order of its fields.
    pub fn canonical(&self) -> String {
        // serde_json keeps an object's fields sorted unless told otherwise.
        self.0.to_string()
    }

    /// Reads the body's fields.
    ///
    /// # Errors
    /// When a field is unknown or of another type.
    pub fn read<T: DeserializeOwned>(self) -> Result<T, Problem> {
        if !self.0.is_object() {
            let error = FieldError {
                pointer: String::new(),
                detail: "must be an object".to_owned(),
            };
            return Err(
                Problem::invalid_fields("The body must be a JSON object.").with_errors(vec![error])
            );
        }
        serde_path_to_error::deserialize(self.0).map_err(|error| {
            let pointer = pointer(error.path());
            let detail = error.into_inner().to_string();
            Problem::invalid_fields("The fields in `errors` need another value.")
                .with_errors(vec![FieldError { pointer, detail }])
        })
    }
}

impl<S: Send + Sync> FromRequest<S> for JsonBody {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        check_content_type(request.headers())?;
        let bytes = read_bytes(request.into_body()).await?;
        let text = str::from_utf8(&bytes)
            .map_err(|_| Problem::malformed("The body is not valid UTF-8."))?;
        serde_json::from_str(text)
            .map(Self)
            .map_err(|error| Problem::malformed(format!("The body is not valid JSON: {error}.")))
    }
}

/// A route whose body may be left out, or be null.
impl<S: Send + Sync> OptionalFromRequest<S> for JsonBody {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Option<Self>, Problem> {
        if request.body().is_end_stream() {
            return Ok(None);
        }
        let body = <Self as FromRequest<S>>::from_request(request, state).await?;
        Ok((body.0 != Value::Null).then_some(body))
    }
}

fn check_content_type(headers: &HeaderMap) -> Result<(), Problem> {
    let value = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let essence = value
        .and_then(|value| value.split(';').next())
        .unwrap_or_default();
    if essence.trim().eq_ignore_ascii_case("application/json") {
        Ok(())
    } else {
        Err(Problem::not_json(
            "The body's Content-Type must be application/json.",
        ))
    }
}

async fn read_bytes(body: Body) -> Result<axum::body::Bytes, Problem> {
    to_bytes(body, MAX_BYTES)
        .await
        .map_err(|_| Problem::too_large("The body must be at most 64 KiB."))
}

/// A path of serde's as a JSON pointer.
fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter()
        .map(|segment| match segment {
            Segment::Seq { index } => format!("/{index}"),
            Segment::Map { key } | Segment::Enum { variant: key } => {
                format!("/{}", key.replace('~', "~0").replace('/', "~1"))
            }
            Segment::Unknown => String::new(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use rstest::rstest;
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only whether it can be read is looked at")]
    struct Sample {
        title: Option<String>,
    }

    #[rstest]
    #[case::no_type(None, b"{}", 415)]
    #[case::form(Some("application/x-www-form-urlencoded"), b"a=b", 415)]
    #[case::text(Some("text/plain"), b"{}", 415)]
    #[case::prefix_only(Some("application/jsonx"), b"{}", 415)]
    #[case::empty(Some("application/json"), b"", 400)]
    #[case::cut_off(Some("application/json"), b"{\"title\": \"a", 400)]
    #[case::bad_utf8(Some("application/json"), b"{\"title\": \"\xff\"}", 400)]
    #[case::lone_surrogate(Some("application/json"), br#"{"title": "\ud800"}"#, 400)]
    #[case::trailing(Some("application/json"), b"{} {}", 400)]
    #[tokio::test]
    async fn what_is_no_json_is_refused(
        #[case] content_type: Option<&str>,
        #[case] body: &'static [u8],
        #[case] status: u16,
    ) {
        let problem = body_of(content_type, body).await.unwrap_err();
        assert_eq!(problem.status.as_u16(), status);
    }

    #[tokio::test]
    async fn a_body_may_be_left_out_where_the_route_says_so() {
        let read = async |content_type: &str, body: Body| {
            let request = Request::builder().header("content-type", content_type);
            let request = request.body(body).unwrap();
            <JsonBody as OptionalFromRequest<_>>::from_request(request, &()).await
        };
        assert_eq!(read("", Body::empty()).await, Ok(None));
        let json = "application/json";
        for (body, is_there) in [("", false), ("null", false), ("{}", true)] {
            assert_eq!(read(json, body.into()).await.unwrap().is_some(), is_there);
        }
        assert_eq!(read("", "{}".into()).await.unwrap_err().status, 415);
        assert_eq!(read(json, "{".into()).await.unwrap_err().status, 400);
    }

    #[tokio::test]
    async fn deep_nesting_is_refused_without_a_crash() {
        let deep = "[".repeat(30_000).into_bytes();
        let problem = body_of(Some("application/json"), deep.leak())
            .await
            .unwrap_err();
        assert_eq!(problem.status, StatusCode::BAD_REQUEST);
    }

    #[tokio::test]
    async fn one_byte_too_many_is_too_large() {
        let text = |length: usize| {
            format!("\"{}\"", "a".repeat(length - 2))
                .into_bytes()
                .leak()
        };
        assert!(
            body_of(Some("application/json"), text(65_536))
                .await
                .is_ok()
        );
        let problem = body_of(Some("application/json"), text(65_537))
            .await
            .unwrap_err();
        assert_eq!(problem.status, StatusCode::PAYLOAD_TOO_LARGE);
    }

    #[rstest]
    #[case::wrong_type(br#"{"title": 5}"#, "/title")]
    #[case::unknown(br#"{"title": "a", "colour": "red"}"#, "/colour")]
    #[case::array(b"[]", "")]
    #[case::null(b"null", "")]
    #[tokio::test]
    async fn a_wrong_field_is_named(#[case] body: &'static [u8], #[case] pointer: &str) {
        let body = body_of(Some("application/json; charset=utf-8"), body)
            .await
            .unwrap();
        let problem = body.read::<Sample>().unwrap_err();
        assert_eq!(problem.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(problem.errors[0].pointer, pointer);
    }

    #[tokio::test]
    async fn the_canonical_form_does_not_depend_on_spelling() {
        let a = body_of(Some("application/json"), br#"{"a": 1, "b": "\u0041"}"#)
            .await
            .unwrap();
        let b = body_of(Some("application/json"), br#"{"b":"A","a":1}"#)
            .await
            .unwrap();
        assert_eq!(a.canonical(), b.canonical());
    }

    async fn body_of(content_type: Option<&str>, body: &'static [u8]) -> Result<JsonBody, Problem> {
        let mut request = Request::builder();
        if let Some(content_type) = content_type {
            request = request.header(header::CONTENT_TYPE, content_type);
        }
        let request = request.body(Body::from(body)).unwrap();
        <JsonBody as FromRequest<_>>::from_request(request, &()).await
    }
}
