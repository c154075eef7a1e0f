//! E-mail addresses that a mail may be sent to.

use std::{fmt, str::FromStr};

use email_address::Options;
use serde::{Deserialize, Serialize};

/// The longest address that SMTP can carry, in characters (RFC 5321, 4.5.3.1.3, less the
/// angle brackets).
pub(crate) const MAX_LENGTH: usize = 254;

/// An address of the plain form `local@domain.example`.
///
/// Quoted local parts, comments, address literals and characters outside ASCII are refused: SES
/// takes none of them, and each is a way to smuggle something into a header. Two addresses are
/// equal when they differ in case alone.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

/// The text is not an address that a mail can be sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be an e-mail address such as name@example.com, at most 254 characters long")]
pub struct InvalidEmailAddress;

impl EmailAddress {
    /// The address as it was typed, without outer spaces.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form under which addresses are compared and stored in keys.
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

impl FromStr for EmailAddress {
    type Err = InvalidEmailAddress;

    fn from_str(text: &str) -> Result<Self, InvalidEmailAddress> {
        let text = text.trim_matches(' ');
        let plain =
            text.len() <= MAX_LENGTH && text.bytes().all(|b| b.is_ascii_graphic() && b != b'"');
        let options = Options::default()
            .with_required_tld()
            .without_domain_literal()
            .without_display_text();
        match email_address::EmailAddress::parse_with_options(text, options) {
            Ok(_) if plain => Ok(Self(text.to_owned())),
            _ => Err(InvalidEmailAddress),
        }
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = InvalidEmailAddress;

    fn try_from(text: String) -> Result<Self, InvalidEmailAddress> {
        text.parse()
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.0
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PartialEq for EmailAddress {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for EmailAddress {}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::plain("maria@example.com")]
    #[case::tag("maria+tkt@mail.example.co.uk")]
    #[case::outer_spaces("  maria@example.com ")]
    #[case::apostrophe("o'brien@example.ie")]
    fn accepted(#[case] text: &str) {
        assert_eq!(text.parse::<EmailAddress>().unwrap().as_str(), text.trim());
    }

    #[rstest]
    #[case::empty("")]
    #[case::no_at("maria.example.com")]
    #[case::two_ats("a@b@example.com")]
    #[case::no_local_part("@example.com")]
    #[case::no_domain("maria@")]
    #[case::no_dot_in_domain("maria@localhost")]
    #[case::double_dot("ma..ria@example.com")]
    #[case::display_name("Maria <maria@example.com>")]
    #[case::list("a@example.com,b@example.com")]
    #[case::semicolon_list("a@example.com;b@example.com")]
    #[case::quoted("\"a b\"@example.com")]
    #[case::literal("maria@[127.0.0.1]")]
    #[case::line_break("maria@example.com\r\nBcc: x@example.com")]
    #[case::trailing_line_feed("maria@example.com\n")]
    #[case::space_inside("mar ia@example.com")]
    #[case::outside_ascii("mária@example.com")]
    fn refused(#[case] text: &str) {
        assert_eq!(text.parse::<EmailAddress>(), Err(InvalidEmailAddress));
    }

    #[test]
    fn an_over_long_address_is_refused() {
        let domain = format!(
            "{}.{}.{}.com",
            "a".repeat(60),
            "b".repeat(60),
            "c".repeat(60)
        );
        assert!(
            format!("{}@{domain}", "x".repeat(60))
                .parse::<EmailAddress>()
                .is_ok()
        );
        assert!(
            format!("{}@d.{domain}", "x".repeat(64))
                .parse::<EmailAddress>()
                .is_ok()
        );
        assert!(
            format!("{}@dddddd.{domain}", "x".repeat(64))
                .parse::<EmailAddress>()
                .is_err()
        );
    }

    #[test]
    fn addresses_compare_without_case() {
        let (a, b): (EmailAddress, EmailAddress) = (
            "Maria@Example.COM".parse().unwrap(),
            "maria@example.com".parse().unwrap(),
        );
        assert_eq!(a, b);
        assert_eq!(a.key(), b.key());
    }

    proptest! {
        #[test]
        fn an_accepted_address_cannot_break_a_header(text in "\\PC*@\\PC*\\.[a-z]{2,5}") {
            if let Ok(address) = text.parse::<EmailAddress>() {
                prop_assert!(address.as_str().bytes().all(|b| b.is_ascii_graphic()));
                prop_assert!(!address.as_str().contains([',', ';', '<', '>', '"', ':']));
            }
        }
    }
}
