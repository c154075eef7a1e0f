//! Raw content: enough is read of a MIME message to list it; the message itself is shown as text.

use std::collections::BTreeMap;

use super::request::Parts;

/// A MIME message's header fields, unfolded, and the message whole.
pub(super) struct RawMail {
    headers: BTreeMap<String, String>,
    whole: String,
}

impl RawMail {
    pub(super) fn read(bytes: &[u8]) -> Self {
        let whole = String::from_utf8_lossy(bytes).into_owned();
        let mut headers: BTreeMap<String, String> = BTreeMap::new();
        let mut last: Option<String> = None;
        for line in whole.lines().take_while(|line| !line.is_empty()) {
            if line.starts_with([' ', '\t']) {
                if let Some(value) = last.as_ref().and_then(|name| headers.get_mut(name)) {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            } else if let Some((name, value)) = line.split_once(':') {
                headers.insert(name.to_owned(), value.trim().to_owned());
                last = Some(name.to_owned());
            }
        }
        Self { headers, whole }
    }

    pub(super) fn into_parts(self) -> Parts {
        let subject = self
            .headers
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case("subject"));
        let subject = subject.map(|(_, value)| value.clone()).unwrap_or_default();
        (subject, Some(self.whole), None, self.headers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_headers_are_read_and_the_body_is_not_taken_for_one() {
        let raw = RawMail::read(b"Subject: a long\r\n one\r\nX-A: b\r\n\r\nNot-A: header\r\n");
        let (subject, text, html, headers) = raw.into_parts();
        assert_eq!(
            (subject.as_str(), html, headers.len()),
            ("a long one", None, 2)
        );
        assert!(text.unwrap().ends_with("Not-A: header\r\n"));
    }
}
