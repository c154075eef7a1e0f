//! A mail as SES takes it: recipient, wording, headers.

use domain::{
    agent::{Agent, Role},
    email::EmailAddress,
    mail::Message,
    workspace::Settings,
};

/// Says that a program wrote this, so that no other program answers it (RFC 3834), nor
/// Exchange's automatic replies.
const AUTOMATIC: &[(&str, &str)] = &[
    ("Auto-Submitted", "auto-generated"),
    ("X-Auto-Response-Suppress", "All"),
];

/// Who mail comes from.
#[derive(Debug, Clone)]
pub struct Sender {
    /// The `From` address.
    pub address: String,
    /// Where the pages stand, without a slash at the end.
    pub public_url: String,
}

/// One mail to one recipient, ready to be sent. It may hold a code, so nothing can print it.
pub(crate) struct Mail {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) reply_to: Option<String>,
    pub(crate) message: Message,
    pub(crate) headers: &'static [(&'static str, &'static str)],
}

impl Sender {
    /// A mail to one recipient, whose answers go to `reply_to`.
    pub(crate) fn mail(
        &self,
        to: &EmailAddress,
        reply_to: Option<&EmailAddress>,
        message: Message,
    ) -> Mail {
        Mail {
            from: self.address.clone(),
            to: to.to_string(),
            reply_to: reply_to.map(ToString::to_string),
            message,
            headers: AUTOMATIC,
        }
    }
}

/// Where customers' replies go: the workspace's address, or else its first owner.
pub(crate) fn support_address<'a>(
    settings: &'a Settings,
    agents: &'a [Agent],
) -> Option<&'a EmailAddress> {
    let first_owner = || {
        let owners = agents.iter().filter(|agent| agent.role == Role::Owner);
        owners
            .min_by_key(|owner| owner.since)
            .map(|owner| &owner.email)
    };
    settings.support_address.as_ref().or_else(first_owner)
}
