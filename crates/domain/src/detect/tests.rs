use std::time::{Duration, Instant};

use proptest::prelude::*;
use rstest::rstest;

use super::*;

#[rstest]
// The number itself.
#[case::alone("TKT-00003", "TKT-00003")]
#[case::in_a_sentence("Where is TKT-00003 now?", "TKT-00003")]
#[case::lower_case("see tkt-00003", "TKT-00003")]
#[case::mixed_case("see tKt-00003", "TKT-00003")]
#[case::six_digits("TKT-100000", "TKT-100000")]
#[case::largest("TKT-18446744073709551615", "TKT-18446744073709551615")]
#[case::beyond_the_largest("TKT-18446744073709551616", "TKT-18446744073709551616")]
#[case::four_digits("TKT-0003", "")]
#[case::leading_zero_beyond_five("TKT-000031", "")]
#[case::number_zero("TKT-00000", "TKT-00000")]
#[case::no_number("TKT- and TKT", "")]
#[case::no_prefix("00003, -00003", "")]
#[case::no_dash("TKT00003", "")]
#[case::space_for_a_dash("TKT 00003", "")]
#[case::other_dash("TKT\u{2013}00003", "")]
#[case::nothing("", "")]
// The dated form.
#[case::dated("TKT-20240115-0001", "TKT-20240115-0001")]
#[case::dated_lower_case("tkt-20240115-0001", "TKT-20240115-0001")]
#[case::dated_with_five_digits("TKT-20240115-10000", "TKT-20240115-10000")]
#[case::dated_with_padding_beyond_four("TKT-20240115-00001", "TKT-20240115-00001")]
#[case::dated_with_three_digits("TKT-20240115-001", "")]
#[case::dated_number_zero("TKT-20240115-0000", "TKT-20240115-0000")]
#[case::a_day_alone_is_a_long_sequence("TKT-20240115", "TKT-20240115")]
#[case::a_day_and_a_dash("TKT-20240115-", "")]
#[case::a_third_part("TKT-20240115-0001-x", "")]
#[case::a_third_number("TKT-20240115-0001-0002", "")]
#[case::leap_day("TKT-20240229-0001", "TKT-20240229-0001")]
#[case::leap_day_of_a_common_year("TKT-20230229-0001", "TKT-20230229-0001")]
#[case::thirteenth_month("TKT-20241301-0001", "TKT-20241301-0001")]
#[case::seven_digit_day("TKT-2024011-0001", "")]
// Neighbours that end a number.
#[case::punctuation(
    "(TKT-00003), [TKT-00004]; {TKT-00005}.",
    "TKT-00003 TKT-00004 TKT-00005"
)]
#[case::quotes(
    "'TKT-00003' \"TKT-00004\" «TKT-00005» `TKT-00006`",
    "TKT-00003 TKT-00004 TKT-00005 TKT-00006"
)]
#[case::curly_quotes("“TKT-00003” ‘TKT-00004’", "TKT-00003 TKT-00004")]
#[case::hash("#TKT-00003", "TKT-00003")]
#[case::colon_and_slash("re:TKT-00003/TKT-00004", "TKT-00003 TKT-00004")]
#[case::in_a_link("https://a.example/track-ticket?ticket=TKT-00003&w=x", "TKT-00003")]
#[case::in_a_path("https://a.example/TKT-00003/TKT-00004.html", "TKT-00003 TKT-00004")]
#[case::escaped_in_a_link("https://a.example/?q=%20TKT-00003", "")]
#[case::markdown(
    "**TKT-00003** [TKT-00004](x) ~TKT-00005~",
    "TKT-00003 TKT-00004 TKT-00005"
)]
#[case::plus_and_equals("TKT-00003+TKT-00004=TKT-00005", "TKT-00003 TKT-00004 TKT-00005")]
#[case::lines(
    "TKT-00003\nTKT-00004\r\nTKT-00005\tTKT-00006",
    "TKT-00003 TKT-00004 TKT-00005 TKT-00006"
)]
#[case::wide_spaces(
    "TKT-00003\u{a0}TKT-00004\u{3000}TKT-00005",
    "TKT-00003 TKT-00004 TKT-00005"
)]
#[case::long_dashes("TKT-00003\u{2014}TKT-00004\u{2013}x", "TKT-00003 TKT-00004")]
#[case::ideographic_stop("请看TKT-00003。", "")]
#[case::between_ideographic_stops("请看。TKT-00003。", "TKT-00003")]
#[case::emoji("🎫TKT-00003🎫", "TKT-00003")]
#[case::right_to_left_mark("\u{200f}TKT-00003\u{200f}", "TKT-00003")]
#[case::byte_order_mark("\u{feff}TKT-00003", "TKT-00003")]
#[case::null("TKT-00003\0TKT-00004", "TKT-00003 TKT-00004")]
// Neighbours that are no letter, whatever they do to one.
#[case::joiner("\u{200d}TKT-00003\u{200d}", "TKT-00003")]
#[case::zero_width_space("x\u{200b}TKT-00003\u{200b}x", "TKT-00003")]
#[case::combining_mark_behind("TKT-00003\u{301}", "TKT-00003")]
#[case::combining_mark_before("e\u{301}TKT-00003", "TKT-00003")]
#[case::keycap("TKT-00003\u{fe0f}\u{20e3}", "TKT-00003")]
// Neighbours that make it part of a longer word.
#[case::letter_before("XTKT-00003", "")]
#[case::letter_behind("TKT-00003x", "")]
#[case::digit_before("1TKT-00003", "")]
#[case::underscore_before("_TKT-00003", "")]
#[case::underscore_behind("TKT-00003_", "")]
#[case::dash_before("-TKT-00003", "")]
#[case::dash_behind("TKT-00003-", "")]
#[case::in_a_slug("my-TKT-00003-invoice", "")]
#[case::umlaut("üTKT-00003", "")]
#[case::cyrillic("TKT-00003я", "")]
#[case::chinese("票TKT-00003票", "")]
#[case::arabic("تTKT-00003", "")]
#[case::vowel_sign_that_is_a_letter("TKT-00003\u{93e}", "")]
#[case::superscript_digit("TKT-00003²", "")]
#[case::circled_digit("TKT-00003①", "")]
#[case::roman_numeral("TKT-00003Ⅳ", "")]
#[case::full_width_digit_behind("TKT-00003\u{ff14}", "")]
#[case::arabic_digit_behind("TKT-00003٤", "")]
// Digits and letters that only look like it.
#[case::full_width_digits("TKT-\u{ff10}\u{ff10}\u{ff10}\u{ff10}\u{ff13}", "")]
#[case::arabic_digits("TKT-٠٠٠٠٣", "")]
#[case::devanagari_digits("TKT-०००० ३", "")]
#[case::full_width_letters("\u{ff34}\u{ff2b}\u{ff34}-00003", "")]
#[case::cyrillic_lookalike("TК\u{422}-00003", "")]
#[case::kelvin_sign("T\u{212a}T-00003", "")]
#[case::joiner_inside("TKT-00\u{200d}003", "")]
#[case::soft_hyphen("TKT\u{ad}-00003", "")]
// Several.
#[case::order_of_appearance("TKT-00009 tkt-00001 TKT-00005", "TKT-00009 TKT-00001 TKT-00005")]
#[case::repeats_in_any_case("TKT-00003 tkt-00003 Tkt-00003, TKT-00004", "TKT-00003 TKT-00004")]
#[case::good_among_bad("TKT-3 XTKT-00001 TKT-00002 TKT-000004", "TKT-00002")]
#[case::glued("TKT-00003TKT-00004", "")]
// Prefixes.
#[case::an_earlier_prefix("TK-00003 and TKT-00003", "TK-00003 TKT-00003")]
#[case::a_prefix_with_digits("t2-00003", "T2-00003")]
#[case::a_foreign_prefix("ABC-00003", "")]
#[case::a_prefix_cut_short("KT-00003", "")]
#[case::a_longer_prefix("TKTS-00003", "")]
fn detection(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(found(text), expected);
}

