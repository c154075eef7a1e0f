//! One thing wrong at a time.

use data_encoding::{BASE64, BASE64URL_NOPAD};
use jiff::Timestamp;
use ring::{
    rand::SystemRandom,
    signature::{Ed25519KeyPair, KeyPair},
};
use serde_json::{Value, json};

use super::{Jwt, Key, SigningKey};

/// The first bytes of an Ed25519 public key's DER, before the key itself (RFC 8410).
const PUBLIC_DER: [u8; 12] = [
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
];

/// A token that must never count.
#[derive(Debug, Clone)]
pub struct Forgery {
    /// What is wrong with it.
    pub what: String,
    /// The token.
    pub token: String,
}

/// What can be made of a genuine token of the stack whose key is `key`. Each has a single fault,
/// so each needs a check of its own to be refused.
pub fn forgeries(genuine: &str, key: &SigningKey) -> Vec<Forgery> {
    let jwt = Jwt::read(genuine);
    let mut all = Vec::new();
    all.extend(times(&jwt, key));
    all.extend(claims(&jwt, key));
    all.extend(headers(&jwt, key));
    all.extend(unsigned(&jwt, genuine));
    all.extend(public_key_as_secret(&jwt, key));
    all.extend(strange_keys(&jwt));
    all.extend(broken_signatures(&jwt, genuine));
    all
}

/// Its time is over, not yet come, or not a time.
fn times(jwt: &Jwt, key: &SigningKey) -> Vec<Forgery> {
    let now = Timestamp::now().as_second();
    let cases = [
        ("expired an hour ago", "exp", json!(now - 3600)),
        ("expired a moment ago", "exp", json!(now - 30)),
        ("exp as a string", "exp", json!((now + 900).to_string())),
        ("exp as a list", "exp", json!([now + 900])),
        ("exp as true", "exp", json!(true)),
        ("exp that is no number of 64 bits", "exp", json!(1e300)),
        ("no exp", "exp", Value::Null),
        ("not valid yet", "nbf", json!(now + 3600)),
        ("nbf as a string", "nbf", json!(now.to_string())),
        ("no nbf", "nbf", Value::Null),
    ];
    with_claims(jwt, key, cases)
}

/// It is meant for others, made by others, or says nothing that we know.
fn claims(jwt: &Jwt, key: &SigningKey) -> Vec<Forgery> {
    let cases = [
        ("wrong aud", "aud", json!("tkt-widget")),
        ("wrong aud in a list", "aud", json!(["tkt-widget"])),
        ("no aud", "aud", Value::Null),
        ("wrong iss", "iss", json!("https://issuer.example")),
        ("no iss", "iss", Value::Null),
        ("no sub", "sub", Value::Null),
        ("no workspace", "workspace", Value::Null),
        ("no role", "role", Value::Null),
        ("a role that is none", "role", json!("admin")),
        ("two roles", "role", json!(["agent", "owner"])),
    ];
    with_claims(jwt, key, cases)
}

/// Its header names another type, algorithm or key than it was signed with.
fn headers(jwt: &Jwt, key: &SigningKey) -> Vec<Forgery> {
    let cases = [
        ("wrong typ", "typ", json!("JWT")),
        ("typ of an ID token", "typ", json!("id+jwt")),
        ("no typ", "typ", Value::Null),
        (
            "wrong kid",
            "kid",
            json!("00000000-0000-4000-8000-000000000000"),
        ),
        ("kid that is a path", "kid", json!("../../dev/null")),
        ("kid of no length", "kid", json!("")),
        ("no kid", "kid", Value::Null),
        ("kid as a list", "kid", json!([key.kid])),
        ("alg RS256", "alg", json!("RS256")),
        ("alg ES256", "alg", json!("ES256")),
        ("alg HS256", "alg", json!("HS256")),
        ("no alg", "alg", Value::Null),
        ("alg in lower case", "alg", json!("eddsa")),
    ];
    let forged = cases.map(|(what, name, value)| Forgery {
        what: what.to_owned(),
        token: jwt
            .clone()
            .header(name, value)
            .sign(Key::Ed25519(&key.pair)),
    });
    forged.into()
}

