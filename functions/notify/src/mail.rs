//! A mail as SES takes it: recipient, wording, headers.

use domain::{
    agent::{Agent, Role},
    email::EmailAddress,
    mail::Message,
    workspace::Settings,
};

/// Says that a program wrote this, so that no other program answers it (RFC 3834), nor
/// Exchange's automatic replies.
pub(crate) const AUTOMATIC: [(&str, &str); 2] = [
    ("Auto-Submitted", "auto-generated"),
    ("X-Auto-Response-Suppress", "All"),
];

/// A header beside those that SES writes: its name and its value.
pub(crate) type Header = (&'static str, String);

/// One mail to one recipient, ready to be sent. It may hold a code, so nothing can print it.
pub(crate) struct Mail {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) reply_to: Option<String>,
    pub(crate) message: Message,
    pub(crate) headers: Vec<Header>,
}

impl Mail {
    /// The same with more headers.
    pub(crate) fn with(mut self, headers: impl IntoIterator<Item = Header>) -> Self {
        self.headers.extend(headers);
        self
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