#[test]
fn the_eleventh_number_is_text() {
    let text: String = (1..=12).map(|n| format!("TKT-{n:05} TKT-00001 ")).collect();
    let expected: Vec<_> = (1..=10).map(|n| format!("TKT-{n:05}")).collect();
    assert_eq!(found(&text), expected.join(" "));
}

#[test]
fn without_prefixes_nothing_is_found() {
    assert_eq!(mentions("TKT-00003", &[]), []);
}

#[rstest]
#[case::prefixes("TKT-")]
#[case::zeros("TKT-0000000000000000")]
#[case::days("TKT-20240115-")]
#[case::unfinished_numbers("TKT-0001 ")]
#[case::numbers_of_others("ABC-00001 ")]
#[case::one_number("TKT-00001 ")]
#[case::one_long_word("TKT-00001")]
#[case::dashes("-")]
#[case::wide_letters("\u{1d400}")]
#[case::marks("\u{301}")]
fn four_times_the_text_takes_no_more_than_linear_time(#[case] piece: &str) {
    let text = |bytes: usize| piece.repeat(bytes / piece.len());
    let (small, large) = (text(16 * 1024), text(64 * 1024));
    // Quadratic work would take sixteen times as long.
    let ratio = (0..5).map(|_| fastest(&large).as_secs_f64() / fastest(&small).as_secs_f64());
    let best = ratio.fold(f64::INFINITY, f64::min);
    assert!(best < 10.0, "{best} times as long");
}

