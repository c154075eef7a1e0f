use std::collections::BTreeMap;
use std::time::Duration;

use rstest::rstest;

use super::{Header, Local, Route, Stack, StartingPosition, TemplateError};

fn local() -> Local {
    let parameters = [
        ("PublicUrl", "http://127.0.0.1:4000"),
        ("OwnerEmail", "owner@example.com"),
        ("SenderAddress", "tkt <support@tkt.example>"),
        ("SendRate", "500"),
    ];
    Local {
        parameters: parameters
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into(),
        stack_name: "tkt".to_owned(),
        sqs_endpoint: "http://127.0.0.1:9324".to_owned(),
    }
}

/// A template whose one function has the environment variable `V` with the given value.
fn resolved(value: &str) -> Result<Option<String>, TemplateError> {
    let text = format!(
        r#"
Parameters:
  PublicUrl: {{ Type: String }}
  Empty: {{ Type: String, Default: "" }}
  Count: {{ Type: Number, Default: 14 }}
Conditions:
  IsEmpty: !Equals [!Ref Empty, ""]
  HasUrl: !Not [!Equals [!Ref PublicUrl, ""]]
  Both: !And [!Condition IsEmpty, !Condition HasUrl]
  Neither: {{ "Fn::Or": [{{ "Fn::Not": [{{ Condition: IsEmpty }}] }}, !Equals [a, b]] }}
Resources:
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      AttributeDefinitions: [{{ AttributeName: pk, AttributeType: S }}]
      KeySchema: [{{ AttributeName: pk, KeyType: HASH }}]
  Named: {{ Type: AWS::SQS::Queue, Properties: {{ QueueName: !Sub "${{AWS::StackName}}-named" }} }}
  Queue: {{ Type: AWS::SQS::Queue }}
  Web:
    Type: AWS::Serverless::Function
    Metadata: {{ BuildProperties: {{ Binary: web }} }}
    Properties:
      Environment:
        Variables:
          V: {value}
"#
    );
    let mut stack = Stack::read(&text, &local())?;
    Ok(stack.functions.remove(0).environment.remove("V"))
}

#[rstest]
#[case::a_plain_text("plain", "plain")]
#[case::a_number("7", "7")]
#[case::a_flag("true", "true")]
#[case::a_quoted_number("\"0007\"", "0007")]
#[case::a_parameter("!Ref PublicUrl", "http://127.0.0.1:4000")]
#[case::a_default("!Ref Count", "14")]
#[case::an_empty_default("!Ref Empty", "")]
#[case::the_long_form("{ Ref: PublicUrl }", "http://127.0.0.1:4000")]
#[case::the_region("!Ref AWS::Region", "us-east-1")]
#[case::the_account("!Ref AWS::AccountId", "000000000000")]
#[case::a_table("!Ref Table", "tkt-Table")]
#[case::a_queues_address("!Ref Queue", "http://127.0.0.1:9324/000000000000/tkt-Queue")]
#[case::a_named_queue("!Ref Named", "http://127.0.0.1:9324/000000000000/tkt-named")]
#[case::a_function("!Ref Web", "tkt-Web")]
#[case::an_arn("!GetAtt Queue.Arn", "arn:aws:sqs:us-east-1:000000000000:tkt-Queue")]
#[case::a_long_get_att("{ 'Fn::GetAtt': [Queue, QueueName] }", "tkt-Queue")]
#[case::a_tables_arn(
    "!GetAtt Table.Arn",
    "arn:aws:dynamodb:us-east-1:000000000000:table/tkt-Table"
)]
#[case::a_substitution(
    "!Sub 'a ${Empty}b ${Queue.QueueName} ${!literal}'",
    "a b tkt-Queue ${literal}"
)]
#[case::own_variables(
    "!Sub ['${X}/${PublicUrl}', { X: !Ref Count }]",
    "14/http://127.0.0.1:4000"
)]
#[case::a_join("!Join ['-', [a, !Ref Count, 'c']]", "a-14-c")]
#[case::a_choice("!If [IsEmpty, yes-it-is, !Ref Count]", "yes-it-is")]
#[case::the_other_choice("!If [Neither, a, !Ref Count]", "14")]
#[case::conditions_of_conditions("!If [Both, a, b]", "a")]
fn a_value_resolves(#[case] written: &str, #[case] expected: &str) {
    assert_eq!(resolved(written).unwrap().as_deref(), Some(expected));
}

