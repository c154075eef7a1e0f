//! Ticket numbers: `TKT-00001` and `TKT-20240115-0001`.

use std::{fmt, str::FromStr};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

mod typed;

/// The letters in front of a workspace's numbers, `TKT` unless it chose others: 2 to 10 of A-Z
/// and 0-9, a letter first.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Prefix(String);

/// How a workspace numbers its tickets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum NumberFormat {
    /// `TKT-00001`, one sequence for ever; grows past 99999 to six digits.
    #[default]
    Sequential,
    /// `TKT-20240115-0001`, one sequence a UTC day; grows past 9999 to five digits.
    Dated,
}

/// A ticket's number, in its one written form.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TicketNumber {
    prefix: Prefix,
    day: Option<Date>,
    sequence: u64,
}

/// There is no such format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be sequential or dated")]
pub struct UnknownFormat;

/// The text is not a ticket number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be a ticket number such as TKT-00003 or TKT-20240115-0001")]
pub struct InvalidTicketNumber;

/// The text is not a prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be 2 to 10 of A-Z and 0-9, a letter first")]
pub struct InvalidPrefix;

impl TicketNumber {
    /// `TKT-00001`: the `sequence`-th ticket of a workspace, counted from 1.
    pub fn sequential(prefix: Prefix, sequence: u64) -> Self {
        Self {
            prefix,
            day: None,
            sequence,
        }
    }

    /// `TKT-20240115-0001`: the `sequence`-th ticket of a UTC day, counted from 1.
    pub fn dated(prefix: Prefix, day: Date, sequence: u64) -> Self {
        Self {
            prefix,
            day: Some(day),
            sequence,
        }
    }

    /// The letters in front.
    pub fn prefix(&self) -> &Prefix {
        &self.prefix
    }
}

impl fmt::Display for TicketNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.day {
            None => write!(f, "{}-{:05}", self.prefix.0, self.sequence),
            Some(day) => {
                write!(f, "{}-{}-{:04}", self.prefix.0, compact(day), self.sequence)
            }
        }
    }
}

/// `20240115`, the form of a day in numbers and in the counter's key.
pub fn compact(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

impl FromStr for TicketNumber {
    type Err = InvalidTicketNumber;

    fn from_str(text: &str) -> Result<Self, InvalidTicketNumber> {
        let (prefix, rest) = text.split_once('-').ok_or(InvalidTicketNumber)?;
        let prefix = prefix.parse().map_err(|_| InvalidTicketNumber)?;
        match rest.split_once('-') {
            None => Ok(Self::sequential(prefix, read_sequence(rest, 5)?)),
            Some((day, sequence)) => Ok(Self::dated(
                prefix,
                read_day(day)?,
                read_sequence(sequence, 4)?,
            )),
        }
    }
}

/// Digits padded to `width`, and none of the padding where the number has grown past it: one
/// number has one written form.
fn read_sequence(text: &str, width: usize) -> Result<u64, InvalidTicketNumber> {
    let padded = text.len() == width || (text.len() > width && !text.starts_with('0'));
    if !padded {
        return Err(InvalidTicketNumber);
    }
    read_digits(text)
}

/// A number counted from 1, however it is padded.
fn read_digits(text: &str) -> Result<u64, InvalidTicketNumber> {
    // Checked first: `parse` takes a sign, too.
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(InvalidTicketNumber);
    }
    match text.parse() {
        Ok(0) | Err(_) => Err(InvalidTicketNumber),
        Ok(sequence) => Ok(sequence),
    }
}

fn read_day(text: &str) -> Result<Date, InvalidTicketNumber> {
    if text.len() != 8 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(InvalidTicketNumber);
    }
    Date::strptime("%Y%m%d", text).map_err(|_| InvalidTicketNumber)
}

impl FromStr for Prefix {
    type Err = InvalidPrefix;

    fn from_str(text: &str) -> Result<Self, InvalidPrefix> {
        let well_formed = (2..=10).contains(&text.len())
            && text.starts_with(|c: char| c.is_ascii_uppercase())
            && text
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        if well_formed {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidPrefix)
        }
    }
}