proptest! {
    #[test]
    fn a_number_is_found_in_any_surrounding_of_allowed_neighbours(
        number in a_number(),
        before in text_that_ends_apart(),
        after in text_that_ends_apart(),
        shouting in any::<bool>(),
    ) {
        let written = if shouting { number.to_string() } else { number.to_string().to_lowercase() };
        let after: String = after.chars().rev().collect();
        let found = mentions(&format!("{before}{written}{after}"), &prefixes());
        prop_assert!(numbers(&found).contains(&&number) || found.len() == MAX);
    }

    #[test]
    fn a_number_is_not_found_beside_a_letter_digit_underscore_or_dash(
        number in a_number(),
        neighbour in any::<char>().prop_filter("a part of words", |c| belongs_to_a_run(*c)),
    ) {
        prop_assert_eq!(mentions(&format!("{neighbour}{number}"), &prefixes()), []);
        let behind = mentions(&format!("{number}{neighbour}"), &prefixes());
        prop_assert!(!numbers(&behind).contains(&&number));
    }

    #[test]
    fn what_is_found_stands_in_the_text_once_in_the_list_and_has_a_known_prefix(
        text in r"(TKT-|tk-|[0-9]{1,8}|0{4,5}[1-9]|-|[ .,;_\n]|\PC){0,40}",
    ) {
        let found = mentions(&text, &prefixes());
        prop_assert!(found.len() <= MAX);
        for (index, mention) in found.iter().enumerate() {
            prop_assert!(text.to_ascii_uppercase().contains(mention.as_str()));
            prop_assert!(!found[..index].contains(mention));
            if let Some(number) = mention.number() {
                prop_assert_eq!(number.to_string(), mention.as_str());
                prop_assert!(prefixes().contains(number.prefix()));
            }
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        mentions(&text, &prefixes());
    }
}

fn found(text: &str) -> String {
    let found = mentions(text, &prefixes());
    let written: Vec<_> = found.iter().map(Mention::as_str).collect();
    written.join(" ")
}

fn numbers(found: &[Mention]) -> Vec<&TicketNumber> {
    found.iter().filter_map(Mention::number).collect()
}

fn prefixes() -> Vec<Prefix> {
    ["TKT", "TK", "T2"].map(|text| text.parse().unwrap()).into()
}

fn fastest(text: &str) -> Duration {
    let once = || {
        let start = Instant::now();
        std::hint::black_box(mentions(text, &prefixes()));
        start.elapsed()
    };
    (0..5).map(|_| once()).min().unwrap()
}

fn a_number() -> impl Strategy<Value = TicketNumber> {
    let prefix = proptest::sample::select(prefixes());
    let day = proptest::option::of((2000i16..=2100, 1i8..=12, 1i8..=28));
    (prefix, day, 1u64..).prop_map(|(prefix, day, sequence)| match day {
        None => TicketNumber::sequential(prefix, sequence),
        Some((y, m, d)) => TicketNumber::dated(prefix, jiff::civil::date(y, m, d), sequence),
    })
}

/// Nothing, or any text whose last character is a number's allowed neighbour.
fn text_that_ends_apart() -> impl Strategy<Value = String> {
    any::<String>().prop_map(|text| text.trim_end_matches(belongs_to_a_run).to_owned())
}
