//! What tkt relies on in SES, asked of the local mailbox by the real SDK.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::time::Duration;

use aws_credential_types::Credentials;
use aws_sdk_sesv2::Client;
use aws_sdk_sesv2::config::{BehaviorVersion, Region, retry::RetryConfig, timeout::TimeoutConfig};
use aws_sdk_sesv2::operation::send_email::builders::SendEmailFluentBuilder;
use aws_sdk_sesv2::primitives::Blob;
use aws_sdk_sesv2::types::{
    Body, Content, Destination, EmailContent, Message, MessageHeader, RawMessage,
};
use local::services::clock::Clock;
use local::services::ses::{self, Fault, FaultKind, Mailbox};
use rstest::rstest;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

#[tokio::test]
async fn an_accepted_email_is_kept_whole() {
    let ses = Ses::start().await;
    let headers = vec![
        header("X-Ticket", "TKT-00001"),
        header("Auto-Submitted", "auto-generated"),
    ];
    let request = ses.email(headers).reply_to_addresses("visitor@example.org");
    let id = request.send().await.unwrap().message_id.unwrap();

    let mails = ses.mailbox.list().await.unwrap();
    let mut shown = serde_json::to_value(&mails[0]).unwrap();
    assert!(shown["sent_at"].as_str().unwrap().ends_with('Z'));
    shown["sent_at"] = "then".into();
    let expected = serde_json::json!({
        "id": id,
        "to": ["owner@example.com"],
        "cc": [],
        "from": "Support <support@example.com>",
        "reply_to": ["visitor@example.org"],
        "subject": "New ticket",
        "text": "Hello",
        "html": "<p>Hello</p>",
        "headers": {"X-Ticket": "TKT-00001", "Auto-Submitted": "auto-generated"},
        "sent_at": "then",
    });
    assert_eq!(shown, expected);
}

#[tokio::test]
async fn emails_are_listed_newest_last_and_outlive_the_service() {
    let ses = Ses::start().await;
    for subject in ["first", "second"] {
        ses.email(vec![])
            .content(simple(subject, vec![]))
            .send()
            .await
            .unwrap();
    }
    let reopened = Mailbox::open(&ses.folder.path().join("mailbox.sqlite"), Clock::system());
    let mails = reopened.unwrap().list().await.unwrap();
    let subjects: Vec<_> = mails.iter().map(|mail| mail.subject.as_str()).collect();
    assert_eq!(subjects, ["first", "second"]);
    let newest = ses.mailbox.newest(1).await.unwrap();
    assert_eq!(
        (newest.total, newest.mails[0].subject.as_str()),
        (2, "second")
    );
}

#[tokio::test]
async fn a_raw_email_is_kept() {
    let ses = Ses::start().await;
    let raw = RawMessage::builder()
        .data(Blob::new("Subject: raw\r\n\r\nHello"))
        .build()
        .unwrap();
    let content = EmailContent::builder().raw(raw).build();
    ses.email(vec![]).content(content).send().await.unwrap();
    assert_eq!(ses.mailbox.list().await.unwrap()[0].subject, "raw");
}

#[rstest]
#[case::nobody(Destination::builder().build())]
#[case::fifty_one(
    Destination::builder()
        .set_to_addresses(Some((0..51).map(|i| format!("p{i}@example.com")).collect()))
        .build()
)]
#[case::not_an_address(Destination::builder().to_addresses("owner").build())]
#[tokio::test]
async fn a_destination_that_ses_refuses_is_refused(#[case] destination: Destination) {
    let ses = Ses::start().await;
    let refused = ses
        .email(vec![])
        .destination(destination)
        .send()
        .await
        .unwrap_err();
    assert!(refused.into_service_error().is_bad_request_exception());
    assert_eq!(ses.mailbox.list().await.unwrap(), []);
}

#[tokio::test]
async fn fifty_recipients_are_taken() {
    let ses = Ses::start().await;
    let all = (0..50).map(|i| format!("p{i}@example.com")).collect();
    let destination = Destination::builder().set_to_addresses(Some(all)).build();
    ses.email(vec![])
        .destination(destination)
        .send()
        .await
        .unwrap();
}

#[tokio::test]
async fn an_email_from_nobody_is_refused() {
    let ses = Ses::start().await;
    let refused = ses
        .email(vec![])
        .set_from_email_address(None)
        .send()
        .await
        .unwrap_err();
    assert!(refused.into_service_error().is_bad_request_exception());
}

