//! What each mail says, against the table.

use std::collections::BTreeMap;

use jiff::Timestamp;
use tests::Mail;

use super::{
    AGENT, COLLEAGUE, DESCRIPTION, FACTS, FIRST_ANSWER, NOTE, NOTES, NUMBER, PHONE, SECOND_ANSWER,
    Told::{self, Answered, Confirmed, Created, Raised, Resolved, Updated},
    story::{Story, text},
};

impl Story<'_> {
    /// Waits for the mails that the last stage brought: which, to whom, with these words.
    pub(super) async fn brought(&mut self, expected: &[(Told, &str, &[&str])]) {
        let before = self.mails;
        self.mails += expected.len();
        let mut mails = self.app.mails(self.mails).await.split_off(before);
        mails.sort_by_key(|mail| mail.to().to_owned());
        for (mail, (told, to, words)) in mails.iter().zip(expected) {
            assert_eq!(mail.to(), *to);
            assert_eq!(mail.subject(), told.subject());
            assert_eq!(facts(mail.text()), self.facts(*told), "{}", mail.text());
            self.check_words(mail, *told, words);
        }
    }

    fn facts(&self, told: Told) -> BTreeMap<String, String> {
        let here = FACTS.iter().filter(|(_, field, mails)| {
            mails.contains(&told) && (*field != "title" || self.mails_name_the_title)
        });
        here.map(|(label, field, _)| {
            let value = text(&self.ticket[field]);
            let value = match *field {
                "status" | "priority" | "category" => capitalised(&value),
                "created_at" => told_time(&value),
                _ => value,
            };
            ((*label).to_owned(), value)
        })
        .collect()
    }

    fn check_words(&self, mail: &Mail, told: Told, words: &[&str]) {
        let all = [mail.subject(), mail.text(), mail.html()].join("\n");
        for body in [mail.text(), mail.html()] {
            // A change in the HTML has its value in an element of its own.
            let parts = words.iter().flat_map(|word| word.split(": "));
            for part in parts {
                assert!(body.contains(part), "{part} is missing in:\n{body}");
            }
        }
        let others = [DESCRIPTION, NOTES, FIRST_ANSWER, SECOND_ANSWER, NOTE];
        for other in others.iter().filter(|other| !words.contains(other)) {
            assert!(!all.contains(other), "{other} must not be in:\n{all}");
        }
        if told == Raised {
            return;
        }
        // The names of styles in the HTML are no attributes of the table.
        self.tells_nothing_internal(mail.text(), "a mail");
        for secret in [AGENT, COLLEAGUE, NOTE, PHONE, "user-5551", "session-5552"] {
            assert!(!all.contains(secret), "{secret} must not be in:\n{all}");
        }
        if !self.mails_name_the_title {
            assert!(!all.contains("Ruiz"), "what a visitor typed is in:\n{all}");
        }
    }
}

impl Told {
    fn subject(self) -> String {
        let words = match self {
            Created | Confirmed => "Support Ticket Reference: ",
            Raised => "New Support Ticket #",
            Updated => "Support Ticket Update: ",
            Answered => "Support Ticket Answer: ",
            Resolved => "Support Ticket Resolved: ",
        };
        format!("{words}{NUMBER}")
    }
}

/// The lines of facts in a mail's text: from the number to the next empty line.
fn facts(text: &str) -> BTreeMap<String, String> {
    let lines = text
        .lines()
        .skip_while(|line| !line.starts_with("Number:"))
        .take_while(|line| !line.is_empty());
    lines
        .map(|line| {
            let (label, value) = line.split_once(':').expect("a label");
            (label.to_owned(), value.trim().to_owned())
        })
        .collect()
}

/// A moment of the API as mails tell it, in the zone of a workspace that has chosen none.
fn told_time(moment: &str) -> String {
    let moment: Timestamp = moment.parse().expect("a moment");
    moment.strftime("%-d %B %Y, %H:%M UTC").to_string()
}

fn capitalised(word: &str) -> String {
    let words = word.replace('_', " ");
    words[..1].to_uppercase() + &words[1..]
}
