//! Codes and tokens that are derived from a key and an id, so that none of them is stored, queued
//! or logged anywhere: whoever may read the key makes them anew.

use std::{fmt, str::FromStr};

use data_encoding::BASE64URL_NOPAD;
use domain::{
    invitation::InvitationId,
    sign_in::{Code, SignInId},
};
use ring::hmac;

use crate::{
    secrets::SecretKey,
    sessions::{FamilyId, Session},
};

/// The code of a sign-in request.
pub fn code(key: &SecretKey, request: &SignInId) -> Code {
    let tag = tag(key, "code", request.as_str());
    // 64 bits are so many that no code is likelier than another in any way that matters.
    let first = tag.as_ref().iter().take(8);
    Code::from_number(first.fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// The token that an invitation's link carries.
pub fn invitation_token(key: &SecretKey, invitation: &InvitationId) -> String {
    BASE64URL_NOPAD.encode(tag(key, "invitation", &invitation.to_string()).as_ref())
}

/// Whether two secrets are the same. Takes as long however much of them is.
pub fn same(a: &str, b: &str) -> bool {
    let differences = a
        .bytes()
        .zip(b.bytes())
        .fold(0, |sum, (a, b)| sum | (a ^ b));
    a.len() == b.len() && std::hint::black_box(differences) == 0
}

/// What a browser keeps to stay signed in: `<family>.<generation>.<proof>`.
///
/// Derived, so that two tabs which refresh at once, and one that asks again since the answer was
/// lost, get the same next one.
#[derive(Clone, PartialEq, Eq)]
pub struct RefreshToken {
    /// Which session.
    pub family: FamilyId,
    /// The how-manieth token of the session it is.
    pub generation: u64,
    proof: String,
}

/// The text is not of the form of a refresh token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be a refresh token")]
pub struct InvalidRefreshToken;

impl RefreshToken {
    /// The session's newest token. `key` is the one that the session names.
    pub fn of(session: &Session, key: &SecretKey) -> Self {
        Self {
            family: session.family.clone(),
            generation: session.generation,
            proof: proof(key, &session.family, session.generation),
        }
    }

    /// Whether the token was derived from this key.
    pub fn is_of(&self, key: &SecretKey) -> bool {
        same(&self.proof, &proof(key, &self.family, self.generation))
    }

    /// The token as the cookie has it.
    pub fn reveal(&self) -> String {
        format!("{}.{}.{}", self.family, self.generation, self.proof)
    }
}

impl FromStr for RefreshToken {
    type Err = InvalidRefreshToken;

    fn from_str(text: &str) -> Result<Self, InvalidRefreshToken> {
        let mut parts = text.splitn(3, '.');
        let mut part = || parts.next().ok_or(InvalidRefreshToken);
        let (family, generation, proof) = (part()?, part()?, part()?);
        let token = Self {
            family: family.parse().map_err(|_| InvalidRefreshToken)?,
            generation: generation.parse().map_err(|_| InvalidRefreshToken)?,
            proof: proof.to_owned(),
        };
        // A number has several spellings (`+1`, `01`), a token only one.
        let is_as_written = token.reveal() == text;
        is_as_written.then_some(token).ok_or(InvalidRefreshToken)
    }
}

/// A token is a secret: it must not reach a log by accident.
impl fmt::Debug for RefreshToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RefreshToken")
            .field("family", &self.family)
            .field("generation", &self.generation)
            .finish_non_exhaustive()
    }
}

fn proof(key: &SecretKey, family: &FamilyId, generation: u64) -> String {
    BASE64URL_NOPAD.encode(tag(key, "refresh", &format!("{family}.{generation}")).as_ref())
}

/// The purpose leads, so that nothing that is derived for one passes for another.
fn tag(key: &SecretKey, purpose: &str, of: &str) -> hmac::Tag {
    let key = hmac::Key::new(hmac::HMAC_SHA256, &key.bytes);
    hmac::sign(&key, format!("{purpose}:{of}").as_bytes())
}

#[cfg(test)]
mod tests {
    use domain::time::UtcTime;
    use rstest::rstest;

    use super::*;

