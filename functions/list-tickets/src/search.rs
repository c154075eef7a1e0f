//! What a search text means: a ticket's number, a customer's address, or words.

use domain::{email::EmailAddress, number::TicketNumber, workspace::Settings};
use store::listing::{Query, Words};

/// The longest text, as long as the longest title.
pub(crate) const MAX_CHARS: usize = 200;

/// What somebody looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Sought {
    /// The ticket with this number, or else these words.
    Number(TicketNumber, Words),
    /// A customer's tickets.
    Customer(EmailAddress),
    /// Tickets in which these words occur.
    Words(Words),
}

/// A search text, as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Search {
    text: String,
    words: Words,
}

/// The text cannot be looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be 1 to {MAX_CHARS} characters, not all of them blank")]
pub(crate) struct InvalidSearch;

impl Search {
    /// Reads the text.
    pub(crate) fn parse(text: &str) -> Result<Self, InvalidSearch> {
        if text.chars().nth(MAX_CHARS).is_some() {
            return Err(InvalidSearch);
        }
        Ok(Self {
            text: text.to_owned(),
            words: Words::read(text).ok_or(InvalidSearch)?,
        })
    }

    /// What the text means in a workspace, beside the other filters.
    pub(crate) fn means(self, settings: &Settings, query: &Query) -> Sought {
        // "Error 404" looks like a number with a prefix of its own, and means words.
        let number = TicketNumber::from_typed(&self.text, &settings.prefix)
            .ok()
            .filter(|number| settings.prefixes().any(|prefix| prefix == number.prefix()));
        if let Some(number) = number {
            return Sought::Number(number, self.words);
        }
        // Beside a filter by customers, the address narrows it as words do.
        match self.text.parse() {
            Ok(email) if query.customers.is_empty() => Sought::Customer(email),
            _ => Sought::Words(self.words),
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use testkit::samples::settings;

    use super::*;

    #[rstest]
    #[case::whole("TKT-00003")]
    #[case::lower_case("tkt-3")]
    #[case::digits("3")]
    #[case::spaces(" TKT 3 ")]
    fn a_number_is_looked_up(#[case] text: &str) {
        let number = "TKT-00003".parse().unwrap();
        let words = Words::read(text).unwrap();
        assert_eq!(means(text), Sought::Number(number, words));
    }

    #[rstest]
    #[case::a_foreign_prefix("Error 404")]
    #[case::a_number_among_words("invoice of TKT-00003")]
    #[case::a_part_of_an_address("@example.com")]
    #[case::a_word("invoice")]
    fn anything_else_is_words(#[case] text: &str) {
        assert_eq!(means(text), Sought::Words(Words::read(text).unwrap()));
    }

    #[test]
    fn an_address_is_a_customer_or_narrows_the_customers() {
        let email: EmailAddress = "maria@example.com".parse().unwrap();
        let text = " Maria@example.com";
        assert_eq!(means(text), Sought::Customer(email));
        let query = Query {
            customers: vec!["john@example.com".parse().unwrap()],
            ..Query::default()
        };
        let search = Search::parse(text).unwrap();
        let words = Words::read(text).unwrap();
        assert_eq!(search.means(&settings(), &query), Sought::Words(words));
    }

    #[rstest]
    #[case::empty("")]
    #[case::blank(" \t")]
    #[case::too_long(&"a".repeat(201))]
    fn what_cannot_be_looked_for_is_refused(#[case] text: &str) {
        assert_eq!(Search::parse(text), Err(InvalidSearch));
    }

    fn means(text: &str) -> Sought {
        Search::parse(text)
            .unwrap()
            .means(&settings(), &Query::default())
    }
}
