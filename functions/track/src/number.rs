//! Ticket numbers that a stranger types.

use domain::number::{InvalidTicketNumber, Prefix, TicketNumber};

/// More digits than any number has.
const ABSURD: usize = 20;

/// Reads a number; one that looks like a number but can be none is a number that nobody has. What
/// is refused is told apart from what is unknown, so it must not depend on the workspace: `ABC3` is
/// a number where tickets begin with `ABC`.
pub(crate) fn read(text: &str, prefix: &Prefix) -> Result<TicketNumber, InvalidTicketNumber> {
    TicketNumber::from_typed(text, prefix).or_else(|refused| {
        if is_too_large(text, prefix) || may_have_a_prefix(text) {
            Ok(TicketNumber::sequential(prefix.clone(), u64::MAX))
        } else {
            Err(refused)
        }
    })
}

/// Whether it would be a number if it had fewer digits.
fn is_too_large(text: &str, prefix: &Prefix) -> bool {
    let digits = text.split(|c: char| !c.is_ascii_digit());
    let absurd = digits.max_by_key(|run| run.len()).unwrap_or_default();
    absurd.len() >= ABSURD && TicketNumber::from_typed(&text.replace(absurd, "1"), prefix).is_ok()
}

/// Whether it is a prefix and digits with nothing between them, for some prefix.
fn may_have_a_prefix(text: &str) -> bool {
    let text = text.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    text.bytes().all(|b| b.is_ascii_alphanumeric())
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.ends_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::as_written("TKT-00003", "TKT-00003")]
    #[case::as_typed("tkt 3", "TKT-00003")]
    #[case::digits_alone("3", "TKT-00003")]
    #[case::beyond_64_bits("TKT-99999999999999999999", NOBODYS)]
    #[case::digits_beyond_64_bits("99999999999999999999", NOBODYS)]
    #[case::a_day_and_beyond_64_bits("TKT-20240115-99999999999999999999", NOBODYS)]
    #[case::a_foreign_prefix_without_dash("ABC3", NOBODYS)]
    #[case::a_prefix_with_a_digit("t23", NOBODYS)]
    #[case::the_end_of_a_sentence("ABC3.", NOBODYS)]
    fn numbers(#[case] text: &str, #[case] number: &str) {
        let read = read(text, &Prefix::default());
        assert_eq!(read.map(|number| number.to_string()), Ok(number.to_owned()));
    }

    const NOBODYS: &str = "TKT-18446744073709551615";

    #[test]
    fn a_number_as_long_as_a_body_may_be_is_nobodys() {
        for text in ["9".repeat(60_000), "x9".repeat(30_000)] {
            let read = read(&text, &Prefix::default()).map(|number| number.to_string());
            assert_eq!(read, Ok(NOBODYS.to_owned()));
        }
    }

    #[rstest]
    #[case::empty("")]
    #[case::zero("0")]
    #[case::words("wrong invoice 3")]
    #[case::no_digit("Maria")]
    #[case::an_address("maria3@example.com")]
    #[case::no_day("TKT-20241315-1")]
    fn other_texts(#[case] text: &str) {
        assert_eq!(read(text, &Prefix::default()), Err(InvalidTicketNumber));
    }
}
