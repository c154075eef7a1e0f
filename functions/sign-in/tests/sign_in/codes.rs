use domain::sign_in::SignInId;
use futures_util::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};
use testkit::samples::OWNER;

use crate::desk::{Answer, Desk, EVENT};

#[rstest]
#[case::as_it_is("{}{}")]
#[case::in_two_parts("{} {}")]
#[case::with_outer_spaces("  {}{} ")]
#[tokio::test]
async fn a_code_may_have_spaces(#[case] spelling: &str) {
    let desk = Desk::start().await;
    let request = desk.ask_code(OWNER).await;
    let code = desk.code_of(&request).await;
    let spelled = spelling
        .replacen("{}", &code[..3], 1)
        .replacen("{}", &code[3..], 1);
    assert_eq!(desk.try_code(&request, &spelled).await.status, 200);
}

/// Whatever is wrong, the answer is the same, to the byte.
#[rstest]
#[case::empty("")]
#[case::a_space(" ")]
#[case::six_spaces("      ")]
#[case::null("null")]
#[case::zero("0")]
#[case::six_zeros("000000")]
#[case::undefined("undefined")]
#[case::short("12345")]
#[case::long("1234567")]
#[case::letters("abcdef")]
#[case::other_digits("\u{661}\u{662}\u{663}\u{664}\u{665}\u{666}")]
#[case::a_wildcard("%%%%%%")]
#[case::far_too_long(&"1".repeat(10_000))]
#[tokio::test]
async fn every_wrong_code_is_refused_alike(#[case] code: &str) {
    let desk = Desk::start().await;
    let request = desk.ask_code(OWNER).await;
    let right = desk.code_of(&request).await;
    assert_ne!(right, code);
    assert_wrong(&desk.try_code(&request, code).await);
    assert_eq!(desk.try_code(&request, &right).await.status, 200);
}

#[rstest]
#[case::empty("")]
#[case::zero("0")]
#[case::null("null")]
#[case::unknown("0123456789abcdef0123456789abcdef")]
#[case::upper_case("0123456789ABCDEF0123456789ABCDEF")]
#[case::a_key("#E#0000000001")]
#[case::long(&"0".repeat(10_000))]
#[tokio::test]
async fn a_code_of_an_unknown_request_is_refused_as_a_wrong_one(#[case] request: &str) {
    let desk = Desk::start().await;
    assert_wrong(&desk.try_code(request, "123456").await);
}

#[tokio::test]
async fn a_code_counts_for_its_own_request_alone() {
    let desk = Desk::start().await;
    let (first, second) = (desk.ask_code(OWNER).await, desk.ask_code(OWNER).await);
    let code = desk.code_of(&second).await;
    assert_ne!(code, desk.code_of(&first).await);
    assert_wrong(&desk.try_code(&first, &code).await);
    assert_eq!(desk.try_code(&second, &code).await.status, 200);
}

#[tokio::test]
async fn a_code_counts_once() {
    let desk = Desk::start().await;
    let request = desk.ask_code(OWNER).await;
    let code = desk.code_of(&request).await;
    assert_eq!(desk.try_code(&request, &code).await.status, 200);
    assert_wrong(&desk.try_code(&request, &code).await);
    assert_eq!(desk.sessions().await.len(), 1);
}

#[rstest]
#[case::in_its_last_seconds(590, 200)]
#[case::after_ten_minutes(600, 401)]
#[case::after_a_day(86_400, 401)]
#[tokio::test]
async fn a_code_counts_for_ten_minutes(#[case] seconds: i64, #[case] status: u16) {
    let desk = Desk::start().await;
    let request = desk.ask_code(OWNER).await;
    let code = desk.code_of(&request).await;
    let pk = format!("S#{request}");
    desk.age(&pk, EVENT, "expires_at", seconds).await;
    let answer = desk.try_code(&request, &code).await;
    assert_eq!(answer.status, status);
    if status == 401 {
        assert_wrong(&answer);
    }
}

#[tokio::test]
async fn the_fifth_try_may_be_right() {
    let desk = Desk::start().await;
    let request = desk.ask_code(OWNER).await;
    let code = desk.code_of(&request).await;
    miss(&desk, &request, &code, 4).await;
    assert_eq!(desk.try_code(&request, &code).await.status, 200);
}

#[tokio::test]
async fn the_sixth_try_is_refused_though_it_is_right() {
    let desk = Desk::start().await;
    let request = desk.ask_code(OWNER).await;
    let code = desk.code_of(&request).await;
    miss(&desk, &request, &code, 5).await;
    desk.calls();
    assert_wrong(&desk.try_code(&request, &code).await);
    assert_eq!(desk.calls(), ["UpdateItem"], "no code is looked at");
}

#[tokio::test]
async fn a_text_that_is_no_code_takes_no_try() {
    let desk = Desk::start().await;
    let request = desk.ask_code(OWNER).await;
    desk.calls();
    for _ in 0..6 {
        assert_wrong(&desk.try_code(&request, "12345").await);
    }
    assert_eq!(desk.calls(), [""; 0]);
    let code = desk.code_of(&request).await;
    assert_eq!(desk.try_code(&request, &code).await.status, 200);
}

/// A guess is compared when the code's key has been read for it.
#[tokio::test]
async fn of_two_hundred_guesses_at_once_five_are_compared() {
    let desk = Desk::start().await;
    let request = desk.ask_code(OWNER).await;
    let code = desk.code_of(&request).await;
    desk.calls();
    let guesses = other_codes(&code).take(200);
    let guesses = guesses.map(|guess| {
        let (desk, request) = (&desk, &request);
        async move { desk.try_code(request, &guess).await }
    });
    for answer in join_all(guesses).await {
        assert_wrong(&answer);
    }
    let calls = desk.calls();
    let count = |call: &str| calls.iter().filter(|made| *made == call).count();
    assert_eq!((count("UpdateItem"), count("secret GetItem")), (200, 5));
    assert_wrong(&desk.try_code(&request, &code).await);
}

