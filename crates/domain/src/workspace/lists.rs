//! Settings that are lists: each entry is checked, and so is the list.

use std::{collections::HashSet, hash::Hash, ops::RangeInclusive};

use crate::{
    chat::intent::folded,
    origin::{InvalidOrigin, Origin},
    text::{Category, TextError, TicketPhrase},
};

/// How many categories a workspace may have.
pub const CATEGORIES: RangeInclusive<usize> = 1..=50;
/// How many origins it may list.
pub const ORIGINS: RangeInclusive<usize> = 0..=50;
/// How many phrases that tell of a wish for a ticket.
pub const PHRASES: RangeInclusive<usize> = 0..=20;

/// Categories that a workspace may set: each is there once, whatever its case, and none holds the
/// comma that separates them in a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Categories(Vec<Category>);

/// Origins that a workspace may set: each is there once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origins(Vec<Origin>);

/// Phrases that a workspace may set: each is there once, whatever its case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketPhrases(Vec<TicketPhrase>);

/// What is wrong with a list, or with one entry of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidEntry {
    /// The entry's place; none when it is the whole list.
    pub index: Option<usize>,
    /// What is wrong.
    pub reason: Reason,
}

/// Why an entry, or a list, was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// There are too few or too many.
    #[error("must have {min} to {max} entries")]
    Number {
        /// How many there must be.
        min: usize,
        /// How many there may be.
        max: usize,
    },
    /// An entry before is the same.
    #[error("is in the list already")]
    Repeated,
    /// It holds a comma.
    #[error("must not contain a comma")]
    Comma,
    /// It is no text of this kind.
    #[error(transparent)]
    Text(#[from] TextError),
    /// It is no origin.
    #[error(transparent)]
    Origin(#[from] InvalidOrigin),
}

impl Categories {
    /// Reads the names of categories.
    ///
    /// # Errors
    /// All that is wrong with them.
    pub fn parse(names: &[String]) -> Result<Self, Vec<InvalidEntry>> {
        let category = |name: &str| match Category::parse(name)? {
            category if category.as_str().contains(',') => Err(Reason::Comma),
            category => Ok(category),
        };
        read(names, CATEGORIES, category, |it| it.as_str().to_lowercase()).map(Self)
    }

    /// The categories.
    pub fn into_vec(self) -> Vec<Category> {
        self.0
    }
}

impl Origins {
    /// Reads origins.
    ///
    /// # Errors
    /// All that is wrong with them.
    pub fn parse(texts: &[String]) -> Result<Self, Vec<InvalidEntry>> {
        read(texts, ORIGINS, |text| Ok(text.parse()?), Origin::clone).map(Self)
    }

    /// The origins.
    pub fn into_vec(self) -> Vec<Origin> {
        self.0
    }
}

impl TicketPhrases {
    /// Reads phrases.
    ///
    /// # Errors
    /// All that is wrong with them.
    pub fn parse(texts: &[String]) -> Result<Self, Vec<InvalidEntry>> {
        let phrase = |text: &str| Ok(TicketPhrase::parse(text)?);
        read(texts, PHRASES, phrase, |it| folded(it.as_str())).map(Self)
    }

    /// The phrases.
    pub fn into_vec(self) -> Vec<TicketPhrase> {
        self.0
    }
}

fn read<T, K: Eq + Hash>(
    texts: &[String],
    number: RangeInclusive<usize>,
    parse: impl Fn(&str) -> Result<T, Reason>,
    key: impl Fn(&T) -> K,
) -> Result<Vec<T>, Vec<InvalidEntry>> {
    if !number.contains(&texts.len()) {
        let (min, max) = number.into_inner();
        let reason = Reason::Number { min, max };
        return Err(vec![InvalidEntry {
            index: None,
            reason,
        }]);
    }
    let (mut entries, mut wrong) = (Vec::new(), Vec::new());
    let mut seen = HashSet::new();
    for (index, text) in texts.iter().enumerate() {
        let entry = parse(text).and_then(|entry| match seen.insert(key(&entry)) {
            true => Ok(entry),
            false => Err(Reason::Repeated),
        });
        match entry {
            Ok(entry) => entries.push(entry),
            Err(reason) => wrong.push(InvalidEntry {
                index: Some(index),
                reason,
            }),
        }
    }
    if wrong.is_empty() {
        Ok(entries)
    } else {
        Err(wrong)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const TOO_LONG: Reason = Reason::Text(TextError::TooLong { max: 100 });

    #[rstest]
    #[case::one(&["billing"])]
    #[case::several(&["Billing & invoices", "R\u{fc}ckgabe", "\u{652f}\u{6301}"])]
    fn categories_are_kept_in_their_order(#[case] names: &[&str]) {
        let read = Categories::parse(&texts(names)).unwrap().into_vec();
        let read: Vec<_> = read.iter().map(Category::as_str).collect();
        assert_eq!(read, names);
    }

    #[rstest]
    #[case::none(&[], &[(None, Reason::Number { min: 1, max: 50 })])]
    #[case::blank(&["billing", " "], &[(Some(1), Reason::Text(TextError::Blank))])]
    #[case::comma(&["a,b"], &[(Some(0), Reason::Comma)])]
    #[case::control(&["a\tb"], &[(Some(0), Reason::Text(TextError::ControlCharacter))])]
    #[case::repeated(&["Billing", "general", "BILLING "], &[(Some(2), Reason::Repeated)])]
    #[case::repeated_beyond_ascii(&["\u{dc}bel", "\u{fc}bel"], &[(Some(1), Reason::Repeated)])]
    #[case::all_of_them(&["", "a,b"], &[(Some(0), Reason::Text(TextError::Blank)), (Some(1), Reason::Comma)])]
    fn wrong_categories_are_named(
        #[case] names: &[&str],
        #[case] expected: &[(Option<usize>, Reason)],
    ) {
        assert_eq!(wrong(Categories::parse(&texts(names))), expected);
    }

    #[test]
    fn lists_and_entries_have_their_bounds() {
        let numbered = |count: usize| (0..count).map(|n| format!("c{n}")).collect::<Vec<_>>();
        let number = |min| vec![(None, Reason::Number { min, max: 50 })];
        assert!(Categories::parse(&numbered(50)).is_ok());
        assert_eq!(wrong(Categories::parse(&numbered(51))), number(1));
        assert!(Categories::parse(&["x".repeat(100)]).is_ok());
        let long = Categories::parse(&["x".repeat(101)]);
        assert_eq!(wrong(long), [(Some(0), TOO_LONG)]);
        let origins = |count| -> Vec<_> {
            let names = numbered(count).into_iter();
            names
                .map(|name| format!("https://{name}.example"))
                .collect()
        };
        assert!(Origins::parse(&origins(0)).is_ok());
        assert!(Origins::parse(&origins(50)).is_ok());
        assert_eq!(wrong(Origins::parse(&origins(51))), number(0));
        assert!(TicketPhrases::parse(&numbered(0)).is_ok());
        assert!(TicketPhrases::parse(&numbered(20)).is_ok());
        let number = vec![(None, Reason::Number { min: 0, max: 20 })];
        assert_eq!(wrong(TicketPhrases::parse(&numbered(21))), number);
        assert!(TicketPhrases::parse(&["x".repeat(60)]).is_ok());
    }

    #[test]
    fn wrong_phrases_are_named() {
        let long = "x".repeat(61);
        let list = ["new ticket", "New  TICKET", " ", &long];
        let too_long = Reason::Text(TextError::TooLong { max: 60 });
        assert_eq!(
            wrong(TicketPhrases::parse(&texts(&list))),
            [
                (Some(1), Reason::Repeated),
                (Some(2), Reason::Text(TextError::Blank)),
                (Some(3), too_long)
            ]
        );
    }

    #[test]
    fn wrong_origins_are_named() {
        let list = [
            "https://a.example",
            "https://b.example/",
            "https://a.example",
            "*",
        ];
        let invalid = Reason::Origin(InvalidOrigin);
        assert_eq!(
            wrong(Origins::parse(&texts(&list))),
            [
                (Some(1), invalid),
                (Some(2), Reason::Repeated),
                (Some(3), invalid)
            ]
        );
    }

    fn texts(list: &[&str]) -> Vec<String> {
        list.iter().map(ToString::to_string).collect()
    }

    fn wrong<T>(read: Result<T, Vec<InvalidEntry>>) -> Vec<(Option<usize>, Reason)> {
        let wrong = read.err().unwrap_or_default().into_iter();
        wrong.map(|entry| (entry.index, entry.reason)).collect()
    }
}
