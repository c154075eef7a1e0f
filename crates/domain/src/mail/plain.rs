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

/// The beginning of the text on one line, of at most `most` characters, runs of spaces as one.
pub(super) fn beginning(text: &str, most: usize) -> String {
    let line = one_line(text);
    let words: Vec<_> = line.split_whitespace().collect();
    words.join(" ").chars().take(most).collect()
}

fn breaks_a_line(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}