#[tokio::test]
async fn the_right_code_hidden_among_two_hundred_is_compared_by_luck_alone() {
    let desk = Desk::start().await;
    let request = desk.ask_code(OWNER).await;
    let code = desk.code_of(&request).await;
    let mut guesses: Vec<_> = other_codes(&code).take(200).collect();
    guesses.push(code);
    let answers = guesses.iter().map(|guess| desk.try_code(&request, guess));
    let answers = join_all(answers).await;
    let got_in = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(got_in, desk.sessions().await.len());
    assert!(got_in <= 1);
    let tries = desk
        .table
        .item(&format!("S#{request}"), EVENT)
        .await
        .unwrap();
    let tries: u32 = tries["tries"].as_n().unwrap().parse().unwrap();
    assert!(tries <= 5, "{tries}");
}

#[tokio::test]
async fn two_right_codes_at_once_begin_one_session() {
    let desk = Desk::start().await;
    for _ in 0..5 {
        let request = desk.ask_code(OWNER).await;
        let code = desk.code_of(&request).await;
        let before = desk.sessions().await.len();
        let answers = join_all((0..2).map(|_| desk.try_code(&request, &code))).await;
        let got_in = answers.iter().filter(|answer| answer.status == 200);
        assert_eq!(got_in.count(), 1);
        let refused = answers.iter().find(|answer| answer.status != 200).unwrap();
        assert_wrong(refused);
        assert_eq!(desk.sessions().await.len(), before + 1);
    }
}

#[tokio::test]
async fn whoever_was_removed_since_the_code_was_asked_for_does_not_get_in() {
    let desk = Desk::start().await;
    let request = desk.ask_code(OWNER).await;
    let code = desk.code_of(&request).await;
    desk.table.remove("W#w1", "AGENT#owner@acme.example").await;
    assert_wrong(&desk.try_code(&request, &code).await);
    assert_eq!(desk.sessions().await, [""; 0]);
}

#[tokio::test]
async fn a_code_ends_with_its_key() {
    let desk = Desk::start().await;
    let request = desk.ask_code(OWNER).await;
    let code = desk.code_of(&request).await;
    let secrets = &desk.table.secrets;
    for key in secrets.keys(store::secrets::KeyKind::Code).await.unwrap() {
        let kind = store::secrets::KeyKind::Code;
        secrets.remove(kind, &key.kid).await.unwrap();
    }
    assert_wrong(&desk.try_code(&request, &code).await);
}

#[rstest]
#[case::no_code(json!({ "request_id": "x" }), "/code")]
#[case::null(json!({ "request_id": "x", "code": null }), "/code")]
#[case::no_request(json!({ "code": "123456" }), "/request_id")]
#[case::a_number(json!({ "request_id": "x", "code": 123_456 }), "/code")]
#[case::a_list(json!({ "request_id": "x", "code": ["123456"] }), "/code")]
#[case::an_unknown_field(json!({ "request_id": "x", "code": "1", "role": "owner" }), "/role")]
#[tokio::test]
async fn a_body_of_another_form_is_refused_as_everywhere(
    #[case] body: Value,
    #[case] pointer: &str,
) {
    let desk = Desk::start().await;
    let answer = desk.ask("/sign-in/token", &body).await;
    assert_eq!(answer.status, 422, "{}", answer.text);
    assert_eq!(answer.json()["errors"][0]["pointer"], pointer);
    assert_eq!(desk.calls(), [""; 0]);
}

/// Neither the code nor the way to it leaves the function: not in an item, not in a request.
#[tokio::test]
async fn the_code_is_in_no_item_and_in_no_call() {
    let desk = Desk::start().await;
    let request = desk.ask_code(OWNER).await;
    let code = desk.code_of(&request).await;
    assert_eq!(desk.try_code(&request, &code).await.status, 200);
    for call in desk.requests() {
        let digits = call.replace(&request, "");
        assert!(!digits.contains(&format!("\"{code}\"")), "{call}");
    }
    let item = desk
        .table
        .item(&format!("S#{request}"), EVENT)
        .await
        .unwrap();
    let mut names: Vec<_> = item.keys().map(String::as_str).collect();
    names.sort_unstable();
    let expected = [
        "applicant",
        "at",
        "code_key",
        "expires_at",
        "pk",
        "sk",
        "tries",
        "used_at",
    ];
    assert_eq!(names, expected);
    let _: SignInId = request.parse().unwrap();
}

/// Guesses wrong so many times.
async fn miss(desk: &Desk, request: &str, code: &str, times: usize) {
    for guess in other_codes(code).take(times) {
        assert_wrong(&desk.try_code(request, &guess).await);
    }
}

/// Codes that are another.
fn other_codes(code: &str) -> impl Iterator<Item = String> {
    let code = code.to_owned();
    let codes = (0..1_000_000).map(|number: u32| format!("{number:06}"));
    codes.filter(move |other| *other != code)
}

#[track_caller]
fn assert_wrong(answer: &Answer) {
    assert_eq!(answer.status, 401, "{}", answer.text);
    assert_eq!(
        answer.header_names(),
        ["content-type", "www-authenticate", "content-length"]
    );
    assert_eq!(
        answer.json(),
        json!({
            "type": "urn:tkt:problem:unauthorized",
            "title": "Sign in first",
            "status": 401,
            "detail": "This code is not right, was used already, or is too old. Check the newest e-mail, or ask for another code.",
            "errors": [],
        })
    );
}