impl Default for Prefix {
    fn default() -> Self {
        Self("TKT".to_owned())
    }
}

impl fmt::Display for Prefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl NumberFormat {
    /// Every format.
    pub const ALL: [Self; 2] = [Self::Sequential, Self::Dated];

    /// The name that programs use, in JSON as in the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sequential => "sequential",
            Self::Dated => "dated",
        }
    }
}

impl FromStr for NumberFormat {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        let mut all = Self::ALL.into_iter();
        all.find(|format| format.name() == name)
            .ok_or(UnknownFormat)
    }
}

impl TryFrom<String> for TicketNumber {
    type Error = InvalidTicketNumber;

    fn try_from(text: String) -> Result<Self, InvalidTicketNumber> {
        text.parse()
    }
}

impl From<TicketNumber> for String {
    fn from(number: TicketNumber) -> Self {
        number.to_string()
    }
}

impl TryFrom<String> for Prefix {
    type Error = InvalidPrefix;

    fn try_from(text: String) -> Result<Self, InvalidPrefix> {
        text.parse()
    }
}

impl From<Prefix> for String {
    fn from(prefix: Prefix) -> Self {
        prefix.0
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::first(1, "TKT-00001")]
    #[case::last_padded(99_999, "TKT-99999")]
    #[case::grown(100_000, "TKT-100000")]
    fn sequential_numbers(#[case] sequence: u64, #[case] text: &str) {
        assert_eq!(
            TicketNumber::sequential(Prefix::default(), sequence).to_string(),
            text
        );
    }

    #[rstest]
    #[case::first(1, "TKT-20240115-0001")]
    #[case::last_padded(9_999, "TKT-20240115-9999")]
    #[case::grown(10_000, "TKT-20240115-10000")]
    fn dated_numbers(#[case] sequence: u64, #[case] text: &str) {
        let number = TicketNumber::dated(Prefix::default(), date(2024, 1, 15), sequence);
        assert_eq!(number.to_string(), text);
    }

    #[rstest]
    #[case::empty("")]
    #[case::no_prefix("00001")]
    #[case::lower_case("tkt-00001")]
    #[case::short("TKT-0001")]
    #[case::zero("TKT-00000")]
    #[case::padding_beyond_the_width("TKT-000001")]
    #[case::padding_beyond_the_day_width("TKT-20240115-00001")]
    #[case::not_a_day("TKT-20241315-0001")]
    #[case::short_day("TKT-2024115-0001")]
    #[case::sign("TKT-+0001")]
    #[case::day_sign("TKT-+2240115-0001")]
    #[case::full_width_digits("TKT-\u{ff10}\u{ff10}\u{ff10}\u{ff10}\u{ff11}")]
    #[case::trailing("TKT-00001 ")]
    #[case::third_part("TKT-20240115-0001-1")]
    #[case::too_large("TKT-99999999999999999999")]
    #[case::one_letter_prefix("T-00001")]
    #[case::digit_first("1TK-00001")]
    fn not_numbers(#[case] text: &str) {
        assert_eq!(text.parse::<TicketNumber>(), Err(InvalidTicketNumber));
    }

    proptest! {
        #[test]
        fn a_number_is_read_back_as_written(
            prefix in "[A-Z][A-Z0-9]{1,9}",
            sequence in 1u64..,
            day in proptest::option::of((1970i16..=9999, 1i8..=12, 1i8..=28)),
        ) {
            let prefix: Prefix = prefix.parse().unwrap();
            let number = match day {
                None => TicketNumber::sequential(prefix, sequence),
                Some((y, m, d)) => TicketNumber::dated(prefix, date(y, m, d), sequence),
            };
            prop_assert_eq!(number.to_string().parse(), Ok(number));
        }

        #[test]
        fn what_is_read_is_written_the_same(text in "[A-Z]{2,3}-[0-9]{4,9}(-[0-9]{3,6})?") {
            if let Ok(number) = text.parse::<TicketNumber>() {
                prop_assert_eq!(number.to_string(), text);
            }
        }
    }
}
