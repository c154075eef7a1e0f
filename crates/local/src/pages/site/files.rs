//! Files of the folder, as answers.

use std::path::{Path, PathBuf};

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use md5::{Digest, Md5};
use percent_encoding::percent_decode_str;

use super::rules;

/// The content of a file, if the folder has it. Nothing beside the folder is reached.
pub(super) async fn read(folder: Option<&Path>, file: &str) -> Option<Vec<u8>> {
    tokio::fs::read(folder?.join(below(file)?)).await.ok()
}

/// The file's way from the folder; `None` for a way that leads out of it, or around.
fn below(file: &str) -> Option<PathBuf> {
    let file = percent_decode_str(file.strip_prefix('/')?);
    let file = file.decode_utf8().ok()?;
    let is_plain = |part: &str| !["", ".", ".."].contains(&part) && !part.contains(['\\', '\0']);
    file.split('/').all(is_plain).then(|| PathBuf::from(&*file))
}

/// The file, or word that whoever asks has it already. The tag is the one that S3 gives.
pub(super) fn answer(file: &str, content: Vec<u8>, known: Option<&HeaderValue>) -> Response {
    let tag = format!("\"{}\"", HEXLOWER.encode(&Md5::digest(&content)));
    let is_known = known
        .and_then(|known| known.to_str().ok())
        .is_some_and(|known| known.split(',').any(|one| is(one.trim(), &tag)));
    let headers = [
        (header::CACHE_CONTROL, rules::cache_control(file)),
        (header::ETAG, &tag),
    ];
    if is_known {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    let content_type = [(header::CONTENT_TYPE, rules::content_type(file))];
    (headers, content_type, content).into_response()
}

fn is(named: &str, tag: &str) -> bool {
    named == "*" || named.strip_prefix("W/").unwrap_or(named) == tag
}
