//! Detection: which ticket numbers a chat message names.

use std::fmt;

use crate::number::{Prefix, TicketNumber};

/// How many numbers of one text count; the rest is text.
pub const MAX: usize = 10;

/// The longest written number: a prefix of 10, a day, and the 20 digits of the largest sequence.
const LONGEST: usize = 10 + 1 + 8 + 1 + 20;

/// A ticket that a text names: what looks like a number, in upper case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    text: String,
    number: Option<TicketNumber>,
}

/// The tickets that `text` names by a number with one of `prefixes`, in any case, each once, in the
/// order in which they first appear, at most [`MAX`].
///
/// A number's neighbours are no letter, no digit, no `_` and no `-`, and it is itself made of
/// nothing else: it is always a whole run of such characters. So the text is cut into these runs,
/// and each is a number or is not. That takes one pass over any text, half of a number is never
/// found, and it does not matter whether a prefix begins with another one.
pub fn mentions(text: &str, prefixes: &[Prefix]) -> Vec<Mention> {
    let mut found = Vec::new();
    for run in text.split(|c| !belongs_to_a_run(c)) {
        match Mention::read(run, prefixes) {
            Some(mention) if !found.contains(&mention) => found.push(mention),
            _ => {}
        }
        if found.len() == MAX {
            break;
        }
    }
    found
}

impl Mention {
    /// The number as it is shown.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The number; none when no ticket can ever have it, such as one of the thirteenth month.
    pub fn number(&self) -> Option<&TicketNumber> {
        self.number.as_ref()
    }

    fn read(run: &str, prefixes: &[Prefix]) -> Option<Self> {
        // Bounded first: a run may be as long as the text.
        if run.len() > LONGEST {
            return None;
        }
        let text = run.to_ascii_uppercase();
        let (prefix, digits) = text.split_once('-')?;
        let is_ours = prefix
            .parse()
            .is_ok_and(|prefix| prefixes.contains(&prefix));
        if !is_ours || !looks_given(digits) {
            return None;
        }
        let number = text.parse().ok();
        Some(Self { text, number })
    }
}

impl fmt::Display for Mention {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Whether this is 8 digits, a dash and 4 digits or more, or else 5 digits or more, without a zero in
/// front where there are more.
fn looks_given(digits: &str) -> bool {
    let all_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    match digits.split_once('-') {
        Some((day, sequence)) => {
            let long_enough = day.len() == 8 && sequence.len() >= 4;
            long_enough && all_digits(day) && all_digits(sequence)
        }
        None => {
            let padded = digits.len() > 5 && digits.starts_with('0');
            digits.len() >= 5 && !padded && all_digits(digits)
        }
    }
}

/// Combining marks and joiners are neither letter nor digit, so they end a run: they come along
/// invisibly when a number is copied from a web page. Who may see the ticket is decided elsewhere.
fn belongs_to_a_run(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '-'
}

#[cfg(test)]
mod tests;
