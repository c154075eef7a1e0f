//! SES: one attempt, and what its outcome means.

use aws_sdk_sesv2::{
    Client,
    error::{ProvideErrorMetadata, SdkError},
    operation::send_email::SendEmailError,
    types::{Body, Content, Destination, EmailContent, Message, MessageHeader},
};
use boot::SdkConfig;

use crate::mail::Mail;

/// The client for SES.
#[derive(Debug, Clone)]
pub struct Mailer(Client);

/// Why a mail was not sent, as far as it matters to what happens next.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SendError {
    /// SES will never take this mail.
    #[error("SES rejects this mail: {0}")]
    Rejected(String),
    /// SES did not take it now, for certain.
    #[error("SES did not take the mail: {0}")]
    Refused(String),
    /// It may have been sent, or not.
    #[error("it is unknown whether SES took the mail: {0}")]
    Unknown(String),
}

impl Mailer {
    /// A client that calls SES as `config` says.
    pub fn new(config: &SdkConfig) -> Self {
        Self(Client::new(config))
    }

    /// Sends one mail to one recipient.
    pub(crate) async fn send(&self, mail: &Mail) -> Result<(), SendError> {
        let content = content(mail).map_err(|error| SendError::Rejected(error.to_string()))?;
        self.0
            .send_email()
            .from_email_address(&mail.from)
            .destination(Destination::builder().to_addresses(&mail.to).build())
            .set_reply_to_addresses(mail.reply_to.clone().map(|address| vec![address]))
            .content(content)
            .send()
            .await
            .map(drop)
            .map_err(|error| meaning(&error))
    }
}

fn content(mail: &Mail) -> Result<EmailContent, aws_sdk_sesv2::error::BuildError> {
    let text = |data: &str| Content::builder().data(data).charset("UTF-8").build();
    let body = Body::builder()
        .text(text(&mail.message.text)?)
        .html(text(&mail.message.html)?)
        .build();
    let mut message = Message::builder()
        .subject(text(&mail.message.subject)?)
        .body(body);
    for (name, value) in &mail.headers {
        message = message.headers(MessageHeader::builder().name(*name).value(value).build()?);
    }
    Ok(EmailContent::builder().simple(message.build()).build())
}

/// A refusal by name is certain. A lost connection is certain only while it was being made. The
/// text is the error's name alone: SES quotes addresses in its messages.
fn meaning(error: &SdkError<SendEmailError>) -> SendError {
    let text = error.code().unwrap_or("no answer").to_owned();
    match error {
        SdkError::ServiceError(refusal) => match refusal.err() {
            SendEmailError::MessageRejected(_) | SendEmailError::BadRequestException(_) => {
                SendError::Rejected(text)
            }
            _ => SendError::Refused(text),
        },
        SdkError::ConstructionFailure(_) => SendError::Refused(text),
        SdkError::DispatchFailure(failure) if failure.is_user() => SendError::Refused(text),
        _ => SendError::Unknown(text),
    }
}
