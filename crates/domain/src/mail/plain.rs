//! What keeps a visitor's text in its place where no escaping does.
//!
//! A text mail has no markup to break out of, but a line of its own could pass for one of
//! ours. So one-line values stay on one line and each line of a long text is quoted.

/// The lines of a long text, by every character that some reader shows as a line break.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n')
        .map(|line| line.strip_suffix('\r').unwrap_or(line))
        .flat_map(|line| line.split(breaks_a_line))
}

/// The text with every line break and control character turned into a space.
pub(super) fn one_line(text: &str) -> String {
    text.replace(|c: char| c.is_control() || breaks_a_line(c), " ")
}

fn breaks_a_line(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}
