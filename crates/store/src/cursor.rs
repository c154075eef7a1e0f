//! Positions in lists, as clients keep them between two pages.
//!
//! A cursor is opaque, no secret and no permission: partitions come from the caller's token alone.
//! It names its list, so that a position of one list is not taken for one of another.

use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// How cursors are written now. Another version's are refused, not misread.
const VERSION: u8 = 1;
/// A cursor is never longer; whatever is was not made here.
pub(crate) const MAX_LENGTH: usize = 400;

/// The text is no cursor, or that of another list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ForeignCursor;

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written<P> {
    v: u8,
    /// The list's fingerprint.
    q: String,
    at: P,
}

/// The position as clients keep it.
pub(crate) fn write(fingerprint: &str, at: impl Serialize) -> String {
    let written = Written {
        v: VERSION,
        q: fingerprint.to_owned(),
        at,
    };
    BASE64URL_NOPAD.encode(&serde_json::to_vec(&written).unwrap_or_default())
}

/// Reads a cursor of the list with this fingerprint.
pub(crate) fn read<P: DeserializeOwned>(
    cursor: &str,
    fingerprint: &str,
) -> Result<P, ForeignCursor> {
    if cursor.len() > MAX_LENGTH {
        return Err(ForeignCursor);
    }
    let json = BASE64URL_NOPAD.decode(cursor.as_bytes());
    let json = json.map_err(|_| ForeignCursor)?;
    let Written { v, q, at } = serde_json::from_slice(&json).map_err(|_| ForeignCursor)?;
    if v == VERSION && q == fingerprint {
        Ok(at)
    } else {
        Err(ForeignCursor)
    }
}
