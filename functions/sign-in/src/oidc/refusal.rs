//! Why a token is refused.

/// For the log only: whoever sent the token learns that it was refused, and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is no signed token, or its claims are not what the standard says.
    #[error("the token cannot be read")]
    Malformed,
    /// It is signed by an algorithm other than RS256 and ES256, or by none.
    #[error("the token's algorithm is not taken")]
    Algorithm,
    /// It is a token of another kind, such as an access token.
    #[error("the token is not an id_token")]
    Kind,
    /// Its header demands an extension that is not known here.
    #[error("the token demands an extension")]
    Extension,
    /// The provider has several keys, and the token does not say which.
    #[error("the token does not name its key")]
    KeyNotNamed,
    /// The provider has no such key.
    #[error("the token's key is not one of the provider's")]
    UnknownKey,
    /// The key that it names is for another algorithm.
    #[error("the token's algorithm is not its key's")]
    KeyOfAnotherAlgorithm,
    /// The provider did not sign it.
    #[error("the token's signature is wrong")]
    Signature,
    /// A claim that every id_token has is absent or has another type.
    #[error("the token lacks a claim")]
    ClaimMissing,
    /// Another provider made it.
    #[error("the token is another provider's")]
    Issuer,
    /// It was made for others.
    #[error("the token is for another client")]
    Audience,
    /// It was given to another client than this.
    #[error("the token was given to another client")]
    AuthorizedParty,
    /// Its time is over.
    #[error("the token has expired")]
    Expired,
    /// Its time has not begun.
    #[error("the token is not valid yet")]
    NotYetValid,
    /// It was not made for the sign-in that it is sent for.
    #[error("the token belongs to another sign-in")]
    Nonce,
    /// It names no address, or none that mail can be sent to.
    #[error("the token names no address")]
    NoAddress,
    /// The provider does not say that the address is the person's.
    #[error("the token's address is not verified")]
    AddressNotVerified,
}
