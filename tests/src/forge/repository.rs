//! Everything in the repository that could be taken for a key.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use data_encoding::{BASE64_NOPAD, BASE64URL_NOPAD, HEXLOWER_PERMISSIVE};

/// The bytes of an Ed25519 seed, or of a secret of HMAC-SHA256 as they are usually made.
const SEED: usize = 32;
/// A pair is at times kept as seed and public key.
const PAIR: usize = 64;
/// How an ASN.1 sequence begins, which PKCS#8 is.
const SEQUENCE: u8 = 0x30;

/// Bytes that may be a key, and where they stand first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What a signer would take.
    pub bytes: Vec<u8>,
    /// The file.
    pub place: String,
}

/// Every candidate in the files that git tracks, each once.
pub fn in_repository() -> Vec<Candidate> {
    let mut found = BTreeMap::new();
    for (path, text) in tracked_files() {
        for bytes in candidates(&text) {
            found
                .entry(bytes)
                .or_insert_with(|| path.display().to_string());
        }
    }
    let found = found.into_iter();
    found
        .map(|(bytes, place)| Candidate { bytes, place })
        .collect()
}

/// The files that git tracks, as far as they are text.
pub fn tracked_files() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the workspace");
    let mut git = Command::new("git");
    let listed = git.args(["ls-files", "-z"]).current_dir(root).output();
    let listed = listed.expect("git runs");
    assert!(listed.status.success(), "git lists the files");
    let names = String::from_utf8(listed.stdout).expect("names in UTF-8");
    let names = names.split('\0').filter(|name| !name.is_empty());
    let read = |name: &str| Some((name.into(), fs::read_to_string(root.join(name)).ok()?));
    names.filter_map(read).collect()
}

/// What in a text decodes to the length of a key: runs of hexadecimal, base64 and base64url, and
/// the bodies of PEM blocks. Several readings may agree; each key is there once.
pub fn candidates(text: &str) -> BTreeSet<Vec<u8>> {
    let mut found = BTreeSet::new();
    for block in pem_bodies(text) {
        found.extend(decoded(&block));
    }
    let is_encoded = |c: char| c.is_ascii_alphanumeric() || "+/-_".contains(c);
    for run in text.split(|c| !is_encoded(c)) {
        found.extend(decoded(run));
        // A path or a name in base64's alphabet may hold the key.
        found.extend(run.split(['/', '-', '_', '+']).flat_map(decoded));
    }
    found
}

fn pem_bodies(text: &str) -> Vec<String> {
    let mut rest = text;
    let mut bodies = Vec::new();
    while let Some((_, after)) = rest.split_once("-----BEGIN ") {
        let Some((body, after)) = after.split_once("-----END ") else {
            break;
        };
        let (_, body) = body.split_once("-----").unwrap_or_default();
        let is_code = |c: &char| c.is_ascii_alphanumeric() || "+/".contains(*c);
        // In source code a line's end may be written out.
        bodies.push(body.replace("\\n", "").chars().filter(is_code).collect());
        rest = after;
    }
    bodies
}

fn decoded(run: &str) -> Vec<Vec<u8>> {
    // The shortest is 32 bytes in base64.
    if run.len() < 43 {
        return Vec::new();
    }
    let bytes = run.as_bytes();
    let readings = [
        HEXLOWER_PERMISSIVE.decode(bytes),
        BASE64_NOPAD.decode(bytes),
        BASE64URL_NOPAD.decode(bytes),
    ];
    let readings = readings.into_iter().flatten();
    readings.filter(|bytes| is_key(bytes)).collect()
}

fn is_key(bytes: &[u8]) -> bool {
    let is_der = bytes.first() == Some(&SEQUENCE) && (SEED..=4_096).contains(&bytes.len());
    bytes.len() == SEED || bytes.len() == PAIR || is_der
}

#[cfg(test)]
mod tests {
    use data_encoding::{BASE64, BASE64_NOPAD, BASE64URL_NOPAD, HEXLOWER, HEXUPPER};

    use super::candidates;

    #[rstest::rstest]
    #[case::hexadecimal(HEXLOWER.encode(&KEY))]
    #[case::upper_case(HEXUPPER.encode(&KEY))]
    #[case::base64(BASE64.encode(&KEY))]
    #[case::base64_without_padding(BASE64_NOPAD.encode(&KEY))]
    #[case::base64url(BASE64URL_NOPAD.encode(&KEY))]
    #[case::in_quotes(format!("const K: &str = \"{}\";", BASE64.encode(&KEY)))]
    #[case::in_a_variable(format!("JWT_SECRET={}", HEXLOWER.encode(&KEY)))]
    #[case::after_a_name(format!("sk_live_{}", HEXLOWER.encode(&KEY)))]
    fn a_key_is_found_however_it_is_written(#[case] text: String) {
        assert!(candidates(&text).contains(&KEY[..]), "{text}");
    }

    #[test]
    fn a_pem_block_is_found_also_within_source_code() {
        let der = [&[0x30, 0x2e], &KEY[..]].concat();
        let body = BASE64.encode(&der);
        let (first, second) = body.split_at(20);
        let frame = |end: &str| {
            let (begin, finish) = ("-----BEGIN ", "-----END ");
            format!("{begin}KEY-----{end}{first}{end}{second}{end}{finish}KEY-----")
        };
        for text in [frame("\n"), frame("\r\n"), frame("\\n"), frame("\n    ")] {
            assert!(candidates(&text).contains(&der), "{text}");
        }
    }

    #[test]
    fn a_key_that_is_the_same_in_both_alphabets_is_one() {
        assert_eq!(candidates(&BASE64_NOPAD.encode(&[0; 32])).len(), 1);
    }

    #[test]
    fn words_and_short_numbers_are_no_keys() {
        let text = "a_test_name_is_a_sentence 0123456789abcdef0123456789abcdef TKT-00001";
        assert_eq!(candidates(text).len(), 0);
    }

    const KEY: [u8; 32] = [
        0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c,
        0xc4, 0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae,
        0x7f, 0x60,
    ];
}
