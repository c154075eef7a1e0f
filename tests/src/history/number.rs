//! Ticket numbers as the contract writes them.

/// The parts of `TKT-00001` or `TKT-20240115-0001`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Number<'a> {
    /// `SEQ`, or the day.
    pub(super) sequence: &'a str,
    pub(super) count: u64,
}

impl<'a> Number<'a> {
    /// Reads a number in its one written form.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let (prefix, rest) = text.split_once('-')?;
        let letters = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit();
        if !(2..=10).contains(&prefix.len())
            || !prefix.starts_with(|c: char| c.is_ascii_uppercase())
            || !prefix.bytes().all(letters)
        {
            return None;
        }
        let (sequence, digits, width) = match rest.split_once('-') {
            None => ("SEQ", rest, 5),
            Some((day, digits)) if day.len() == 8 && is_digits(day) => (day, digits, 4),
            Some(_) => return None,
        };
        let padded = digits.len() == width || (digits.len() > width && !digits.starts_with('0'));
        let count = digits.parse().ok().filter(|count| *count > 0)?;
        (padded && is_digits(digits)).then_some(Self { sequence, count })
    }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("TKT-00001", Some(("SEQ", 1)))]
    #[case("SHOP2-123456", Some(("SEQ", 123_456)))]
    #[case("TKT-20240115-0001", Some(("20240115", 1)))]
    #[case("TKT-20240115-10001", Some(("20240115", 10_001)))]
    #[case("TKT-1", None)]
    #[case("TKT-00000", None)]
    #[case("TKT-012345", None)]
    #[case("tkt-00001", None)]
    #[case("TKT-2024-0001", None)]
    #[case("TKT-0000x", None)]
    #[case("", None)]
    fn a_number_has_one_written_form(#[case] text: &str, #[case] expected: Option<(&str, u64)>) {
        let parts = Number::parse(text).map(|number| (number.sequence, number.count));
        assert_eq!(parts, expected);
    }
}
