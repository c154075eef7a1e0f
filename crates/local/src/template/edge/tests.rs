use rstest::rstest;

use crate::template::{Local, Stack, TemplateError};

use super::*;

/// A template with these behaviours, and policies `One` and `Two`.
fn with_behaviours(behaviours: &str) -> Result<EdgeHeaders, TemplateError> {
    let policy = |name: &str| {
        format!(
            "  {name}: {{ Type: AWS::CloudFront::ResponseHeadersPolicy, Properties: {{ \
             ResponseHeadersPolicyConfig: {{ CustomHeadersConfig: \
             {{ Items: [{{ Header: X-Policy, Value: {name} }}] }} }} }} }}\n"
        )
    };
    let text = format!(
        "Resources:\n{}{}  D: {{ Type: AWS::CloudFront::Distribution, Properties: {{ \
         DistributionConfig: {{ {behaviours} }} }} }}\n",
        policy("One"),
        policy("Two"),
    );
    Stack::read(&text, &Local::default()).map(|stack| stack.edge_headers)
}

const DEFAULT: &str = "DefaultCacheBehavior: { ResponseHeadersPolicyId: !Ref One }";

#[test]
fn each_behaviour_has_the_headers_of_its_policy_in_the_distributions_order() {
    let read = with_behaviours(&format!(
        "{DEFAULT}, CacheBehaviors: [{{ PathPattern: /api/* }}, \
         {{ PathPattern: /widget.js, ResponseHeadersPolicyId: !Ref Two }}]"
    ));
    let policy = |name: &str| vec![("x-policy".to_owned(), name.to_owned())];
    let expected = [
        ("/api/*".to_owned(), Vec::new()),
        ("/widget.js".to_owned(), policy("Two")),
        ("*".to_owned(), policy("One")),
    ];
    assert_eq!(read.unwrap(), EdgeHeaders(expected.into()));
}

#[rstest]
#[case("/widget.js", "/widget.js", true)]
#[case("/widget.js", "/widget.js.map", false)]
#[case("/widget.js", "/Widget.js", false)]
#[case("/widget/*", "/widget/assets/panel-1.js", true)]
#[case("/widget/*", "/widget/", true)]
#[case("/widget/*", "/widget", false)]
#[case("/widget/*", "/dashboard/widget/a", false)]
#[case("*", "/", true)]
fn a_pattern_matches_as_cloudfront_matches_it(
    #[case] pattern: &str,
    #[case] address: &str,
    #[case] expected: bool,
) {
    assert_eq!(matches(pattern, address), expected);
}

#[rstest]
#[case::a_pattern_with_a_gap("CacheBehaviors: [{ PathPattern: /a/*/b }]", "a pattern is")]
#[case::a_pattern_with_one_letter_open("CacheBehaviors: [{ PathPattern: /a? }]", "a pattern is")]
#[case::a_pattern_without_its_slash("CacheBehaviors: [{ PathPattern: '*.js' }]", "a pattern is")]
#[case::a_policy_of_amazons(
    "CacheBehaviors: [{ PathPattern: /a, ResponseHeadersPolicyId: 60669652 }]",
    "a headers policy of another template"
)]
#[case::a_policy_that_is_not_there(
    "CacheBehaviors: [{ PathPattern: /a, ResponseHeadersPolicyId: !Ref Three }]",
    "Three"
)]
fn behaviours_that_are_not_understood_are_an_error(#[case] other: &str, #[case] expected: &str) {
    let error = with_behaviours(&format!("{DEFAULT}, {other}"));
    let error = error.unwrap_err().to_string();
    assert!(error.contains(expected), "{error}");
}