#[test]
fn a_value_that_is_no_value_is_left_out() {
    assert_eq!(
        resolved("!If [IsEmpty, !Ref AWS::NoValue, a]").unwrap(),
        None
    );
}

#[rstest]
#[case::an_unknown_intrinsic("!Select [0, [a]]", "the intrinsic function Fn::Select is not known")]
#[case::an_unknown_reference("!Ref Nothing", "Nothing does not name anything")]
#[case::an_unknown_attribute("!GetAtt Table.Colour", "Table.Colour does not name anything")]
#[case::an_unknown_condition("!If [Never, a, b]", "Never does not name anything")]
#[case::a_list_where_a_text_belongs("[a]", "expected a text")]
#[case::a_choice_of_two("!If [IsEmpty, a]", "expected another number of arguments")]
#[case::an_open_brace("!Sub 'a ${Queue'", "expected a closing brace")]
fn an_error_names_the_property(#[case] written: &str, #[case] expected: &str) {
    let error = resolved(written).unwrap_err().to_string();
    assert!(error.contains(expected), "{error}");
    assert!(
        error.starts_with("Resources.Web.Properties.Environment.Variables.V: "),
        "{error}"
    );
}

#[test]
fn the_projects_own_template_is_understood_whole() {
    let text = include_str!("../../../../template.yaml");
    let stack = Stack::read(text, &local()).unwrap();
    assert_eq!(stack.stage, "api");
    let names: Vec<&str> = stack
        .tables
        .iter()
        .map(|table| table.name.as_str())
        .collect();
    assert_eq!(names, ["tkt-SecretsTable", "tkt-Table"]);
    let function = |name: &str| {
        stack
            .functions
            .iter()
            .find(|function| function.name == name)
            .unwrap()
            .clone()
    };
    let create = function("create-ticket");
    let route = |method: &str, path: &str| Route {
        method: method.into(),
        path: path.into(),
    };
    assert!(create.routes.contains(&route("POST", "/tickets/create")));
    assert!(create.routes.contains(&route("OPTIONS", "/tickets/create")));
    assert_eq!(
        create.environment["TABLE_NAME"], "tkt-Table",
        "from the globals"
    );
    let publish = function("publish");
    let stream = &publish.streams[0];
    assert_eq!(stream.table, "tkt-Table");
    assert_eq!(stream.starting_position, StartingPosition::TrimHorizon);
    assert!(stream.bisects && stream.reports_failures && stream.maximum_retries.is_some());
    let notify = function("notify");
    assert_eq!(notify.timeout, Duration::from_secs(10));
    assert_eq!(notify.queues[0].maximum_concurrency, Some(2));
    assert_eq!(
        notify.environment["SENDER_ADDRESS"],
        "tkt <support@tkt.example>"
    );
    let jobs = stack.queue_by_arn(&notify.queues[0].arn).unwrap();
    assert_eq!(jobs.attributes["VisibilityTimeout"], "60");
    let dead = &jobs.redrive.as_ref().unwrap().target_arn;
    assert!(stack.queue_by_arn(dead).is_some());
}

/// A template with one function and the given events.
fn with_event(event: &str) -> Result<Stack, TemplateError> {
    let text = format!(
        r"
Resources:
  Web:
    Type: AWS::Serverless::Function
    Metadata: {{ BuildProperties: {{ Binary: web }} }}
    Properties:
      Events:
        E: {event}
"
    );
    Stack::read(&text, &Local::default())
}

#[rstest]
#[case::an_unknown_type("{ Type: Schedule }", "the event type Schedule is not known")]
#[case::no_path(
    "{ Type: HttpApi, Properties: { Method: GET } }",
    "Properties.Path: this property is missing"
)]
#[case::a_batch_of_eleven(
    "{ Type: SQS, Properties: { Queue: a, BatchSize: 11 } }",
    "BatchSize is 1 to 10"
)]
#[case::an_unknown_filter(
    r#"{ Type: DynamoDB, Properties: { Stream: a/t/b, StartingPosition: LATEST,
         FilterCriteria: { Filters: [{ Pattern: '{"a":[{"exists":true}]}' }] } } }"#,
    "the filter operator exists is not known"
)]
fn an_event_that_is_not_understood_is_an_error(#[case] event: &str, #[case] expected: &str) {
    let error = with_event(event).unwrap_err().to_string();
    assert!(error.contains(expected), "{error}");
    assert!(
        error.starts_with("Resources.Web.Properties.Events.E"),
        "{error}"
    );
}

