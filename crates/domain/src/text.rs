//! Texts that people type: one line or several, bounded, free of control characters.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A ticket's title.
pub type Title = OneLine<200>;
/// A person's name.
pub type PersonName = OneLine<100>;
/// A phone number, as typed.
pub type Phone = OneLine<40>;
/// A category's name.
pub type Category = OneLine<100>;
/// An identifier that another system chose: the widget's user or session.
pub type ForeignId = OneLine<128>;
/// Words by which a visitor who wants to raise a ticket is known.
pub type TicketPhrase = OneLine<60>;
/// A ticket's description, or the issue that a visitor wrote.
pub type Description = LongText<10_000>;
/// An agent's answer or note.
pub type MessageText = LongText<5_000>;
/// A text in which numbers are looked for.
pub type DetectText = LongText<20_000>;

/// Why a text was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing but white space.
    #[error("must not be blank")]
    Blank,
    /// More characters than allowed.
    #[error("must be at most {max} characters long")]
    TooLong {
        /// The bound, in characters.
        max: usize,
    },
    /// A character that has no place in this kind of text.
    #[error("must not contain control characters")]
    ControlCharacter,
}

/// One line of text: not blank, at most `MAX` characters, no control character, outer white
/// space removed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OneLine<const MAX: usize>(String);

/// Text of several lines: not blank, at most `MAX` characters, no control character but line
/// feed and tab. A carriage return before a line feed is dropped.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LongText<const MAX: usize>(String);

impl<const MAX: usize> OneLine<MAX> {
    /// Reads `text`.
    ///
    /// # Errors
    /// When the text is blank, too long or holds a control character.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        if text.chars().any(char::is_control) {
            return Err(TextError::ControlCharacter);
        }
        let text = text.trim();
        check_size(text, MAX)?;
        Ok(Self(text.to_owned()))
    }
}

impl<const MAX: usize> LongText<MAX> {
    /// Reads `text`.
    ///
    /// # Errors
    /// When the text is blank, too long or holds a control character other than `\n` and `\t`.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let text = text.replace("\r\n", "\n");
        check_size(&text, MAX)?;
        if text
            .chars()
            .any(|c| c.is_control() && c != '\n' && c != '\t')
        {
            return Err(TextError::ControlCharacter);
        }
        Ok(Self(text))
    }
}

fn check_size(text: &str, max: usize) -> Result<(), TextError> {
    if text.trim().is_empty() {
        return Err(TextError::Blank);
    }
    if text.chars().count() > max {
        return Err(TextError::TooLong { max });
    }
    Ok(())
}

/// What both kinds of text share: reading them as `&str` and passing through serde.
macro_rules! reads_as_text {
    ($name:ident) => {
        impl<const MAX: usize> $name<MAX> {
            /// The text itself.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl<const MAX: usize> fmt::Display for $name<MAX> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<const MAX: usize> TryFrom<String> for $name<MAX> {
            type Error = TextError;

            fn try_from(text: String) -> Result<Self, TextError> {
                Self::parse(&text)
            }
        }

        impl<const MAX: usize> From<$name<MAX>> for String {
            fn from(text: $name<MAX>) -> Self {
                text.0
            }
        }
    };
}

reads_as_text!(OneLine);
reads_as_text!(LongText);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::outer_spaces_are_removed("  Wrong invoice ", Ok("Wrong invoice"))]
    #[case::other_scripts_are_welcome("Rechnung für Ünal, 請求書", Ok("Rechnung für Ünal, 請求書"))]
    #[case::empty("", Err(TextError::Blank))]
    #[case::blank(" \u{a0}\u{2003}", Err(TextError::Blank))]
    #[case::line_feed("one\ntwo", Err(TextError::ControlCharacter))]
    #[case::header_injection("x\r\nBcc: a@b.example", Err(TextError::ControlCharacter))]
    #[case::tab("a\tb", Err(TextError::ControlCharacter))]
    #[case::next_line_control("a\u{85}b", Err(TextError::ControlCharacter))]
    #[case::nul("a\0b", Err(TextError::ControlCharacter))]
    fn one_line(#[case] text: &str, #[case] expected: Result<&str, TextError>) {
        assert_eq!(
            Title::parse(text).as_ref().map(Title::as_str),
            expected.as_ref().copied()
        );
    }

    #[rstest]
    #[case::lines_and_tabs("a\n\tb", Ok("a\n\tb"))]
    #[case::windows_line_ends("a\r\nb", Ok("a\nb"))]
    #[case::lone_carriage_return("a\rb", Err(TextError::ControlCharacter))]
    #[case::escape("a\u{1b}[31m", Err(TextError::ControlCharacter))]
    #[case::blank("\n\t ", Err(TextError::Blank))]
    fn several_lines(#[case] text: &str, #[case] expected: Result<&str, TextError>) {
        let parsed = Description::parse(text);
        assert_eq!(
            parsed.as_ref().map(Description::as_str),
            expected.as_ref().copied()
        );
    }

    #[test]
    fn length_is_counted_in_characters_not_bytes() {
        assert!(Title::parse(&"é".repeat(200)).is_ok());
        assert_eq!(
            Title::parse(&"é".repeat(201)),
            Err(TextError::TooLong { max: 200 })
        );
        assert!(Description::parse(&"語".repeat(10_000)).is_ok());
        assert!(Description::parse(&"語".repeat(10_001)).is_err());
    }

    proptest! {
        #[test]
        fn an_accepted_line_is_accepted_again_unchanged(text in any::<String>()) {
            if let Ok(line) = Title::parse(&text) {
                prop_assert_eq!(Title::parse(line.as_str()), Ok(line.clone()));
                prop_assert!(!line.as_str().chars().any(char::is_control));
            }
        }

        #[test]
        fn an_accepted_text_is_accepted_again_unchanged(text in any::<String>()) {
            if let Ok(long) = Description::parse(&text) {
                prop_assert_eq!(Description::parse(long.as_str()), Ok(long.clone()));
            }
        }
    }
}
