//! Entity tags: `If-Match` of those who change, `If-None-Match` of those who only look again.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderName, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};

use data_encoding::HEXLOWER;
use ring::digest::{SHA256, digest};

use crate::problem::Problem;

/// What answers with an entity tag say of caching: keep it to yourself, and ask before you use it.
pub const CACHE_CONTROL: &str = "private, no-cache";

/// The versions that the caller's change may start from; any, where it named none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IfMatch(Option<Tags>);

/// The answers that the caller still has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IfNoneMatch(Option<Tags>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Tags {
    Any,
    Of(Vec<Tag>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Tag {
    weak: bool,
    opaque: String,
}

/// The headers of an answer that shows something at a version.
pub fn of_version(version: u64) -> [(HeaderName, String); 2] {
    headers(&version.to_string())
}

fn headers(tag: &str) -> [(HeaderName, String); 2] {
    [
        (header::ETAG, format!("\"{tag}\"")),
        (header::CACHE_CONTROL, CACHE_CONTROL.to_owned()),
    ]
}

/// The text between the quotes of the entity tag of a body that has no version.
pub fn of_body(body: &[u8]) -> String {
    let mut hash = HEXLOWER.encode(digest(&SHA256, body).as_ref());
    hash.truncate(32);
    hash
}

impl IfMatch {
    /// Whether what stands at `version` may be changed. `what` names it to people.
    ///
    /// # Errors
    /// 412 when the caller has seen another version.
    pub fn check(&self, what: &str, version: u64) -> Result<(), Problem> {
        let version = version.to_string();
        let allowed = match &self.0 {
            None | Some(Tags::Any) => true,
            // A weak tag promises less than a change needs.
            Some(Tags::Of(tags)) => tags.iter().any(|tag| !tag.weak && tag.opaque == version),
        };
        if allowed {
            return Ok(());
        }
        Err(Problem::stale(format!(
            "The {what} has changed meanwhile and is at version {version}. Nothing was saved: read it again, and repeat the change if it still makes sense."
        )))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let malformed = || {
            Problem::malformed(
                "If-Match must be * or a list of entity tags such as \"3\", with their quotes.",
            )
        };
        match value_of(&parts.headers, &header::IF_MATCH) {
            None => Ok(Self(None)),
            Some(value) => Tags::read(&value).map(Some).map(Self).ok_or_else(malformed),
        }
    }
}

impl IfNoneMatch {
    /// `answer` with its entity tag (the text between the quotes), or 304 without a body when the
    /// caller still has it.
    pub fn answer(&self, tag: &str, answer: impl IntoResponse) -> Response {
        let headers = headers(tag);
        if self.holds(tag) {
            (StatusCode::NOT_MODIFIED, headers).into_response()
        } else {
            (headers, answer).into_response()
        }
    }

    fn holds(&self, tag: &str) -> bool {
        match &self.0 {
            None => false,
            Some(Tags::Any) => true,
            Some(Tags::Of(tags)) => tags.iter().any(|held| held.opaque == tag),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for IfNoneMatch {
    type Rejection = Problem;

    /// A header that cannot be read costs a whole answer and nothing more.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let value = value_of(&parts.headers, &header::IF_NONE_MATCH);
        Ok(Self(value.and_then(|value| Tags::read(&value))))
    }
}

/// The header's text. Sent several times it is one list, as the gateway joins it.
fn value_of(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let values: Vec<_> = headers
        .get_all(name)
        .iter()
        .map(|value| String::from_utf8_lossy(value.as_bytes()))
        .collect();
    (!values.is_empty()).then(|| values.join(","))
}

impl Tags {
    /// Reads `*` or a list of tags (RFC 9110, 8.8.3 and 5.6.1: empty elements do not count).
    fn read(value: &str) -> Option<Self> {
        let blank = [' ', '\t'];
        if value.trim_matches(blank) == "*" {
            return Some(Self::Any);
        }
        let mut tags = Vec::new();
        let mut rest = value.trim_start_matches([' ', '\t', ',']);
        while !rest.is_empty() {
            let (tag, after) = Tag::read(rest)?;
            tags.push(tag);
            let after = after.trim_start_matches(blank);
            if !after.is_empty() && !after.starts_with(',') {
                return None;
            }
            rest = after.trim_start_matches([' ', '\t', ',']);
        }
        (!tags.is_empty()).then_some(Self::Of(tags))
    }
}

impl Tag {
    /// Reads the tag at the start of `text`. Returns what follows it, too.
    fn read(text: &str) -> Option<(Self, &str)> {
        let strong = text.strip_prefix("W/");
        let (opaque, rest) = strong.unwrap_or(text).strip_prefix('"')?.split_once('"')?;
        let visible = opaque.chars().all(|c| !c.is_control() && c != ' ');
        visible.then(|| {
            let tag = Self {
                weak: strong.is_some(),
                opaque: opaque.to_owned(),
            };
            (tag, rest)
        })
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::none(&[], true)]
    #[case::same(&["\"3\""], true)]
    #[case::outer_spaces(&["  \"3\"\t"], true)]
    #[case::any(&["*"], true)]
    #[case::one_of_a_list(&["\"1\", \"3\""], true)]
    #[case::one_of_two_headers(&["\"1\"", "\"3\""], true)]
    #[case::empty_elements(&[", \"1\",,\"3\","], true)]
    #[case::comma_in_a_tag(&["\"1,2\", \"3\""], true)]
    #[case::other(&["\"2\""], false)]
    #[case::padded(&["\"03\""], false)]
    #[case::weak(&["W/\"3\""], false)]
    #[case::empty_tag(&["\"\""], false)]
    #[tokio::test]
    async fn a_change_may_start_from_a_version(#[case] headers: &[&str], #[case] allowed: bool) {
        let found = if_match(headers).await.unwrap().check("ticket", 3);
        assert_eq!(
            found.map_err(|problem| problem.status.as_u16()),
            allowed.then_some(()).ok_or(412)
        );
    }

    #[rstest]
    #[case::empty("")]
    #[case::blank(" ")]
    #[case::commas(",,")]
    #[case::no_quotes("3")]
    #[case::open_quote("\"3")]
    #[case::no_comma("\"3\" \"4\"")]
    #[case::star_in_a_list("\"3\", *")]
    #[case::lower_case_weak("w/\"3\"")]
    #[case::space_inside("\"3 4\"")]
    #[tokio::test]
    async fn what_is_no_list_of_tags_is_refused(#[case] value: &str) {
        assert_eq!(if_match(&[value]).await.unwrap_err().status.as_u16(), 400);
        let whole = if_none_match(&[value]).await.answer("3", "body");
        assert_eq!(whole.status(), StatusCode::OK);
    }

    #[rstest]
    #[case::none(&[], 200)]
    #[case::same(&["\"a\""], 304)]
    #[case::weak(&["W/\"a\""], 304)]
    #[case::any(&["*"], 304)]
    #[case::one_of_a_list(&["\"b\", W/\"a\""], 304)]
    #[case::other(&["\"b\""], 200)]
    #[tokio::test]
    async fn an_answer_that_the_caller_has_is_not_sent_again(
        #[case] headers: &[&str],
        #[case] status: u16,
    ) {
        let response = if_none_match(headers).await.answer("a", "body");
        assert_eq!(response.status().as_u16(), status);
        assert_eq!(response.headers()[header::ETAG], "\"a\"");
        assert_eq!(response.headers()[header::CACHE_CONTROL], CACHE_CONTROL);
        let body = axum::body::to_bytes(response.into_body(), 100)
            .await
            .unwrap();
        assert_eq!(body.is_empty(), status == 304);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused_and_never_more(text in "\\PC*") {
            if let Some(Tags::Of(tags)) = Tags::read(&text) {
                prop_assert!(!tags.is_empty());
                prop_assert!(tags.iter().all(|tag| !tag.opaque.contains('"')));
            }
        }
    }

    async fn if_match(values: &[&str]) -> Result<IfMatch, Problem> {
        IfMatch::from_request_parts(&mut parts(&header::IF_MATCH, values), &()).await
    }

    async fn if_none_match(values: &[&str]) -> IfNoneMatch {
        IfNoneMatch::from_request_parts(&mut parts(&header::IF_NONE_MATCH, values), &())
            .await
            .unwrap()
    }

    fn parts(name: &HeaderName, values: &[&str]) -> Parts {
        let mut request = Request::builder();
        for value in values {
            request = request.header(name, *value);
        }
        request.body(()).unwrap().into_parts().0
    }
}