    /// Worked out by Python's hmac module: whoever changes how a code is made ends the codes that
    /// are on their way.
    #[test]
    fn a_code_is_the_hmac_of_the_requests_id() {
        let id = SignInId::from_bits(0x1f);
        assert_eq!(code(&key(7), &id).as_str(), CODE);
    }

    const CODE: &str = "938530";

    #[test]
    fn another_key_or_another_id_makes_another_secret() {
        let (a, b) = (SignInId::from_bits(1), SignInId::from_bits(2));
        assert_eq!(code(&key(1), &a), code(&key(1), &a));
        assert_ne!(code(&key(1), &a), code(&key(1), &b));
        assert_ne!(code(&key(1), &a), code(&key(2), &a));
        let [a, b] = ["demo", "other"]
            .map(|id| InvitationId::from_bits(id.to_owned().try_into().unwrap(), 1));
        assert_ne!(invitation_token(&key(1), &a), invitation_token(&key(1), &b));
        assert_ne!(invitation_token(&key(1), &a), invitation_token(&key(2), &a));
    }

    #[test]
    fn codes_are_spread_over_all_digits() {
        let key = key(1);
        let mut seen = [[0_u32; 10]; 6];
        for bits in 0..10_000 {
            let code = code(&key, &SignInId::from_bits(bits));
            for (place, digit) in code.as_str().bytes().enumerate() {
                seen[place][usize::from(digit - b'0')] += 1;
            }
        }
        let all = seen.as_flattened();
        // 1,000 expected, a standard deviation of 30.
        assert!(
            all.iter().all(|count| (800..1_200).contains(count)),
            "{seen:?}"
        );
    }

    #[rstest]
    #[case("", "", true)]
    #[case("abc", "abc", true)]
    #[case("abc", "abd", false)]
    #[case("abc", "ab", false)]
    #[case("", "a", false)]
    fn secrets_are_compared_whole(#[case] a: &str, #[case] b: &str, #[case] expected: bool) {
        assert_eq!(same(a, b), expected);
    }

    #[test]
    fn a_token_is_read_back_as_written_and_shown_by_nobody() {
        let (text, token) = token();
        assert_eq!(text.parse(), Ok(token.clone()));
        assert!(token.is_of(&key(1)));
        assert!(!token.is_of(&key(2)));
        let shown = format!("{token:?} {:?}", key(1));
        assert!(!shown.contains(&token.proof), "{shown}");
        assert!(!shown.contains("1, 1"), "{shown}");
    }

    #[rstest]
    #[case::empty("")]
    #[case::zero("0")]
    #[case::null("null")]
    #[case::dots("..")]
    #[case::family_alone("0000000000000000000000000000001f")]
    #[case::signed("0000000000000000000000000000001f.+1.x")]
    #[case::zeros("0000000000000000000000000000001f.01.x")]
    #[case::negative("0000000000000000000000000000001f.-1.x")]
    #[case::too_large("0000000000000000000000000000001f.18446744073709551616.x")]
    #[case::key_separator("000000000000000000000000000000#f.1.x")]
    fn what_is_no_token_is_refused(#[case] text: &str) {
        assert_eq!(text.parse::<RefreshToken>(), Err(InvalidRefreshToken));
    }

    #[test]
    fn a_token_that_was_touched_is_nobodys() {
        let (text, _) = token();
        for index in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[index] = if bytes[index] == b'0' { b'1' } else { b'0' };
            let touched = String::from_utf8(bytes).unwrap().parse::<RefreshToken>();
            assert!(!touched.is_ok_and(|token| token.is_of(&key(1))), "{index}");
        }
        for longer in [format!("{text}A"), format!("{text}."), format!("{text}.x")] {
            let touched = longer.parse::<RefreshToken>();
            assert!(!touched.is_ok_and(|token| token.is_of(&key(1))), "{longer}");
        }
    }

    fn token() -> (String, RefreshToken) {
        let family: FamilyId = "0000000000000000000000000000001f".parse().unwrap();
        let token = RefreshToken {
            proof: proof(&key(1), &family, 12),
            family,
            generation: 12,
        };
        (token.reveal(), token)
    }

    fn key(byte: u8) -> SecretKey {
        SecretKey {
            kid: "k1".to_owned(),
            bytes: vec![byte; 32],
            created_at: UtcTime::now(),
        }
    }
}
