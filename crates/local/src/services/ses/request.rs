//! A SendEmail request: its JSON, what SES refuses in it, and the e-mail that it means.

use std::collections::BTreeMap;

use data_encoding::BASE64;
use jiff::Timestamp;
use serde::Deserialize;

use super::StoredMail;
use super::raw::RawMail;

const MOST_RECIPIENTS: usize = 50;
const MOST_HEADERS: usize = 15;

/// Headers that SES writes itself and lets nobody else write.
const RESERVED_HEADERS: [&str; 12] = [
    "bcc",
    "cc",
    "content-disposition",
    "content-type",
    "date",
    "from",
    "message-id",
    "mime-version",
    "reply-to",
    "return-path",
    "subject",
    "to",
];

/// What the SDK posts. Fields that change nothing here (tags, configuration set) are kept with the whole request.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct SendEmail {
    from_email_address: Option<String>,
    #[serde(default)]
    destination: Destination,
    #[serde(default)]
    reply_to_addresses: Vec<String>,
    #[serde(default)]
    content: Content,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Destination {
    to_addresses: Vec<String>,
    cc_addresses: Vec<String>,
    bcc_addresses: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Content {
    simple: Option<Simple>,
    raw: Option<Data>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Simple {
    subject: Option<Data>,
    #[serde(default)]
    body: Body,
    #[serde(default)]
    headers: Vec<Header>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Body {
    text: Option<Data>,
    html: Option<Data>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Data {
    data: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Header {
    name: String,
    value: String,
}

impl SendEmail {
    /// The bare addresses of all recipients.
    pub(super) fn recipients(&self) -> Vec<&str> {
        let Destination {
            to_addresses,
            cc_addresses,
            bcc_addresses,
        } = &self.destination;
        let all = to_addresses.iter().chain(cc_addresses).chain(bcc_addresses);
        all.map(|address| bare_address(address)).collect()
    }

    /// Refuses what SES refuses, with its reason.
    pub(super) fn check(&self) -> Result<(), String> {
        let raw = self.content.raw.is_some();
        match &self.from_email_address {
            Some(from) => check_address(from)?,
            None if raw => {}
            None => return Err("From address is required.".into()),
        }
        let recipients = self.recipients();
        if recipients.is_empty() && !raw {
            return Err("At least one recipient is required.".into());
        }
        if recipients.len() > MOST_RECIPIENTS {
            return Err(format!("Recipient count exceeds {MOST_RECIPIENTS}."));
        }
        let Destination {
            to_addresses,
            cc_addresses,
            bcc_addresses,
        } = &self.destination;
        for group in [
            to_addresses,
            cc_addresses,
            bcc_addresses,
            &self.reply_to_addresses,
        ] {
            group
                .iter()
                .try_for_each(|address| check_address(address))?;
        }
        match (&self.content.simple, &self.content.raw) {
            (Some(simple), None) => simple.check(),
            (None, Some(data)) if BASE64.decode(data.data.as_bytes()).is_ok() => Ok(()),
            (None, Some(_)) => Err("Raw data is not base64.".into()),
            _ => Err("Content must be one of Simple and Raw; templates are not kept here.".into()),
        }
    }

    /// The e-mail that the request means.
    pub(super) fn into_mail(self, id: String, sent_at: Timestamp) -> StoredMail {
        let raw = self
            .content
            .raw
            .and_then(|raw| BASE64.decode(raw.data.as_bytes()).ok());
        let (subject, text, html, headers) = match (self.content.simple, raw) {
            (Some(simple), _) => simple.into_parts(),
            (None, Some(bytes)) => RawMail::read(&bytes).into_parts(),
            (None, None) => Default::default(),
        };
        StoredMail {
            id,
            to: self.destination.to_addresses,
            cc: self.destination.cc_addresses,
            bcc: self.destination.bcc_addresses,
            from: self.from_email_address.unwrap_or_default(),
            reply_to: self.reply_to_addresses,
            subject,
            text,
            html,
            headers,
            sent_at,
        }
    }
}

/// Subject, text, HTML and added headers.
pub(super) type Parts = (
    String,
    Option<String>,
    Option<String>,
    BTreeMap<String, String>,
);

impl Simple {
    /// A line break in the subject is refused too: it can only be a mistake or an attempt to add a header.
    fn check(&self) -> Result<(), String> {
        let subject = self.subject.as_ref().ok_or("Subject is required.")?;
        if subject.data.contains(['\r', '\n']) {
            return Err("Subject contains a line break.".into());
        }
        if self.body.text.is_none() && self.body.html.is_none() {
            return Err("Body must have a text or an HTML part.".into());
        }
        if self.headers.len() > MOST_HEADERS {
            return Err(format!("More than {MOST_HEADERS} headers."));
        }
        self.headers.iter().try_for_each(Header::check)
    }

    fn into_parts(self) -> Parts {
        let headers = self
            .headers
            .into_iter()
            .map(|header| (header.name, header.value))
            .collect();
        let subject = self.subject.map(|subject| subject.data).unwrap_or_default();
        (
            subject,
            self.body.text.map(|b| b.data),
            self.body.html.map(|b| b.data),
            headers,
        )
    }
}

impl Header {
    fn check(&self) -> Result<(), String> {
        let Self { name, value } = self;
        let of_a_name = |b: u8| (33..=126).contains(&b) && b != b':';
        if name.is_empty() || name.len() > 126 || !name.bytes().all(of_a_name) {
            return Err(
                "Header name is empty, too long or has a character that is not allowed.".into(),
            );
        }
        if RESERVED_HEADERS.contains(&name.to_ascii_lowercase().as_str()) {
            return Err(format!("Header {name} is set by SES and cannot be added."));
        }
        if value.is_empty() || value.len() > 995 || name.len() + value.len() > 996 {
            return Err(format!("The value of header {name} is empty or too long."));
        }
        if !value.bytes().all(|b| (32..=126).contains(&b)) {
            return Err(format!(
                "The value of header {name} has a character that is not allowed."
            ));
        }
        Ok(())
    }
}

/// The address in `Name <address>`, or the whole when there is no name.
fn bare_address(address: &str) -> &str {
    let inside = address
        .rsplit_once('<')
        .and_then(|(_, rest)| rest.trim_end().strip_suffix('>'));
    inside.unwrap_or(address).trim()
}

/// SES takes 7-bit text only: names must come as encoded words, domains in Punycode.
fn check_address(address: &str) -> Result<(), String> {
    let bare = bare_address(address);
    if !address.bytes().all(|b| (32..=126).contains(&b)) {
        return Err("Address contains control characters or is not ASCII.".into());
    }
    let Some((local, domain)) = bare.rsplit_once('@') else {
        return Err("Missing final '@domain'.".into());
    };
    let domain_is_plain = domain
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.'));
    let illegal = |b: u8| matches!(b, b' ' | b'<' | b'>' | b',' | b';');
    if local.is_empty() || local.len() > 64 || domain.is_empty() || domain.len() > 255 {
        return Err("Illegal address.".into());
    }
    if !domain_is_plain || (!local.starts_with('"') && local.bytes().any(illegal)) {
        return Err("Illegal address.".into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::bare("you@example.com", true)]
    #[case::named("You <you@example.com>", true)]
    #[case::tagged("you+tag@mail.example.com", true)]
    #[case::quoted("\"odd one\"@example.com", true)]
    #[case::no_domain("you", false)]
    #[case::two_in_one("a@example.com, b@example.com", false)]
    #[case::line_break("you@example.com\r\nBcc: b@example.com", false)]
    #[case::not_ascii("yöu@example.com", false)]
    #[case::empty("", false)]
    fn addresses_are_judged_as_ses_does(#[case] address: &str, #[case] taken: bool) {
        assert_eq!(check_address(address).is_ok(), taken);
    }

    #[rstest]
    #[case::plain("X-Ticket", "TKT-00001", true)]
    #[case::line_break_in_the_value("X-Ticket", "a\r\nBcc: b@example.com", false)]
    #[case::line_break_in_the_name("X-\nTicket", "a", false)]
    #[case::colon_in_the_name("X:Ticket", "a", false)]
    #[case::empty_value("X-Ticket", "", false)]
    #[case::reserved("Reply-To", "b@example.com", false)]
    fn headers_are_judged_as_ses_does(
        #[case] name: &str,
        #[case] value: &str,
        #[case] taken: bool,
    ) {
        let header = Header {
            name: name.to_owned(),
            value: value.to_owned(),
        };
        assert_eq!(header.check().is_ok(), taken);
    }
}