/// `alg: none`, as libraries once spelled it, without a signature and with that of the genuine token.
fn unsigned(jwt: &Jwt, genuine: &str) -> Vec<Forgery> {
    let (_, signature) = genuine.rsplit_once('.').expect("a signature");
    let forged = ["none", "None", "NONE", "nOnE", ""].into_iter();
    let forged = forged.flat_map(|alg| {
        let jwt = jwt.clone().header("alg", alg);
        let bare = jwt.sign(Key::Nothing);
        let kept = format!("{}.{signature}", jwt.unsigned());
        [("without a signature", bare), ("with another's", kept)].map(|(how, token)| Forgery {
            what: format!("alg: {alg:?} {how}"),
            token,
        })
    });
    forged.collect()
}

/// HS256 with what everyone may read as the secret, in each form in which it is read.
fn public_key_as_secret(jwt: &Jwt, key: &SigningKey) -> Vec<Forgery> {
    let jwt = jwt.clone().header("alg", "HS256");
    let x = BASE64URL_NOPAD.encode(key.public());
    let der = [&PUBLIC_DER[..], key.public()].concat();
    let body = BASE64.encode(&der);
    let pem = format!("-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----\n");
    let secrets: [(&str, Vec<u8>); 6] = [
        ("its bytes", key.public().to_vec()),
        ("its x", x.into_bytes()),
        ("its DER", der),
        ("its PEM", pem.into_bytes()),
        ("its id", key.kid.clone().into_bytes()),
        ("nothing", Vec::new()),
    ];
    let forged = secrets.map(|(what, secret)| Forgery {
        what: format!("HS256 with the public key as secret: {what}"),
        token: jwt.sign(Key::Hmac(&secret)),
    });
    forged.into()
}

/// A key of the forger's own, plainly, and named where a careless verifier would fetch it.
fn strange_keys(jwt: &Jwt) -> Vec<Forgery> {
    let pkcs8 = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).expect("randomness");
    let own = Ed25519KeyPair::from_pkcs8(pkcs8.as_ref()).expect("a key pair");
    let jwk = json!({
        "kty": "OKP",
        "crv": "Ed25519",
        "x": BASE64URL_NOPAD.encode(own.public_key().as_ref()),
    });
    let elsewhere = json!("https://attacker.example/jwks.json");
    let cases = [
        ("a key of the forger's own", jwt.clone()),
        ("the forger's key in jwk", jwt.clone().header("jwk", jwk)),
        (
            "the forger's key at jku",
            jwt.clone().header("jku", elsewhere.clone()),
        ),
        (
            "the forger's key at x5u",
            jwt.clone().header("x5u", elsewhere),
        ),
    ];
    let forged = cases.map(|(what, jwt)| Forgery {
        what: what.to_owned(),
        token: jwt.sign(Key::Ed25519(&own)),
    });
    forged.into()
}

/// The signature of a genuine token, cut, mirrored, or under other claims.
fn broken_signatures(jwt: &Jwt, genuine: &str) -> Vec<Forgery> {
    let (signed, signature) = genuine.rsplit_once('.').expect("a signature");
    let promoted = jwt
        .clone()
        .claim("workspace", "other")
        .claim("role", "owner");
    let cases = [
        (
            "other claims under the signature",
            format!("{}.{signature}", promoted.unsigned()),
        ),
        (
            "half a signature",
            format!("{signed}.{}", &signature[..signature.len() / 2]),
        ),
        (
            "a signature read backwards",
            format!("{signed}.{}", signature.chars().rev().collect::<String>()),
        ),
        ("no signature", format!("{signed}.")),
        ("no third part", signed.to_owned()),
        ("a fourth part", format!("{genuine}.{signature}")),
    ];
    let forged = cases.map(|(what, token)| Forgery {
        what: what.to_owned(),
        token,
    });
    forged.into()
}

fn with_claims<const N: usize>(
    jwt: &Jwt,
    key: &SigningKey,
    cases: [(&str, &str, Value); N],
) -> Vec<Forgery> {
    let forged = cases.map(|(what, name, value)| Forgery {
        what: what.to_owned(),
        token: jwt.clone().claim(name, value).sign(Key::Ed25519(&key.pair)),
    });
    forged.into()
}
