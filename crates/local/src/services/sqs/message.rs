//! What a message may hold, how large it is, and the digests by which a client checks what was stored.

use std::collections::BTreeMap;

use data_encoding::{BASE64, HEXLOWER};
use md5::{Digest, Md5};
use serde::{Deserialize, Serialize};

use super::SqsError;

/// The largest message and the largest batch, in bytes.
pub(super) const LARGEST: usize = 1_048_576;

const MOST_ATTRIBUTES: usize = 10;

/// The attributes of one message, by name.
pub(super) type Attributes = BTreeMap<String, Attribute>;

/// One typed value beside the body.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Attribute {
    data_type: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) string_value: Option<String>,
    /// Base64, as it stands in the JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    binary_value: Option<String>,
}

/// Refuses a body or attributes that SQS refuses.
pub(super) fn check(body: &str, attributes: &Attributes, largest: usize) -> Result<(), SqsError> {
    if body.is_empty() {
        return Err(SqsError::MissingParameter("MessageBody"));
    }
    if !body.chars().all(is_allowed) {
        return Err(SqsError::InvalidMessageContents);
    }
    if attributes.len() > MOST_ATTRIBUTES {
        return Err(SqsError::InvalidParameterValue(format!(
            "Number of message attributes [{}] exceeds the allowed maximum [{MOST_ATTRIBUTES}].",
            attributes.len()
        )));
    }
    for (name, attribute) in attributes {
        check_attribute(name, attribute)?;
    }
    if size(body, attributes) > largest {
        return Err(SqsError::InvalidParameterValue(format!(
            "One or more parameters are invalid. Reason: Message must be shorter than {largest} bytes."
        )));
    }
    Ok(())
}

/// The bytes that count towards the limits: the body, and each attribute's name, type and value.
pub(super) fn size(body: &str, attributes: &Attributes) -> usize {
    let attributes = attributes.iter().map(|(name, attribute)| {
        name.len() + attribute.data_type.len() + attribute.value().map_or(0, |(_, v)| v.len())
    });
    body.len() + attributes.sum::<usize>()
}

/// MD5 as SQS prints it.
pub(super) fn md5_of_body(body: &str) -> String {
    HEXLOWER.encode(&Md5::digest(body))
}

/// MD5 over the attributes, in SQS's documented encoding: sorted by name, each part after its length.
pub(super) fn md5_of_attributes(attributes: &Attributes) -> Option<String> {
    if attributes.is_empty() {
        return None;
    }
    let mut encoded: Vec<u8> = Vec::new();
    for (name, attribute) in attributes {
        let (transport, value) = attribute.value().unwrap_or((1, Vec::new()));
        append(&mut encoded, name.as_bytes());
        append(&mut encoded, attribute.data_type.as_bytes());
        encoded.push(transport);
        append(&mut encoded, &value);
    }
    Some(HEXLOWER.encode(&Md5::digest(&encoded)))
}

fn append(encoded: &mut Vec<u8>, bytes: &[u8]) {
    encoded.extend(u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
    encoded.extend(bytes);
}

impl Attribute {
    /// How the value travels (1 for text, 2 for bytes) and its bytes; nothing when it has none.
    fn value(&self) -> Option<(u8, Vec<u8>)> {
        match (&self.string_value, &self.binary_value) {
            (Some(text), None) => Some((1, text.clone().into_bytes())),
            (None, Some(base64)) => Some((2, BASE64.decode(base64.as_bytes()).ok()?)),
            _ => None,
        }
    }
}

fn check_attribute(name: &str, attribute: &Attribute) -> Result<(), SqsError> {
    let invalid = |reason: &str| {
        Err(SqsError::InvalidParameterValue(format!(
            "The message attribute '{name}' {reason}"
        )))
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    if name.is_empty() || name.len() > 256 || !name.chars().all(plain) {
        return invalid("has an invalid name.");
    }
    let kind = attribute.data_type.split('.').next().unwrap_or_default();
    match (kind, attribute.value()) {
        ("String" | "Number", Some((1, value))) if !value.is_empty() => {}
        ("Binary", Some((2, value))) if !value.is_empty() => {}
        ("String" | "Number" | "Binary", _) => {
            return invalid("must contain a non-empty value of its type.");
        }
        _ => return invalid("has an invalid type; use String, Number or Binary."),
    }
    match &attribute.string_value {
        Some(text) if !text.chars().all(is_allowed) => Err(SqsError::InvalidMessageContents),
        _ => Ok(()),
    }
}

/// XML 1.0's characters, which is what SQS takes.
fn is_allowed(c: char) -> bool {
    matches!(c, '\u{9}' | '\u{A}' | '\u{D}' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::tab_and_line_ends("a\t\r\nb", true)]
    #[case::beyond_the_basic_plane("\u{1F600}", true)]
    #[case::the_last_allowed_of_the_basic_plane("\u{FFFD}", true)]
    #[case::noncharacter("\u{FFFE}", false)]
    #[case::other_noncharacter("\u{FFFF}", false)]
    #[case::control_character("a\u{1}", false)]
    #[case::null("\0", false)]
    fn only_characters_of_xml_are_taken(#[case] body: &str, #[case] taken: bool) {
        assert_eq!(check(body, &Attributes::new(), LARGEST).is_ok(), taken);
    }

    #[test]
    fn a_body_of_exactly_the_limit_is_taken_and_one_more_byte_is_not() {
        let none = Attributes::new();
        assert!(check(&"x".repeat(1024), &none, 1024).is_ok());
        assert!(check(&"x".repeat(1025), &none, 1024).is_err());
    }

    #[test]
    fn the_digest_of_attributes_is_the_documented_one() {
        let attribute = Attribute {
            data_type: "String".into(),
            string_value: Some("test value".into()),
            binary_value: None,
        };
        let attributes = Attributes::from([("test".to_owned(), attribute)]);
        // By hand: each part after its length in four bytes, with \x01 for text before the value.
        assert_eq!(
            md5_of_attributes(&attributes).as_deref(),
            Some("22a3d74bb782c9ff803cf5ca9a3d5e6c")
        );
    }
}
