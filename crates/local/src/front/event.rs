//! API Gateway's payload of version 2.0.

use std::collections::BTreeMap;
use std::net::IpAddr;

use axum::http::{HeaderMap, HeaderName, header, request::Parts};
use bytes::Bytes;
use data_encoding::BASE64;
use jiff::Timestamp;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

use super::Match;
use crate::template::ACCOUNT;

/// A request as it arrived.
pub struct Received<'a> {
    /// Its line and headers.
    pub parts: &'a Parts,
    /// Its body.
    pub body: &'a Bytes,
    /// Who sent it.
    pub peer: IpAddr,
    /// The stage of the API.
    pub stage: &'a str,
    /// The gateway's id for it.
    pub request_id: &'a str,
    /// When it came.
    pub time: Timestamp,
}

/// The event that the function receives.
pub fn payload(received: &Received<'_>, route: &Match) -> Value {
    let parts = received.parts;
    let mut event = Map::from_iter([
        ("version".to_owned(), json!("2.0")),
        ("routeKey".to_owned(), json!(route.route_key)),
        ("rawPath".to_owned(), json!(decoded_path(received))),
        (
            "rawQueryString".to_owned(),
            json!(parts.uri.query().unwrap_or_default()),
        ),
        ("headers".to_owned(), json!(headers(received))),
        ("requestContext".to_owned(), context(received, route)),
    ]);
    let cookies = cookies(&parts.headers);
    if !cookies.is_empty() {
        event.insert("cookies".to_owned(), json!(cookies));
    }
    let query = query(parts.uri.query().unwrap_or_default());
    if !query.is_empty() {
        event.insert("queryStringParameters".to_owned(), json!(query));
    }
    if !route.parameters.is_empty() {
        event.insert("pathParameters".to_owned(), json!(route.parameters));
    }
    let text = text_body(&parts.headers, received.body);
    event.insert(
        "isBase64Encoded".to_owned(),
        json!(text.is_none() && !received.body.is_empty()),
    );
    if !received.body.is_empty() {
        let body = text.map_or_else(|| BASE64.encode(received.body), str::to_owned);
        event.insert("body".to_owned(), json!(body));
    }
    Value::Object(event)
}

fn context(received: &Received<'_>, route: &Match) -> Value {
    let parts = received.parts;
    let domain = header_text(&parts.headers, &header::HOST);
    json!({
        "accountId": ACCOUNT,
        "apiId": "local",
        "domainName": domain,
        "domainPrefix": domain.split(['.', ':']).next(),
        "http": {
            "method": parts.method.as_str(),
            "path": decoded_path(received),
            "protocol": format!("{:?}", parts.version),
            "sourceIp": received.peer.to_string(),
            "userAgent": header_text(&parts.headers, &header::USER_AGENT),
        },
        "requestId": received.request_id,
        "routeKey": route.route_key,
        "stage": received.stage,
        "time": received.time.strftime("%d/%b/%Y:%H:%M:%S +0000").to_string(),
        "timeEpoch": received.time.as_millisecond(),
    })
}

fn decoded_path(received: &Received<'_>) -> String {
    percent_decode_str(received.parts.uri.path())
        .decode_utf8_lossy()
        .into_owned()
}

/// Lower-case names, values of one name joined by commas, cookies apart.
fn headers(received: &Received<'_>) -> BTreeMap<String, String> {
    let headers = &received.parts.headers;
    let mut joined = BTreeMap::new();
    for name in headers.keys().filter(|name| **name != header::COOKIE) {
        joined.insert(name.as_str().to_owned(), header_text(headers, name));
    }
    // The gateway appends the address that it saw, so a forged header never stands last.
    let peer = received.peer.to_string();
    let forwarded = match joined.get("x-forwarded-for") {
        Some(before) => format!("{before}, {peer}"),
        None => peer,
    };
    joined.insert("x-forwarded-for".to_owned(), forwarded);
    joined.insert("x-forwarded-proto".to_owned(), "http".to_owned());
    joined
}

fn header_text(headers: &HeaderMap, name: &HeaderName) -> String {
    let values: Vec<_> = headers
        .get_all(name)
        .iter()
        .map(|value| String::from_utf8_lossy(value.as_bytes()))
        .collect();
    values.join(",")
}

fn cookies(headers: &HeaderMap) -> Vec<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .flat_map(|value| {
            String::from_utf8_lossy(value.as_bytes())
                .split(';')
                .map(|cookie| cookie.trim().to_owned())
                .collect::<Vec<_>>()
        })
        .filter(|cookie| !cookie.is_empty())
        .collect()
}

fn query(raw: &str) -> BTreeMap<String, String> {
    let mut parameters: BTreeMap<String, String> = BTreeMap::new();
    for pair in raw.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = form_decode(value);
        parameters
            .entry(form_decode(name))
            .and_modify(|values| {
                values.push(',');
                values.push_str(&value);
            })
            .or_insert(value);
    }
    parameters
}

fn form_decode(text: &str) -> String {
    let spaced = text.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
}

/// The body as text, when its type says that it is text and its bytes are.
fn text_body<'a>(headers: &HeaderMap, body: &'a Bytes) -> Option<&'a str> {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())?;
    let kind = kind
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let text = kind.starts_with("text/")
        || kind.ends_with("+json")
        || kind.ends_with("+xml")
        || matches!(
            kind.as_str(),
            "application/json" | "application/xml" | "application/javascript"
        );
    text.then(|| std::str::from_utf8(body).ok()).flatten()
}