#[test]
fn a_parameter_without_a_value_is_an_error() {
    let text = "Parameters: { Owner: { Type: String } }\nResources: {}";
    let error = Stack::read(
        text,
        &Local {
            parameters: BTreeMap::new(),
            ..local()
        },
    )
    .unwrap_err();
    assert!(error.to_string().starts_with("Parameters.Owner"), "{error}");
}

#[test]
fn what_only_the_cloud_can_fetch_is_left_out_of_an_environment() {
    let secret = "!Sub '{{resolve:secretsmanager:${Queue}}}'";
    assert_eq!(resolved(secret).unwrap(), None);
}

/// The headers of every file, in a template with this policy.
fn with_headers(config: &str) -> Result<Vec<Header>, TemplateError> {
    let text = format!(
        "Resources: {{ H: {{ Type: AWS::CloudFront::ResponseHeadersPolicy, \
         Properties: {{ ResponseHeadersPolicyConfig: {config} }} }}, \
         D: {{ Type: AWS::CloudFront::Distribution, Properties: {{ DistributionConfig: \
         {{ DefaultCacheBehavior: {{ ResponseHeadersPolicyId: !Ref H }} }} }} }} }}"
    );
    let stack = Stack::read(&text, &local())?;
    let [("*", headers)] = stack.edge_headers.by_pattern().collect::<Vec<_>>()[..] else {
        panic!("one behaviour, for all addresses")
    };
    Ok(headers.to_vec())
}

#[test]
fn the_headers_of_the_pages_are_those_that_cloudfront_would_send() {
    let headers = with_headers(
        "{ Name: n, \
         CorsConfig: { AccessControlAllowOrigins: { Items: ['*'] }, AccessControlAllowCredentials: false }, \
         SecurityHeadersConfig: { \
           ContentSecurityPolicy: { ContentSecurityPolicy: default-src 'none', Override: true }, \
           ContentTypeOptions: { Override: true }, \
           FrameOptions: { FrameOption: DENY, Override: true }, \
           ReferrerPolicy: { ReferrerPolicy: no-referrer, Override: true }, \
           StrictTransportSecurity: { AccessControlMaxAgeSec: 60, IncludeSubdomains: true, Preload: true, Override: true } }, \
         CustomHeadersConfig: { Items: [{ Header: X-Own, Value: ours, Override: true }] } }",
    );
    let expected = [
        ("content-security-policy", "default-src 'none'"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        (
            "strict-transport-security",
            "max-age=60; includeSubDomains; preload",
        ),
        ("x-own", "ours"),
        ("access-control-allow-origin", "*"),
    ];
    let mut expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let mut headers = headers.unwrap();
    headers.sort();
    expected.sort();
    assert_eq!(headers, expected);
}

#[rstest]
#[case::another_part("{ RemoveHeadersConfig: {} }", "RemoveHeadersConfig is not known")]
#[case::some_origins(
    "{ CorsConfig: { AccessControlAllowOrigins: { Items: [https://shop.example] } } }",
    "every origin, or for none"
)]
#[case::credentials(
    "{ CorsConfig: { AccessControlAllowOrigins: { Items: ['*'] }, AccessControlAllowCredentials: true } }",
    "takes no credentials"
)]
#[case::another_header(
    "{ SecurityHeadersConfig: { XSSProtection: {} } }",
    "SecurityHeadersConfig.XSSProtection: this header is not known"
)]
#[case::a_header_without_its_value(
    "{ SecurityHeadersConfig: { FrameOptions: {} } }",
    "FrameOptions.FrameOption: this property is missing"
)]
fn headers_that_are_not_understood_are_an_error(#[case] config: &str, #[case] expected: &str) {
    let error = with_headers(config).unwrap_err().to_string();
    assert!(error.contains(expected), "{error}");
}

#[test]
fn a_resource_whose_condition_fails_is_left_out() {
    let text = "Conditions: { Never: !Equals [a, b] }\n\
                Resources: { Q: { Type: AWS::SQS::Queue, Condition: Never } }";
    assert!(Stack::read(text, &local()).unwrap().queues.is_empty());
}
