//! Who mail comes from.

use std::str::FromStr;

use domain::{
    email::{EmailAddress, InvalidEmailAddress},
    event::TicketEventId,
    mail::Message,
};

use crate::mail::{AUTOMATIC, Header, Mail};

/// Who mail comes from.
#[derive(Debug, Clone)]
pub struct Sender {
    /// The `From` address.
    pub address: SenderAddress,
    /// Where the pages stand, without a slash at the end.
    pub public_url: String,
}

/// The `From` address: `support@example.com`, or `Example support <support@example.com>`.
#[derive(Debug, Clone)]
pub struct SenderAddress {
    /// As it was configured, with the name.
    text: String,
    domain: String,
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
            from: self.address.text.clone(),
            to: to.to_string(),
            reply_to: reply_to.map(ToString::to_string),
            message,
            headers: AUTOMATIC
                .map(|(name, value)| (name, value.to_owned()))
                .into(),
        }
    }

    /// The headers that make mail programs show all mails of a ticket as one conversation. No mail
    /// has the root's id itself: SES gives each mail an id of its own, and tells it too late to
    /// name it. Programs thread by a root that they have never seen (RFC 5256 counts it in).
    pub(crate) fn thread(&self, ticket: &TicketEventId) -> [Header; 2] {
        let TicketEventId {
            workspace, number, ..
        } = ticket;
        let root = format!("<ticket.{number}.{workspace}@{}>", self.address.domain);
        [("In-Reply-To", root.clone()), ("References", root)]
    }
}

impl FromStr for SenderAddress {
    type Err = InvalidEmailAddress;

    fn from_str(text: &str) -> Result<Self, InvalidEmailAddress> {
        let named = text.trim_end().strip_suffix('>');
        let bare = named.and_then(|rest| Some(rest.rsplit_once('<')?.1));
        let address: EmailAddress = bare.unwrap_or(text).parse()?;
        let (_, domain) = address
            .as_str()
            .rsplit_once('@')
            .ok_or(InvalidEmailAddress)?;
        Ok(Self {
            text: text.to_owned(),
            domain: domain.to_ascii_lowercase(),
        })
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::bare("support@example.com")]
    #[case::named("Example support <support@example.com>")]
    #[case::capitals("Example <Support@EXAMPLE.com>")]
    #[case::a_name_with_an_arrow("a < b <support@example.com>")]
    fn the_domain_of_a_sender_is_read(#[case] text: &str) {
        let address: SenderAddress = text.parse().unwrap();
        assert_eq!(
            (address.text.as_str(), address.domain.as_str()),
            (text, "example.com")
        );
    }

    #[rstest]
    #[case("")]
    #[case("support")]
    #[case("Example <support>")]
    #[case("Example <support@example.com")]
    #[case("support@example.com>\r\nBcc: x@example.com")]
    #[case("support@example.com> <x")]
    fn what_is_no_address_stops_the_function_at_boot(#[case] text: &str) {
        assert!(text.parse::<SenderAddress>().is_err());
    }
}
