//! Detection: which ticket numbers a chat message names.

use crate::number::{Prefix, TicketNumber};

/// How many numbers of one text count; the rest is text.
pub const MAX: usize = 10;

/// The longest written number: a prefix of 10, a day, and the 20 digits of the largest sequence.
const LONGEST: usize = 10 + 1 + 8 + 1 + 20;

/// The numbers in `text` that have one of `prefixes`, in any case, each once, in the order in
/// which they first appear, at most [`MAX`].
///
/// A number's neighbours are no letter, no digit, no `_` and no `-`, and it is itself made of
/// nothing else: it is always a whole run of such characters. So the text is cut into these runs,
/// and each is a number or is not. That takes one pass over any text, half of a number is never
/// found, and it does not matter whether a prefix begins with another one.
pub fn ticket_numbers(text: &str, prefixes: &[Prefix]) -> Vec<TicketNumber> {
    let mut found = Vec::new();
    for run in text.split(|c| !belongs_to_a_run(c)) {
        match read(run) {
            Some(number) if prefixes.contains(number.prefix()) && !found.contains(&number) => {
                found.push(number);
            }
            _ => {}
        }
        if found.len() == MAX {
            break;
        }
    }
    found
}

/// Combining marks and joiners are neither letter nor digit, so they end a run: they come along
/// invisibly when a number is copied from a web page. Who may see the ticket is decided elsewhere.
fn belongs_to_a_run(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '-'
}

/// Bounded first: a run may be as long as the text.
fn read(run: &str) -> Option<TicketNumber> {
    if run.len() > LONGEST {
        return None;
    }
    run.to_ascii_uppercase().parse().ok()
}

#[cfg(test)]
mod tests;