#[tokio::test]
async fn a_line_break_in_a_header_is_refused() {
    let ses = Ses::start().await;
    let headers = vec![header("X-Ticket", "a\r\nBcc: b@example.com")];
    let refused = ses.email(headers).send().await.unwrap_err();
    assert!(refused.into_service_error().is_bad_request_exception());
}

#[tokio::test]
async fn a_throttled_request_is_told_so_and_the_next_is_accepted() {
    let ses = Ses::start().await;
    ses.fail(FaultKind::Throttle, 1, None);
    let refused = ses.email(vec![]).send().await.unwrap_err();
    assert_eq!(refused.raw_response().unwrap().status().as_u16(), 429);
    assert!(
        refused
            .into_service_error()
            .is_too_many_requests_exception()
    );
    ses.email(vec![]).send().await.unwrap();
    assert_eq!(ses.mailbox.list().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_broken_service_answers_500_and_keeps_nothing() {
    let ses = Ses::start().await;
    ses.fail(FaultKind::Error, 1, None);
    let refused = ses.email(vec![]).send().await.unwrap_err();
    assert_eq!(refused.raw_response().unwrap().status().as_u16(), 500);
    assert_eq!(ses.mailbox.list().await.unwrap(), []);
}

#[tokio::test]
async fn a_rejection_names_only_the_recipient_it_was_meant_for() {
    let ses = Ses::start().await;
    ses.fail(FaultKind::Reject, 1, Some("other@example.com"));
    ses.email(vec![]).send().await.unwrap();
    let other = Destination::builder()
        .to_addresses("Other <other@example.com>")
        .build();
    let refused = ses
        .email(vec![])
        .destination(other)
        .send()
        .await
        .unwrap_err();
    assert!(refused.into_service_error().is_message_rejected());
}

#[tokio::test]
async fn a_hanging_request_is_not_answered_in_time_and_keeps_nothing() {
    let ses = Ses::start().await;
    ses.fail(FaultKind::Hang, 1, None);
    let refused = ses.email(vec![]).send().await.unwrap_err();
    assert!(matches!(
        refused,
        aws_sdk_sesv2::error::SdkError::TimeoutError(_)
    ));
    assert_eq!(ses.mailbox.list().await.unwrap(), []);
    assert_eq!(ses.mailbox.faults().list(), []);
}

struct Ses {
    client: Client,
    mailbox: Mailbox,
    folder: TempDir,
    server: JoinHandle<()>,
}

impl Drop for Ses {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Ses {
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mailbox.sqlite");
        let mailbox = Mailbox::open(&path, Clock::system()).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let router = ses::router(mailbox.clone());
        let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self {
            client: client(&url),
            mailbox,
            folder,
            server,
        }
    }

    fn fail(&self, kind: FaultKind, count: u32, to: Option<&str>) {
        self.mailbox.faults().set(Fault {
            kind,
            count,
            to: to.map(str::to_owned),
        });
    }

    /// An e-mail that is accepted as it is.
    fn email(&self, headers: Vec<MessageHeader>) -> SendEmailFluentBuilder {
        let to = Destination::builder()
            .to_addresses("owner@example.com")
            .build();
        let request = self
            .client
            .send_email()
            .from_email_address("Support <support@example.com>");
        request
            .destination(to)
            .content(simple("New ticket", headers))
    }
}

fn simple(subject: &str, headers: Vec<MessageHeader>) -> EmailContent {
    let part = |data: &str| {
        Content::builder()
            .data(data)
            .charset("UTF-8")
            .build()
            .unwrap()
    };
    let body = Body::builder()
        .text(part("Hello"))
        .html(part("<p>Hello</p>"))
        .build();
    let message = Message::builder().subject(part(subject)).body(body);
    EmailContent::builder()
        .simple(message.set_headers(Some(headers)).build())
        .build()
}

fn header(name: &str, value: &str) -> MessageHeader {
    MessageHeader::builder()
        .name(name)
        .value(value)
        .build()
        .unwrap()
}

fn client(url: &str) -> Client {
    let timeouts = TimeoutConfig::builder()
        .operation_timeout(Duration::from_secs(2))
        .build();
    let config = aws_sdk_sesv2::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .endpoint_url(url)
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new("local", "local", None, None, "local"))
        .retry_config(RetryConfig::disabled())
        .timeout_config(timeouts)
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .build();
    Client::from_conf(config)
}
