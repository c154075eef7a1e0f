//! The built pages, as CloudFront hands them out of the bucket.

mod files;
mod rules;

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate as _, SizeAbove};

use super::files::start_page;
use crate::template::{self, EdgeHeaders, Header};

/// What is said in place of a page that is not there.
const NOT_BUILT: &str = "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
     <title>The pages are not built</title>\n<h1>The pages are not built</h1>\n\
     <p><code>cargo xtask dev</code> builds them and serves them here.</p>\n</html>\n";

/// What CloudFront compresses is at least so long, in bytes:
/// <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html>.
const COMPRESSED_FROM: u16 = 1_000;

/// Where the pages lie, and what is sent with them.
pub struct Site {
    folder: Option<PathBuf>,
    headers: Vec<Behaviour>,
}

/// What is sent with the files at some addresses.
struct Behaviour {
    pattern: String,
    headers: Vec<(HeaderName, HeaderValue)>,
}

/// The template has a header that is none.
#[derive(Debug, thiserror::Error)]
#[error("the header {0} of the template cannot be sent")]
pub struct BadHeader(String);

impl Site {
    /// The pages of this folder, if there is one, with the template's headers.
    pub fn new(folder: Option<PathBuf>, headers: &EdgeHeaders) -> Result<Self, BadHeader> {
        let behaviours = headers.by_pattern().map(|(pattern, headers)| {
            let pattern = pattern.to_owned();
            let headers = headers.iter().map(parse).collect::<Result<_, _>>()?;
            Ok(Behaviour { pattern, headers })
        });
        Ok(Self {
            folder,
            headers: behaviours.collect::<Result<_, _>>()?,
        })
    }

    /// Answers whatever no other route does.
    pub(super) fn behind(self, router: Router) -> Router {
        // Pages alone: what the API answers is compressed neither here nor there.
        let compressed = CompressionLayer::new()
            .compress_when(SizeAbove::new(COMPRESSED_FROM).and(NotForContentType::IMAGES));
        let files = get(answer).layer(compressed).with_state(Arc::new(self));
        router.fallback_service(files)
    }

    async fn file(&self, path: &str, known: Option<&HeaderValue>) -> Response {
        if path == "/" {
            return match files::read(self.folder.as_deref(), rules::SHOP).await {
                Some(content) => files::answer(rules::SHOP, content, known),
                None => start_page(),
            };
        }
        let file = rules::file_of(path);
        match files::read(self.folder.as_deref(), file).await {
            Some(content) => files::answer(file, content, known),
            None if rules::is_a_page(file) => {
                (StatusCode::SERVICE_UNAVAILABLE, Html(NOT_BUILT)).into_response()
            }
            None => (StatusCode::NOT_FOUND, "There is nothing here.\n").into_response(),
        }
    }

    /// The headers of the first behaviour that matches, as CloudFront chooses it.
    fn headers_of(&self, path: &str) -> impl Iterator<Item = (HeaderName, HeaderValue)> {
        let mut behaviours = self.headers.iter();
        let first = behaviours.find(|behaviour| template::matches(&behaviour.pattern, path));
        first
            .into_iter()
            .flat_map(|one| one.headers.iter().cloned())
    }
}

fn parse((name, value): &Header) -> Result<(HeaderName, HeaderValue), BadHeader> {
    let bad = || BadHeader(name.clone());
    let value = value.parse().map_err(|_| bad())?;
    Ok((name.parse().map_err(|_| bad())?, value))
}

async fn answer(State(site): State<Arc<Site>>, uri: Uri, headers: HeaderMap) -> Response {
    let known = headers.get(header::IF_NONE_MATCH);
    let mut response = site.file(uri.path(), known).await;
    response.headers_mut().extend(site.headers_of(uri.path()));
    response
}

#[cfg(test)]
mod tests;
