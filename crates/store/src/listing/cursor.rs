//! Positions in a list of tickets.

use std::cmp::Ordering;

use domain::{number::TicketNumber, time::UtcTime};
use serde::{Deserialize, Serialize};

use super::query::Order;
use crate::{
    cursor::{self, ForeignCursor},
    heads::{MOMENT, is_moment},
};

/// Where a page ended: at a row's place in the list, whether or not the row is still there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Position {
    pub(super) stage: u8,
    /// The sort key in the index: a moment and a ticket's number.
    pub(super) key: String,
}

impl Position {
    /// What stands first in a list.
    pub(super) fn compare(&self, other: &Self, order: Order) -> Ordering {
        let by_key = || match order {
            Order::Ascending => self.key.cmp(&other.key),
            Order::Descending => other.key.cmp(&self.key),
        };
        self.stage.cmp(&other.stage).then_with(by_key)
    }

    /// The moment of the sort key.
    pub(super) fn moment(&self) -> Option<UtcTime> {
        let millis = self.key.get(..MOMENT)?.parse().ok()?;
        let timestamp = jiff::Timestamp::from_millisecond(millis).ok()?;
        Some(timestamp.into())
    }

    /// The position as clients keep it.
    pub(super) fn to_cursor(&self, fingerprint: &str) -> String {
        cursor::write(fingerprint, self)
    }

    /// Reads a cursor of the list with this fingerprint.
    pub(super) fn of_cursor(cursor: &str, fingerprint: &str) -> Result<Self, ForeignCursor> {
        let read: Self = cursor::read(cursor, fingerprint)?;
        is_sort_key(&read.key).then_some(read).ok_or(ForeignCursor)
    }
}

fn is_sort_key(key: &str) -> bool {
    key.split_once('#')
        .is_some_and(|(moment, number)| is_moment(moment) && number.parse::<TicketNumber>().is_ok())
}

#[cfg(test)]
mod tests {
    use data_encoding::BASE64URL_NOPAD;
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;
    use crate::cursor::MAX_LENGTH;

    #[test]
    fn a_cursor_is_read_back_in_its_own_list_only() {
        let cursor = position().to_cursor("mine");
        assert_eq!(Position::of_cursor(&cursor, "mine"), Ok(position()));
        assert_eq!(Position::of_cursor(&cursor, "other"), Err(ForeignCursor));
        assert!(cursor.len() <= MAX_LENGTH);
    }

    #[test]
    fn the_longest_cursor_is_within_its_bound() {
        let longest = Position {
            stage: 3,
            key: format!("9999999999999#ABCDEFGHIJ-20240115-{}", u64::MAX),
        };
        assert!(longest.to_cursor(&"f".repeat(32)).len() <= MAX_LENGTH);
    }

    #[rstest]
    #[case::empty("")]
    #[case::no_base64("!")]
    #[case::no_json("aGVsbG8")]
    #[case::padded("eyJ2IjoxfQ==")]
    fn nonsense_is_refused(#[case] cursor: &str) {
        assert_eq!(Position::of_cursor(cursor, "mine"), Err(ForeignCursor));
    }

    #[rstest]
    #[case::another_version(
        r#"{"v":2,"q":"mine","at":{"stage":0,"key":"1700000000000#TKT-00001"}}"#
    )]
    #[case::another_field(
        r#"{"v":1,"q":"mine","at":{"stage":0,"key":"1700000000000#TKT-00001","pk":"w2"}}"#
    )]
    #[case::another_field_outside(
        r#"{"v":1,"q":"mine","at":{"stage":0,"key":"1700000000000#TKT-00001"},"pk":"w2"}"#
    )]
    #[case::a_missing_field(r#"{"v":1,"q":"mine","at":{"key":"1700000000000#TKT-00001"}}"#)]
    #[case::no_number(r#"{"v":1,"q":"mine","at":{"stage":0,"key":"1700000000000#"}}"#)]
    #[case::no_moment(r#"{"v":1,"q":"mine","at":{"stage":0,"key":"TKT-00001"}}"#)]
    #[case::a_short_moment(r#"{"v":1,"q":"mine","at":{"stage":0,"key":"17#TKT-00001"}}"#)]
    #[case::a_large_stage(
        r#"{"v":1,"q":"mine","at":{"stage":256,"key":"1700000000000#TKT-00001"}}"#
    )]
    fn a_forged_position_is_refused(#[case] json: &str) {
        let cursor = BASE64URL_NOPAD.encode(json.as_bytes());
        assert_eq!(Position::of_cursor(&cursor, "mine"), Err(ForeignCursor));
    }

    #[test]
    fn a_position_knows_its_moment() {
        let moment = position().moment().unwrap();
        assert_eq!(moment.to_string(), "2023-11-14T22:13:20.000Z");
    }

    proptest! {
        #[test]
        fn a_damaged_cursor_is_refused_or_is_still_a_position(
            at in 0usize..100,
            byte in any::<u8>(),
        ) {
            let mut bytes = position().to_cursor("mine").into_bytes();
            let at = at % bytes.len();
            bytes[at] = byte;
            if let Ok(cursor) = String::from_utf8(bytes)
                && let Ok(read) = Position::of_cursor(&cursor, "mine")
            {
                prop_assert!(is_sort_key(&read.key));
            }
        }
    }

    fn position() -> Position {
        Position {
            stage: 0,
            key: "1700000000000#TKT-00001".to_owned(),
        }
    }
}
