//! Agents' access tokens: EdDSA JWTs of fifteen minutes.

mod claims;
mod mint;
mod verifier;

use jiff::SignedDuration;

pub use mint::{MintError, mint};
pub use verifier::{TokenError, Verifier};

/// How long a token is good for.
pub const LIFETIME: SignedDuration = SignedDuration::from_mins(15);
