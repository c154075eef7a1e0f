//! Texts as the document shows them, against texts that were printed.

use jiff::Timestamp;

/// Stands for what is left out.
pub(super) const LEFT_OUT: &str = "...";

/// Whether a text is the one shown, with anything for each `...`, and any time for a time.
pub(super) fn is_like(shown: &str, printed: &str) -> bool {
    if is_time(shown) && is_time(printed) {
        return true;
    }
    let Some((first, others)) = shown.split_once(LEFT_OUT) else {
        return shown == printed;
    };
    let Some(mut rest) = printed.strip_prefix(first) else {
        return false;
    };
    let mut others: Vec<_> = others.split(LEFT_OUT).collect();
    let last = others.pop().unwrap_or_default();
    for part in others {
        let Some((_, after)) = rest.split_once(part) else {
            return false;
        };
        rest = after;
    }
    rest.ends_with(last)
}

fn is_time(text: &str) -> bool {
    text.len() == "2026-01-15T09:30:00.000Z".len() && text.parse::<Timestamp>().is_ok()
}

#[rstest::rstest]
#[case::the_same("TKT-00004", "TKT-00004", true)]
#[case::another("TKT-00004", "TKT-00005", false)]
#[case::anything_at_the_end("in ...", "in 14:32.", true)]
#[case::anything_but_the_end("in ....", "in 14:32", false)]
#[case::anything_between("a...c...e", "abcde", true)]
#[case::out_of_order("a...d...c...e", "abcde", false)]
#[case::any_time("2026-01-15T09:30:00.000Z", "2031-12-01T00:00:59.999Z", true)]
#[case::no_time("2026-01-15T09:30:00.000Z", "2031-13-01T00:00:59.999Z", false)]
#[case::more("TKT-00004", "TKT-00004 ", false)]
fn texts_are_alike(#[case] shown: &str, #[case] printed: &str, #[case] alike: bool) {
    assert_eq!(is_like(shown, printed), alike);
}
