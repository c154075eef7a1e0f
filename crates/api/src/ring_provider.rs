//! Signatures for `jsonwebtoken`, by ring: Ed25519 made and checked, RS256 and ES256 of an OIDC
//! issuer checked only, every other algorithm refused. Which of them a token may use is said where
//! it is verified, by its key.
//!
//! The crate's own choices do not fit: `rust_crypto` brings the rsa crate (RUSTSEC-2023-0071),
//! `aws_lc_rs` a second TLS-sized library. Ring is there already, for TLS.

use std::sync::Once;

use jsonwebtoken::{
    Algorithm, DecodingKey, DecodingKeyKind, EncodingKey,
    crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils},
    errors::{Error, ErrorKind},
};
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ED25519, Ed25519KeyPair, RSA_PKCS1_2048_8192_SHA256,
    RsaPublicKeyComponents, UnparsedPublicKey, VerificationAlgorithm,
};
use signature::{Signer, Verifier};

static PROVIDER: CryptoProvider = CryptoProvider {
    signer_factory: signer,
    verifier_factory: verifier,
    key_utils: KeyUtils::new_unimplemented(),
};

/// Makes ring the provider of this process. Safe to call again.
pub fn install() {
    static INSTALL: Once = Once::new();
    INSTALL.call_once(|| {
        // It fails only where another provider was installed, and nothing else here does that.
        let _ = PROVIDER.install_default();
    });
}

struct RingSigner(Ed25519KeyPair);

struct RingVerifier {
    algorithm: Algorithm,
    key: PublicKey,
}

enum PublicKey {
    Point(UnparsedPublicKey<Vec<u8>>),
    Rsa(RsaPublicKeyComponents<Vec<u8>>),
}

fn signer(algorithm: &Algorithm, key: &EncodingKey) -> Result<Box<dyn JwtSigner>, Error> {
    if *algorithm != Algorithm::EdDSA {
        return Err(ErrorKind::InvalidAlgorithm.into());
    }
    let pair =
        Ed25519KeyPair::from_pkcs8(key.as_bytes()).map_err(|_| ErrorKind::InvalidEddsaKey)?;
    Ok(Box::new(RingSigner(pair)))
}

fn verifier(algorithm: &Algorithm, key: &DecodingKey) -> Result<Box<dyn JwtVerifier>, Error> {
    let algorithm = *algorithm;
    // The header names the algorithm, so it is a forger's choice: a key is used for its own only.
    if key.family() != algorithm.family() {
        return Err(ErrorKind::InvalidAlgorithm.into());
    }
    let key = match algorithm {
        Algorithm::EdDSA => point(&ED25519, key)?,
        Algorithm::ES256 => point(&ECDSA_P256_SHA256_FIXED, key)?,
        Algorithm::RS256 => rsa(key)?,
        _ => return Err(ErrorKind::InvalidAlgorithm.into()),
    };
    Ok(Box::new(RingVerifier { algorithm, key }))
}

fn point(
    algorithm: &'static dyn VerificationAlgorithm,
    key: &DecodingKey,
) -> Result<PublicKey, Error> {
    let bytes = key.try_get_as_bytes()?.to_vec();
    Ok(PublicKey::Point(UnparsedPublicKey::new(algorithm, bytes)))
}

fn rsa(key: &DecodingKey) -> Result<PublicKey, Error> {
    match key.kind() {
        DecodingKeyKind::RsaModulusExponent { n, e } => {
            Ok(PublicKey::Rsa(RsaPublicKeyComponents {
                n: n.clone(),
                e: e.clone(),
            }))
        }
        DecodingKeyKind::SecretOrDer(_) => Err(ErrorKind::InvalidKeyFormat.into()),
    }
}

impl Signer<Vec<u8>> for RingSigner {
    fn try_sign(&self, message: &[u8]) -> Result<Vec<u8>, signature::Error> {
        Ok(self.0.sign(message).as_ref().to_vec())
    }
}

impl JwtSigner for RingSigner {
    fn algorithm(&self) -> Algorithm {
        Algorithm::EdDSA
    }
}

