//! Ticket numbers as people type and paste them: `tkt-3`, `3`, `TKT – 00003`.

use super::{InvalidTicketNumber, Prefix, TicketNumber, read_day, read_digits};

/// More than any number needs; what is longer was not meant as one.
const MAX_CHARS: usize = 64;

impl TicketNumber {
    /// Reads what a person typed where a ticket number is asked for: in any case, with or without
    /// padding, spaces, `#`, the dashes that mail programs make, or full-width characters.
    /// Digits alone mean `current_prefix`.
    ///
    /// For text in which a number may or may not stand, see [`crate::detect`].
    ///
    /// # Errors
    /// When the text cannot be meant as a ticket number.
    pub fn from_typed(text: &str, current_prefix: &Prefix) -> Result<Self, InvalidTicketNumber> {
        let text = text.trim();
        if text.chars().nth(MAX_CHARS).is_some() {
            return Err(InvalidTicketNumber);
        }
        let plain: String = text.chars().filter_map(plain).collect();
        let text = plain.trim_matches(stands_around);
        let parts: Vec<_> = text
            .split(SEPARATOR)
            .filter(|part| !part.is_empty())
            .collect();
        let sequential = |prefix, sequence| Ok(Self::sequential(prefix, read_digits(sequence)?));
        let dated =
            |prefix, day, sequence| Ok(Self::dated(prefix, read_day(day)?, read_digits(sequence)?));
        match parts[..] {
            [one] => {
                let glued = one.strip_prefix(&current_prefix.0);
                sequential(current_prefix.clone(), glued.unwrap_or(one))
            }
            [one, two] => match one.parse() {
                Ok(prefix) => sequential(prefix, two),
                Err(_) => dated(current_prefix.clone(), one, two),
            },
            [one, two, three] => {
                let prefix = one.parse().map_err(|_| InvalidTicketNumber)?;
                dated(prefix, two, three)
            }
            _ => Err(InvalidTicketNumber),
        }
    }
}

/// What every space, dash and `#` becomes.
const SEPARATOR: char = '-';

/// The character in upper case and ASCII, where it means the same; none for one that cannot be
/// seen and came along when the number was copied.
fn plain(c: char) -> Option<char> {
    match c {
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => None,
        // The full-width forms lie in the order of ASCII.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).and_then(plain),
        '#' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => Some(SEPARATOR),
        _ if c.is_whitespace() => Some(SEPARATOR),
        _ => Some(c.to_ascii_uppercase()),
    }
}

