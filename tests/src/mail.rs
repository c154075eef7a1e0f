//! A mail as the local mailbox shows it.

use serde_json::Value;

/// A mail that the stack sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Mail(Value);

impl Mail {
    /// Wraps one entry of `/_local/mailbox`.
    pub fn new(entry: Value) -> Self {
        Self(entry)
    }

    /// Its only recipient.
    #[track_caller]
    pub fn to(&self) -> &str {
        assert_eq!(
            self.0["to"].as_array().map(Vec::len),
            Some(1),
            "one recipient a mail: {self:?}"
        );
        self.text_of("/to/0")
    }

    /// Where an answer goes.
    #[track_caller]
    pub fn reply_to(&self) -> &str {
        self.text_of("/reply_to/0")
    }

    /// The subject.
    #[track_caller]
    pub fn subject(&self) -> &str {
        self.text_of("/subject")
    }

    /// The plain text.
    #[track_caller]
    pub fn text(&self) -> &str {
        self.text_of("/text")
    }

    /// The HTML.
    #[track_caller]
    pub fn html(&self) -> &str {
        self.text_of("/html")
    }

    /// The text at a JSON pointer.
    #[track_caller]
    pub fn text_of(&self, pointer: &str) -> &str {
        self.0
            .pointer(pointer)
            .and_then(Value::as_str)
            .unwrap_or_else(|| {
                panic!("the mail has no text at {pointer}: {}", self.0);
            })
    }
}
