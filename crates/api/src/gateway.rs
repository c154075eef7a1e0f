//! API Gateway's HTTP API events (payload format 2.0) as HTTP requests, and answers back.
//!
//! `lambda_http` does the same, but gives up on a whole event when one header is not ASCII and
//! panics on a host or a query that is no URI: a visitor could cause a 500 at will. Here
//! whatever cannot be said in HTTP is left out of the request.

use std::collections::HashMap;

use axum::{
    body::{Body, Bytes, to_bytes},
    http::{
        HeaderName, HeaderValue, Method, Request, Uri,
        header::{COOKIE, SET_COOKIE},
    },
    response::Response,
};
use data_encoding::BASE64;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::{Deserialize, Serialize};

/// What a path may not hold literally (URL standard, path percent-encode set, and `%`, since
/// the gateway hands the path decoded).
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');
/// What a query may not hold literally. It comes as it was sent, so `%` stays.
const QUERY: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The event of one request.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    raw_path: String,
    #[serde(default)]
    raw_query_string: String,
    #[serde(default)]
    headers: HashMap<String, String>,
    #[serde(default)]
    cookies: Vec<String>,
    #[serde(default)]
    body: Option<String>,
    #[serde(default)]
    is_base64_encoded: bool,
    /// The route that matched, such as `POST /ticket`.
    pub route_key: String,
    request_context: RequestContext,
}

/// What the gateway itself knows of a request; handlers find it among the request's extensions.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestContext {
    /// The part that speaks of HTTP.
    pub http: HttpContext,
}

/// What the gateway knows of the HTTP request.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HttpContext {
    method: String,
    /// The address of the client's end of the connection; that of CloudFront's client, where
    /// CloudFront stands between.
    pub source_ip: String,
}

/// An answer in the form that the gateway takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    /// The HTTP status.
    pub status_code: u16,
    headers: HashMap<String, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cookies: Vec<String>,
    body: String,
    is_base64_encoded: bool,
}

impl Event {
    /// The request that the event tells of.
    pub fn into_request(self) -> Request<Body> {
        let body = self.body.unwrap_or_default();
        let body = if self.is_base64_encoded {
            Bytes::from(BASE64.decode(body.as_bytes()).unwrap_or_default())
        } else {
            Bytes::from(body)
        };
        let mut request = Request::new(Body::from(body));
        *request.method_mut() =
            Method::from_bytes(self.request_context.http.method.as_bytes()).unwrap_or_default();
        *request.uri_mut() = uri(&self.raw_path, &self.raw_query_string);
        for (name, value) in self.headers {
            if let (Ok(name), Ok(value)) = (
                HeaderName::try_from(name),
                HeaderValue::from_bytes(value.as_bytes()),
            ) {
                request.headers_mut().insert(name, value);
            }
        }
        if let (false, Ok(cookies)) = (
            self.cookies.is_empty(),
            HeaderValue::try_from(self.cookies.join("; ")),
        ) {
            request.headers_mut().insert(COOKIE, cookies);
        }
        request.extensions_mut().insert(self.request_context);
        request
    }
}

impl Answer {
    /// The answer that says what `response` says.
    ///
    /// # Errors
    /// When the body cannot be read, which a body in memory always can.
    pub async fn of(response: Response) -> Result<Self, axum::Error> {
        let (mut parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await?;
        let cookies = parts
            .headers
            .get_all(SET_COOKIE)
            .into_iter()
            .filter_map(text)
            .collect();
        parts.headers.remove(SET_COOKIE);
        let mut headers: HashMap<String, String> = HashMap::new();
        for (name, value) in &parts.headers {
            let Some(value) = text(value) else { continue };
            headers
                .entry(name.to_string())
                .and_modify(|earlier| *earlier = format!("{earlier}, {value}"))
                .or_insert(value);
        }
        let (body, is_base64_encoded) = match String::from_utf8(bytes.to_vec()) {
            Ok(body) => (body, false),
            Err(error) => (BASE64.encode(error.as_bytes()), true),
        };
        let status_code = parts.status.as_u16();
        Ok(Self {
            status_code,
            headers,
            cookies,
            body,
            is_base64_encoded,
        })
    }
}

fn uri(path: &str, query: &str) -> Uri {
    let path = utf8_percent_encode(path, PATH);
    let query = utf8_percent_encode(query, QUERY).to_string();
    let text = if query.is_empty() {
        path.to_string()
    } else {
        format!("{path}?{query}")
    };
    text.parse().unwrap_or_default()
}

fn text(value: &HeaderValue) -> Option<String> {
    value.to_str().ok().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use axum::response::IntoResponse;
    use proptest::prelude::*;

    use super::*;

    const EVENT: &str = include_str!("../tests/fixtures/http-api-v2.json");

    #[test]
    fn an_event_becomes_the_request_that_was_sent() {
        let request = serde_json::from_str::<Event>(EVENT).unwrap().into_request();
        assert_eq!(request.method(), Method::POST);
        assert_eq!(request.uri(), "/api/tickets/create?a=1&b=%20");
        assert_eq!(request.headers()["content-type"], "application/json");
        assert_eq!(request.headers()[COOKIE], "one=1; two=2");
        let context = request.extensions().get::<RequestContext>().unwrap();
        assert_eq!(context.http.source_ip, "203.0.113.7");
    }

    #[tokio::test]
    async fn an_answer_keeps_status_headers_and_cookies() {
        let response = (
            axum::http::StatusCode::CREATED,
            [
                ("location", "/api/ticket/TKT-00001"),
                ("set-cookie", "a=1; Path=/"),
            ],
            "{}",
        );
        let answer = Answer::of(response.into_response()).await.unwrap();
        assert_eq!(answer.status_code, 201);
        assert_eq!(answer.headers["location"], "/api/ticket/TKT-00001");
        assert_eq!(answer.cookies, ["a=1; Path=/"]);
        assert_eq!(
            (answer.body.as_str(), answer.is_base64_encoded),
            ("{}", false)
        );
    }

    #[test]
    fn a_header_outside_ascii_does_not_lose_the_request() {
        let mut event: serde_json::Value = serde_json::from_str(EVENT).unwrap();
        event["headers"]["x-name"] = "Ünal".into();
        event["headers"]["bad header"] = "x".into();
        event["headers"]["x-bad"] = "a\nb".into();
        let request = serde_json::from_value::<Event>(event)
            .unwrap()
            .into_request();
        assert_eq!(request.headers()["x-name"].as_bytes(), "Ünal".as_bytes());
        assert!(request.headers().get("x-bad").is_none());
    }

    proptest! {
        #[test]
        fn any_path_and_query_make_a_uri(path in "/\\PC*", query in "\\PC*") {
            let made = uri(&path, &query);
            prop_assert!(made.path().starts_with('/'));
        }
    }
}