/// The punctuation of the sentence that a number was copied from.
fn stands_around(c: char) -> bool {
    c == SEPARATOR || ".,;:!?()[]<>\"'\u{201c}\u{201d}\u{2018}\u{2019}".contains(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::as_written("TKT-00003", "TKT-00003")]
    #[case::lower_case("tkt-00003", "TKT-00003")]
    #[case::without_padding("tkt-3", "TKT-00003")]
    #[case::digits_alone("3", "TKT-00003")]
    #[case::padded_digits_alone("00003", "TKT-00003")]
    #[case::too_much_padding("TKT-000031", "TKT-00031")]
    #[case::outer_spaces("  TKT-00003\t", "TKT-00003")]
    #[case::a_space_for_the_dash("TKT 3", "TKT-00003")]
    #[case::spaces_around_the_dash("tkt - 00003", "TKT-00003")]
    #[case::no_dash("tkt3", "TKT-00003")]
    #[case::no_dash_and_padding("TKT00003", "TKT-00003")]
    #[case::hash("#TKT-3", "TKT-00003")]
    #[case::hash_and_digits("# 3", "TKT-00003")]
    #[case::hash_inside("TKT #3", "TKT-00003")]
    #[case::another_prefix("abc-3", "ABC-00003")]
    #[case::a_prefix_with_digits("t2-3", "T2-00003")]
    #[case::a_prefix_that_the_current_one_begins("TKTS-3", "TKTS-00003")]
    #[case::en_dash("TKT–00003", "TKT-00003")]
    #[case::em_dash("TKT—00003", "TKT-00003")]
    #[case::non_breaking_dash("TKT‑00003", "TKT-00003")]
    #[case::minus("TKT\u{2212}00003", "TKT-00003")]
    #[case::non_breaking_space("TKT\u{a0}3", "TKT-00003")]
    #[case::full_width("ＴＫＴ－００００３", "TKT-00003")]
    #[case::full_width_lower_case_and_space("ｔｋｔ\u{3000}３", "TKT-00003")]
    #[case::invisible_characters("\u{feff}TKT-\u{200b}00003\u{200e}", "TKT-00003")]
    #[case::soft_hyphen("TKT\u{ad}-00003", "TKT-00003")]
    #[case::end_of_a_sentence("TKT-00003.", "TKT-00003")]
    #[case::brackets("(TKT-00003)", "TKT-00003")]
    #[case::quotes("“TKT-00003”,", "TKT-00003")]
    #[case::grown("tkt-100000", "TKT-100000")]
    #[case::dated("TKT-20240115-0001", "TKT-20240115-0001")]
    #[case::dated_without_padding(" tkt-20240115-1", "TKT-20240115-0001")]
    #[case::dated_with_spaces("TKT 20240115 1", "TKT-20240115-0001")]
    #[case::dated_without_prefix("20240115-1", "TKT-20240115-0001")]
    #[case::a_day_alone_is_a_long_sequence("20240115", "TKT-20240115")]
    fn accepted(#[case] text: &str, #[case] number: &str) {
        let read = TicketNumber::from_typed(text, &Prefix::default());
        assert_eq!(read, Ok(number.parse().unwrap()));
    }

    #[rstest]
    #[case::empty("")]
    #[case::blank(" \u{3000}")]
    #[case::zero("0")]
    #[case::padded_zero("TKT-00000")]
    #[case::dated_zero("TKT-20240115-0")]
    #[case::no_day("TKT-20241315-1")]
    #[case::a_short_day("TKT-2024-1")]
    #[case::prefix_alone("TKT")]
    #[case::prefix_and_dash("TKT-")]
    #[case::dash_alone("-")]
    #[case::words("wrong invoice")]
    #[case::a_name("Maria")]
    #[case::an_address("maria3@example.com")]
    #[case::an_amount("3.50")]
    #[case::a_share("3%")]
    #[case::a_sum("+3")]
    #[case::two_numbers("3 4")]
    #[case::four_parts("TKT-20240115-0001-1")]
    #[case::a_foreign_prefix_without_dash("ABC3")]
    #[case::a_digit_first("3TKT-3")]
    #[case::a_long_prefix("ABCDEFGHIJK-3")]
    #[case::too_large("99999999999999999999")]
    #[case::arabic_digits("٣")]
    #[case::superscript("³")]
    #[case::cyrillic_lookalike("ТКТ-3")]
    #[case::kelvin_sign("T\u{212a}T-3")]
    #[case::null("TKT-\u{0}3")]
    fn refused(#[case] text: &str) {
        let read = TicketNumber::from_typed(text, &Prefix::default());
        assert_eq!(read, Err(InvalidTicketNumber));
    }

    #[rstest]
    #[case::as_long_as_allowed(64, true)]
    #[case::longer(65, false)]
    fn length(#[case] chars: usize, #[case] accepted: bool) {
        let text = format!("{}3", "0".repeat(chars - 1));
        let read = TicketNumber::from_typed(&text, &Prefix::default());
        assert_eq!(read.is_ok(), accepted);
    }

    #[test]
    fn a_bare_number_means_the_current_prefix() {
        let current: Prefix = "ABC".parse().unwrap();
        let read = |text| TicketNumber::from_typed(text, &current).map(|n| n.to_string());
        assert_eq!(read("3"), Ok("ABC-00003".to_owned()));
        assert_eq!(read("abc3"), Ok("ABC-00003".to_owned()));
        assert_eq!(read("tkt-3"), Ok("TKT-00003".to_owned()));
    }

    proptest! {
        #[test]
        fn a_written_number_is_read_as_itself(
            prefix in "[A-Z][A-Z0-9]{1,9}",
            sequence in 1u64..,
            day in proptest::option::of((1970i16..=9999, 1i8..=12, 1i8..=28)),
        ) {
            let prefix: Prefix = prefix.parse().unwrap();
            let number = match day {
                None => TicketNumber::sequential(prefix, sequence),
                Some((y, m, d)) => {
                    TicketNumber::dated(prefix, jiff::civil::date(y, m, d), sequence)
                }
            };
            let written = number.to_string().to_lowercase();
            prop_assert_eq!(TicketNumber::from_typed(&written, &Prefix::default()), Ok(number));
        }

        #[test]
        fn no_text_makes_it_panic(text in any::<String>()) {
            let _ = TicketNumber::from_typed(&text, &Prefix::default());
        }
    }
}
