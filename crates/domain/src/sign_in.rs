//! Signing in by a code that comes by e-mail.

use std::{fmt, str::FromStr};

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::{email::EmailAddress, time::UtcTime, workspace::WorkspaceId};

/// How long a code is good for.
pub const CODE_LIFETIME: SignedDuration = SignedDuration::from_mins(10);
/// How many codes are compared with a request's own, the right one included.
pub const MAX_TRIES: u32 = 5;

/// The random id of a sign-in request: 128 bits, as 32 hexadecimal digits.
///
/// Whoever asked for the code holds it, nobody else: a code counts for its own request alone.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SignInId(String);

/// The text is not the id of a sign-in request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be the request_id that the code was asked with")]
pub struct InvalidSignInId;

/// Somebody asked for a code: an event, whose mail brings it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInRequest {
    /// The request's id.
    pub id: SignInId,
    /// When it was asked.
    pub at: UtcTime,
    /// Who may sign in by it. Nobody, where the address that was typed belongs to no agent: then
    /// no mail is owed, and no code is right.
    pub applicant: Option<Applicant>,
    /// The id of the key that the code is derived from.
    pub code_key: String,
    /// When the code ends.
    pub expires_at: UtcTime,
}

/// The person who may sign in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applicant {
    /// Where the code goes.
    pub email: EmailAddress,
    /// The workspace to sign in to; none for the stack's first, which is still to be founded.
    pub workspace: Option<WorkspaceId>,
}

/// A one-time code: six digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(String);

/// The text is not a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be the six digits of the e-mail")]
pub struct InvalidCode;

impl SignInId {
    /// The id that these random bits make.
    pub fn from_bits(bits: u128) -> Self {
        Self(format!("{bits:032x}"))
    }

    /// The id itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for SignInId {
    type Error = InvalidSignInId;

    fn try_from(text: String) -> Result<Self, InvalidSignInId> {
        if is_random_id(&text) {
            Ok(Self(text))
        } else {
            Err(InvalidSignInId)
        }
    }
}

impl FromStr for SignInId {
    type Err = InvalidSignInId;

    fn from_str(text: &str) -> Result<Self, InvalidSignInId> {
        text.to_owned().try_into()
    }
}

impl From<SignInId> for String {
    fn from(id: SignInId) -> Self {
        id.0
    }
}

/// Whether the text is 128 bits in lower-case hexadecimal.
pub(crate) fn is_random_id(text: &str) -> bool {
    text.len() == 32
        && text
            .bytes()
            .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

impl Code {
    /// The code that a random number makes: its last six decimal digits.
    pub fn from_number(number: u64) -> Self {
        Self(format!("{:06}", number % 1_000_000))
    }

    /// The six digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Code {
    type Err = InvalidCode;

    /// Reads a code as people type it: with spaces, such as `123 456`.
    fn from_str(text: &str) -> Result<Self, InvalidCode> {
        let digits: String = text.chars().filter(|c| *c != ' ').collect();
        if digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit()) {
            Ok(Self(digits))
        } else {
            Err(InvalidCode)
        }
    }
}

/// A code is a secret: it must not reach a log by accident.
impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::plain("012345", Ok("012345"))]
    #[case::in_two_parts("123 456", Ok("123456"))]
    #[case::outer_spaces(" 123456 ", Ok("123456"))]
    #[case::empty("", Err(InvalidCode))]
    #[case::spaces("      ", Err(InvalidCode))]
    #[case::short("12345", Err(InvalidCode))]
    #[case::long("1234567", Err(InvalidCode))]
    #[case::letters("12345a", Err(InvalidCode))]
    #[case::other_digits("12345\u{0663}", Err(InvalidCode))]
    #[case::signed("+12345", Err(InvalidCode))]
    fn a_code_is_six_digits(#[case] text: &str, #[case] expected: Result<&str, InvalidCode>) {
        let code: Result<Code, _> = text.parse();
        assert_eq!(code.as_ref().map(Code::as_str), expected.as_ref().copied());
    }

    #[test]
    fn a_small_number_makes_six_digits_too() {
        assert_eq!(Code::from_number(7).as_str(), "000007");
        assert_eq!(Code::from_number(u64::MAX).as_str(), "551615");
    }

    #[test]
    fn a_code_is_not_shown_by_debug() {
        assert!(!format!("{:?}", Code::from_number(123_456)).contains("123456"));
    }

    #[rstest]
    #[case::empty("")]
    #[case::zero("0")]
    #[case::short("0123456789abcdef0123456789abcde")]
    #[case::upper_case("0123456789ABCDEF0123456789ABCDEF")]
    #[case::key_separator("0123456789abcdef#123456789abcdef")]
    fn what_is_no_id_is_refused(#[case] text: &str) {
        assert_eq!(text.parse::<SignInId>(), Err(InvalidSignInId));
    }

    #[test]
    fn an_id_is_read_back_as_written() {
        let id = SignInId::from_bits(0x1f);
        assert_eq!(id.as_str(), "0000000000000000000000000000001f");
        assert_eq!(id.as_str().parse(), Ok(id.clone()));
    }
}
