//! Words that a search looks for.

use super::Row;

/// How many words count; whoever types more is not helped by more.
const MAX_WORDS: usize = 10;

/// Words in lower case, at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words(Vec<String>);

impl Words {
    /// The words of `text`; none where it is blank.
    pub fn read(text: &str) -> Option<Self> {
        let mut words: Vec<_> = text
            .split_whitespace()
            .take(MAX_WORDS)
            .map(str::to_lowercase)
            .collect();
        words.sort();
        words.dedup();
        (!words.is_empty()).then_some(Self(words))
    }

    pub(super) fn as_slice(&self) -> &[String] {
        &self.0
    }

    /// Whether each word is a part of the title, or of the customer's name or address.
    pub(super) fn are_in(&self, row: &Row) -> bool {
        let customer = &row.customer;
        let texts = [
            row.title.as_str().to_lowercase(),
            customer.name.as_str().to_lowercase(),
            customer.email.key(),
        ];
        self.0
            .iter()
            .all(|word| texts.iter().any(|text| text.contains(word.as_str())))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::listing::row::tests::row;

    #[rstest]
    #[case::in_the_title("invoice", true)]
    #[case::a_part_of_a_word("nvoi", true)]
    #[case::any_case("WRONG Invoice", true)]
    #[case::other_scripts("ÜNAL", true)]
    #[case::of_name_and_title("ünal invoice", true)]
    #[case::a_part_of_the_address("@customer", true)]
    #[case::one_is_missing("wrong parcel", false)]
    #[case::over_two_texts("invoiceünal", false)]
    fn words_are_looked_for(#[case] text: &str, #[case] found: bool) {
        let mut row = row(1);
        row.title = domain::text::Title::parse("Wrong Invoice").unwrap();
        row.customer.name = domain::text::PersonName::parse("Ünal").unwrap();
        assert_eq!(Words::read(text).unwrap().are_in(&row), found);
    }

    #[test]
    fn a_blank_text_has_no_words() {
        assert_eq!(Words::read(" \u{3000}\t"), None);
    }
}
