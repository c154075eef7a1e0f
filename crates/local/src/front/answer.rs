//! A function's answer as HTTP, and the answers that the gateway makes itself.

use axum::Json;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use data_encoding::BASE64;
use serde_json::{Map, Value, json};

/// Headers that belong to the connection, which is the gateway's.
const NOT_PASSED: [HeaderName; 4] = [
    header::CONNECTION,
    header::CONTENT_LENGTH,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
];

/// Reads an answer in the payload format 2.0. The error says what is wrong with it.
pub(super) fn of(answer: &[u8]) -> Result<Response, &'static str> {
    let value: Value = serde_json::from_slice(answer).map_err(|_| "it is not JSON")?;
    match value.as_object() {
        Some(fields) if fields.contains_key("statusCode") => structured(fields),
        // Without a status the gateway takes the whole value for the body.
        _ => Ok(Json(value).into_response()),
    }
}

/// An answer of the gateway's own.
pub(super) fn message(status: StatusCode, text: &str) -> Response {
    (status, Json(json!({ "message": text }))).into_response()
}

/// The function failed, crashed, took too long, or its answer cannot be read.
pub(super) fn failed() -> Response {
    message(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error")
}

/// The integration's time passed.
pub(super) fn unavailable() -> Response {
    message(StatusCode::SERVICE_UNAVAILABLE, "Service Unavailable")
}

fn structured(fields: &Map<String, Value>) -> Result<Response, &'static str> {
    let status = match &fields["statusCode"] {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    };
    let status = status
        .and_then(|status| u16::try_from(status).ok())
        .and_then(|status| StatusCode::from_u16(status).ok())
        .ok_or("its statusCode is not a status")?;
    let body = body(fields)?;
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    add_headers(fields, response.headers_mut())?;
    let typed = response.headers().contains_key(header::CONTENT_TYPE);
    if !body.is_empty() && !typed {
        let plain = HeaderValue::from_static("text/plain; charset=utf-8");
        response.headers_mut().insert(header::CONTENT_TYPE, plain);
    }
    *response.body_mut() = Body::from(body);
    Ok(response)
}

fn body(fields: &Map<String, Value>) -> Result<Vec<u8>, &'static str> {
    let text = match fields.get("body") {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::String(text)) => text,
        Some(_) => return Err("its body is not a text"),
    };
    match fields.get("isBase64Encoded") {
        Some(Value::Bool(true)) => BASE64
            .decode(text.as_bytes())
            .map_err(|_| "its body is not base64"),
        _ => Ok(text.clone().into_bytes()),
    }
}

fn add_headers(fields: &Map<String, Value>, headers: &mut HeaderMap) -> Result<(), &'static str> {
    if let Some(given) = fields.get("headers").and_then(Value::as_object) {
        for (name, value) in given {
            let name: HeaderName = name.parse().map_err(|_| "a header's name is malformed")?;
            if !NOT_PASSED.contains(&name) {
                headers.insert(name, header_value(value)?);
            }
        }
    }
    let cookies = fields.get("cookies").and_then(Value::as_array);
    for cookie in cookies.into_iter().flatten() {
        headers.append(header::SET_COOKIE, header_value(cookie)?);
    }
    Ok(())
}

fn header_value(value: &Value) -> Result<HeaderValue, &'static str> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        _ => return Err("a header's value is not a text"),
    };
    HeaderValue::from_bytes(text.as_bytes()).map_err(|_| "a header's value is malformed")
}