impl Verifier<Vec<u8>> for RingVerifier {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> Result<(), signature::Error> {
        match &self.key {
            PublicKey::Point(key) => key.verify(message, signature),
            PublicKey::Rsa(key) => key.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature),
        }
        .map_err(|_| signature::Error::new())
    }
}

impl JwtVerifier for RingVerifier {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }
}

#[cfg(test)]
mod tests {
    use jsonwebtoken::crypto::verify;
    use rstest::rstest;

    use super::*;

    /// The examples of RFC 7515, appendices A.2 (RS256) and A.3 (ES256), and of RFC 8037, A.4
    /// (Ed25519): what is signed, and the signature.
    const RS256: (&str, &str) = (
        "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ",
        "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw",
    );
    const ES256: (&str, &str) = (
        "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ",
        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q",
    );
    const EDDSA: (&str, &str) = (
        "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc",
        "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg",
    );

    const EVERY: [Algorithm; 12] = [
        Algorithm::HS256,
        Algorithm::HS384,
        Algorithm::HS512,
        Algorithm::RS256,
        Algorithm::RS384,
        Algorithm::RS512,
        Algorithm::PS256,
        Algorithm::PS384,
        Algorithm::PS512,
        Algorithm::ES256,
        Algorithm::ES384,
        Algorithm::EdDSA,
    ];

    fn rsa_key() -> DecodingKey {
        let n = "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ";
        DecodingKey::from_rsa_components(n, "AQAB").unwrap()
    }

    fn p256_key() -> DecodingKey {
        let x = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
        let y = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";
        DecodingKey::from_ec_components(x, y).unwrap()
    }

    fn ed25519_key() -> DecodingKey {
        let x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
        DecodingKey::from_ed_components(x).unwrap()
    }

    fn verified(
        (message, signature): (&str, &str),
        key: &DecodingKey,
        algorithm: Algorithm,
    ) -> Option<bool> {
        install();
        verify(signature, message.as_bytes(), key, algorithm).ok()
    }

    #[rstest]
    #[case::rs256(RS256, rsa_key(), Algorithm::RS256)]
    #[case::es256(ES256, p256_key(), Algorithm::ES256)]
    #[case::eddsa(EDDSA, ed25519_key(), Algorithm::EdDSA)]
    fn the_examples_of_the_standards_are_verified_and_what_was_changed_is_not(
        #[case] signed: (&str, &str),
        #[case] key: DecodingKey,
        #[case] algorithm: Algorithm,
    ) {
        assert_eq!(verified(signed, &key, algorithm), Some(true));
        let changed = signed.0.replace('9', "8");
        assert_eq!(verified((&changed, signed.1), &key, algorithm), Some(false));
        let cut = &signed.1[4..];
        assert_eq!(verified((signed.0, cut), &key, algorithm), Some(false));
        assert_eq!(verified((signed.0, ""), &key, algorithm), Some(false));
    }

    #[rstest]
    #[case::rsa(rsa_key(), Algorithm::RS256, RS256)]
    #[case::p256(p256_key(), Algorithm::ES256, ES256)]
    #[case::ed25519(ed25519_key(), Algorithm::EdDSA, EDDSA)]
    fn a_key_serves_its_own_algorithm_only(
        #[case] key: DecodingKey,
        #[case] own: Algorithm,
        #[case] its_example: (&str, &str),
    ) {
        for algorithm in EVERY {
            for signed in [RS256, ES256, EDDSA] {
                let expected = (algorithm == own).then_some(signed == its_example);
                let found = verified(signed, &key, algorithm);
                assert_eq!(found, expected, "{algorithm:?}, {}", signed.0);
            }
        }
    }

    #[test]
    fn a_public_key_is_no_secret_of_hmac_and_nothing_but_eddsa_is_signed() {
        let secret = DecodingKey::from_secret(b"a public key in any form");
        assert_eq!(verified(RS256, &secret, Algorithm::HS256), None);
        assert_eq!(verified(RS256, &secret, Algorithm::RS256), None);
        install();
        for algorithm in [Algorithm::HS256, Algorithm::RS256, Algorithm::ES256] {
            let key = EncodingKey::from_ed_der(b"whatever");
            assert!(jsonwebtoken::crypto::sign(b"text", &key, algorithm).is_err());
        }
    }
}
