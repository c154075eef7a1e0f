//! What a visitor seems to want, by the words of a message.

use super::Intent;
use crate::text::TicketPhrase;

/// What the visitor seems to want who writes `text`: a ticket, if it has one of `phrases` in it as
/// whole words, whatever their case and the white space between them.
pub fn intent(text: &str, phrases: &[TicketPhrase]) -> Option<Intent> {
    let text = folded(text);
    phrases
        .iter()
        .any(|phrase| has_words(&text, &folded(phrase.as_str())))
        .then_some(Intent::RaiseTicket)
}

/// The text in lower case, with one space wherever there is white space.
pub(crate) fn folded(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

fn has_words(text: &str, phrase: &str) -> bool {
    let mut from = 0;
    while let Some(found) = text.get(from..).and_then(|rest| rest.find(phrase)) {
        let (before, rest) = text.split_at(from + found);
        let after = rest.get(phrase.len()..).unwrap_or_default();
        let is_part = |c: Option<char>| c.is_some_and(goes_on);
        if !is_part(before.chars().next_back()) && !is_part(after.chars().next()) {
            return true;
        }
        // The next one may begin within this one.
        from = before.len() + rest.chars().next().map_or(1, char::len_utf8);
    }
    false
}

/// Whether a word goes on with this character. Scripts without case are left out: some put no space
/// between words.
fn goes_on(c: char) -> bool {
    c.is_lowercase() || c.is_uppercase() || c.is_numeric()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;
    use crate::{chat::ChatText, workspace::Settings};

    #[rstest]
    #[case::alone("support ticket")]
    #[case::in_a_sentence("Can I raise a ticket, please?")]
    #[case::another_case("OPEN A TICKET!")]
    #[case::white_space("I would like to create\n\ta   ticket")]
    #[case::between_signs("(new ticket)")]
    #[case::at_the_end_of_a_long_text(&("x ".repeat(990) + "new ticket"))]
    #[case::after_one_that_is_no_word("renew ticket, new tickets, new ticket")]
    fn phrases_are_found_as_whole_words(#[case] text: &str) {
        assert_eq!(by_default(text), Some(Intent::RaiseTicket));
    }

    #[rstest]
    #[case::nothing_of_it("Where is my invoice?")]
    #[case::one_word("I have a ticket already: TKT-00003")]
    #[case::the_end_of_a_word("How do I renew ticket 5?")]
    #[case::the_beginning_of_a_word("Do you support ticketing?")]
    #[case::a_digit("support ticket2")]
    #[case::words_between("a support phone, a ticket")]
    #[case::joined("supportticket")]
    fn other_texts_are_not(#[case] text: &str) {
        assert_eq!(by_default(text), None);
    }

    #[rstest]
    #[case::umlauts("Ein NEUES TICKET \u{d6}FFNEN", "ticket  \u{f6}ffnen", true)]
    #[case::no_spaces(
        "\u{6211}\u{8981}\u{5f00}\u{5de5}\u{5355}",
        "\u{5f00}\u{5de5}\u{5355}",
        true
    )]
    #[case::within_itself("baa aa aa", "aa aa", true)]
    #[case::letters_that_grow("\u{130}\u{130} ticket", "ticket", true)]
    #[case::another("new ticket", "help", false)]
    fn a_workspace_has_phrases_of_its_own(
        #[case] text: &str,
        #[case] phrase: &str,
        #[case] found: bool,
    ) {
        let phrases = [TicketPhrase::parse(phrase).unwrap()];
        assert_eq!(intent(text, &phrases).is_some(), found);
        assert_eq!(intent(text, &[]), None);
    }

    proptest! {
        #[test]
        fn a_phrase_is_found_wherever_it_stands_by_itself(
            before in "[^\n]{0,30}", phrase in "\\PC{1,60}", after in "[^\n]{0,30}",
        ) {
            let text = ChatText::parse(&format!("{before} {phrase} {after}"));
            if let (Ok(text), Ok(phrase)) = (text, TicketPhrase::parse(&phrase)) {
                prop_assert!(intent(text.as_str(), &[phrase]).is_some());
            }
        }
    }

    fn by_default(text: &str) -> Option<Intent> {
        let settings = Settings::new("Acme".to_owned().try_into().unwrap());
        intent(text, &settings.ticket_phrases)
    }
}
