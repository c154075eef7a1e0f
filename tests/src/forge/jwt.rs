//! Tokens taken apart, changed and signed anew, by hand: a library would refuse what a forger does.

use data_encoding::BASE64URL_NOPAD;
use ring::{
    hmac::{self, HMAC_SHA256},
    signature::Ed25519KeyPair,
};
use serde_json::Value;

/// A JSON Web Token before it is signed.
#[derive(Debug, Clone, PartialEq)]
pub struct Jwt {
    /// Names the algorithm, the type and the key.
    pub header: Value,
    /// Says who, for whom and until when.
    pub claims: Value,
}

/// What a token is signed with.
#[derive(Debug, Clone, Copy)]
pub enum Key<'a> {
    /// An EdDSA key pair.
    Ed25519(&'a Ed25519KeyPair),
    /// A secret of HMAC-SHA256.
    Hmac(&'a [u8]),
    /// Nothing: the signature is empty.
    Nothing,
}

impl Jwt {
    /// Takes a token apart.
    #[track_caller]
    pub fn read(token: &str) -> Self {
        let mut parts = token.split('.');
        let mut part = || {
            let part = parts.next().expect("a part of the token");
            let bytes = BASE64URL_NOPAD.decode(part.as_bytes());
            serde_json::from_slice(&bytes.expect("base64url")).expect("JSON")
        };
        Self {
            header: part(),
            claims: part(),
        }
    }

    /// Sets one member of the header; null takes it away.
    #[must_use]
    pub fn header(mut self, name: &str, value: impl Into<Value>) -> Self {
        set(&mut self.header, name, value.into());
        self
    }

    /// Sets one claim; null takes it away.
    #[must_use]
    pub fn claim(mut self, name: &str, value: impl Into<Value>) -> Self {
        set(&mut self.claims, name, value.into());
        self
    }

    /// The token, signed.
    pub fn sign(&self, key: Key<'_>) -> String {
        let signed = self.unsigned();
        let signature = match key {
            Key::Ed25519(pair) => pair.sign(signed.as_bytes()).as_ref().to_vec(),
            Key::Hmac(secret) => {
                let key = hmac::Key::new(HMAC_SHA256, secret);
                hmac::sign(&key, signed.as_bytes()).as_ref().to_vec()
            }
            Key::Nothing => Vec::new(),
        };
        format!("{signed}.{}", BASE64URL_NOPAD.encode(&signature))
    }

    /// Header and claims as they are signed.
    pub fn unsigned(&self) -> String {
        let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
        format!("{}.{}", part(&self.header), part(&self.claims))
    }
}

fn set(object: &mut Value, name: &str, value: Value) {
    let object = object.as_object_mut().expect("a JSON object");
    if value.is_null() {
        object.remove(name);
    } else {
        object.insert(name.to_owned(), value);
    }
}
