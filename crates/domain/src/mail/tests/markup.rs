//! Just enough of an HTML reader to see what a mail is made of.

/// The tags of a document with their attributes' values, in order, texts left out.
pub(super) fn tags(html: &str) -> Vec<&str> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let tag = &rest[start..];
        let end = tag.find('>').expect("every tag is closed");
        tags.push(&tag[..=end]);
        rest = &tag[end + 1..];
    }
    tags
}

/// The texts of all elements whose opening tag ends the way given, `<br>` read as a line break.
pub(super) fn texts<'a>(html: &'a str, from: &str, to: &str) -> Vec<String> {
    let inner = |part: &'a str| part.split(to).next().unwrap_or_default();
    html.split(from)
        .skip(1)
        .map(|part| unescape(&inner(part).replace("<br>", "\n")))
        .collect()
}

/// Undoes the escaping. The ampersand comes last, or `&#38;lt;` would be undone twice.
fn unescape(html: &str) -> String {
    [
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#38;", "&"),
    ]
    .into_iter()
    .fold(html.to_owned(), |text, (entity, plain)| {
        text.replace(entity, plain)
    })
}
