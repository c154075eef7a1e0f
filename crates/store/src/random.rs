//! Randomness that nobody can guess.

use ring::rand::{SecureRandom, SystemRandom};

use crate::StoreError;

/// 128 bits, for ids and tokens that whoever does not know them must not find.
///
/// # Errors
/// When the system gives no randomness.
pub fn bits() -> Result<u128, StoreError> {
    bytes().map(u128::from_le_bytes)
}

/// The same as an id: 32 lower-case hexadecimal digits.
///
/// # Errors
/// When the system gives no randomness.
pub fn id() -> Result<String, StoreError> {
    Ok(format!("{:032x}", bits()?))
}

/// As many bytes as are asked for.
pub(crate) fn bytes<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    let filled = SystemRandom::new().fill(&mut bytes);
    filled.map_err(|_| StoreError::NoRandomness)?;
    Ok(bytes)
}
