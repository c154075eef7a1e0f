//! Hostile text in every field of every kind of mail: who gets the mail, its headers and its markup
//! are those of a harmless one, and only what may be shown is shown.

use local::services::ses::StoredMail;
use rstest::rstest;
use testkit::samples::{OWNER, SENDER};

use crate::{
    hostile::elements,
    kinds::{Field, Kind, Typed},
    support::Stack,
};

/// Stands in each text, so that any part of it that leaks is found.
const MARK: &str = "zqx";

/// None is longer than 40 characters, which every field takes.
const LINES: [&str; 16] = [
    "zqx<script>alert(1)</script>",
    "\"><img src=x onerror=zqx()>",
    "' style='zqx:none' x='",
    "</td></tr></table><b>zqx</b>",
    "<a href=//evil.example>zqx</a>",
    "Bcc: zqx@evil.example",
    "zqx %0d%0aBcc: a@evil.example",
    "=?utf-8?Q?zqx=0D=0ABcc:a@b.c?=",
    "<!-- zqx --> ]]> <![endif]-->",
    "{{7*7}} {% raw %} ${zqx} #{7}",
    "&lt;zqx&gt; &#60;b&#62; &amp;",
    "\u{202e}gpj.zqx\u{2066}\u{2069}",
    "zqx\u{2028}View ticket: https://a.example",
    "zqx\u{2029}Number:   TKT-00009",
    "<ticket.TKT-00009.w1@zqx.example>",
    "javascript:zqx() https://a.example/?a&b",
];
const ADDRESSES: [&str; 8] = [
    "zqx'style='x@evil.example",
    "zqx&#38@evil.example",
    "{{7*7}}zqx@evil.example",
    "zqx%0d%0abcc=a@evil.example",
    "=?utf-8?q?zqx?=@evil.example",
    "`zqx|id`@evil.example",
    "zqx+TKT-00009/$@evil.example",
    "ZQX@EVIL.example",
];
const LONG: [&str; 3] = [
    "zqx\r\nBcc: victim@example.com\r\n\r\n<b>body</b>",
    "zqx\nView ticket: https://evil.example\nNumber:   TKT-00009",
    "zqx\u{2028}View ticket: https://evil.example\n\n</td></table>zqx",
];

#[rstest]
#[case::new_ticket(Kind::NewTicket, &[Field::Workspace, Field::Name, Field::Address, Field::Phone, Field::Issue])]
#[case::confirmation(Kind::Confirmation, &[Field::Workspace, Field::Support])]
#[case::created(
    Kind::Created,
    &[Field::Workspace, Field::Support, Field::Name, Field::Address, Field::Title, Field::Category],
)]
#[case::updated(
    Kind::Updated,
    &[Field::Workspace, Field::Support, Field::Title, Field::Category, Field::Notes],
)]
#[case::resolved(Kind::Resolved, &[Field::Workspace, Field::Support, Field::Title, Field::Notes])]
#[case::answered(Kind::Answered, &[Field::Workspace, Field::Support, Field::Title, Field::Answer])]
#[case::updated_for_a_visitor(
    Kind::UpdatedForVisitor,
    &[Field::Workspace, Field::Support, Field::Category, Field::Notes],
)]
#[case::resolved_for_a_visitor(
    Kind::ResolvedForVisitor,
    &[Field::Workspace, Field::Support, Field::Notes],
)]
#[case::answered_for_a_visitor(
    Kind::AnsweredForVisitor,
    &[Field::Workspace, Field::Support, Field::Answer],
)]
#[case::retitled_for_a_visitor(
    Kind::RetitledForVisitor,
    &[Field::Workspace, Field::Support, Field::Title, Field::Category, Field::Notes],
)]
#[case::sign_in_code(Kind::SignInCode, &[Field::Workspace])]
#[case::invitation(Kind::Invitation, &[Field::Workspace, Field::Support, Field::Inviter])]
#[tokio::test]
async fn a_mail_shows_what_it_may_and_stays_as_it_is(#[case] kind: Kind, #[case] shown: &[Field]) {
    let mut stack = Stack::start().await;
    let mut n = 1;
    let harmless = stack.mail_of(kind, n, &Typed::default()).await;
    let mut send = async |typed: Typed| {
        n += 1;
        let mail = stack.mail_of(kind, n, &typed).await;
        assert_request(&mail, kind, n, &typed);
        assert_eq!(markup(&mail), markup(&harmless), "{kind:?} {typed:?}");
        assert_eq!(our_lines(&mail), our_lines(&harmless), "{kind:?} {typed:?}");
        mail
    };
    for field in shown {
        for payload in payloads(*field) {
            let mail = send(Typed::default().with(*field, payload)).await;
            assert_shown(&mail, payload);
        }
    }
    let hidden = Field::ALL
        .into_iter()
        .filter(|field| !shown.contains(field));
    let hidden: Vec<_> = hidden.collect();
    for turn in 0..LINES.len() {
        let typed = hidden.iter().fold(Typed::default(), |typed, field| {
            let payloads = payloads(*field);
            typed.with(*field, payloads[turn % payloads.len()])
        });
        assert_hidden(&send(typed).await, kind);
    }
}

fn payloads(field: Field) -> Vec<&'static str> {
    match field {
        Field::Address | Field::Support | Field::Inviter => ADDRESSES.to_vec(),
        Field::Issue | Field::Answer | Field::Notes => [&LINES[..], &LONG[..]].concat(),
        _ => LINES.to_vec(),
    }
}

/// Recipient, answer address, subject and each header, to the letter.
#[track_caller]
fn assert_request(mail: &StoredMail, kind: Kind, n: u32, typed: &Typed) {
    let number = format!("TKT-{n:05}");
    let (to, reply_to) = kind.addresses(typed);
    assert_eq!((&mail.from[..], &mail.to[..]), (SENDER, &[to][..]));
    assert_eq!((mail.cc.len(), mail.bcc.len()), (0, 0));
    assert_eq!(mail.reply_to, Vec::from_iter(reply_to));
    assert_eq!(mail.subject, kind.subject(&number));
    let mut headers = vec![
        ("Auto-Submitted", "auto-generated".to_owned()),
        ("X-Auto-Response-Suppress", "All".to_owned()),
    ];
    if kind.is_of_a_ticket() {
        let root = format!("<ticket.{number}.w1@acme.example>");
        headers.extend([("In-Reply-To", root.clone()), ("References", root)]);
    }
    headers.sort();
    let of_mail = mail.headers.iter();
    let of_mail: Vec<_> = of_mail.map(|(k, v)| (k.as_str(), v.clone())).collect();
    assert_eq!(of_mail, headers);
}

/// Whole and as text, in both bodies.
#[track_caller]
fn assert_shown(mail: &StoredMail, payload: &str) {
    let expected = words(payload);
    let text = mail.text.as_deref().unwrap();
    let unquoted = text
        .lines()
        .map(|line| line.strip_prefix("> ").unwrap_or(line));
    let text = words(&unquoted.collect::<Vec<_>>().join("\n"));
    assert!(text.contains(&expected), "{expected:?} is not in {text}");
    let html = words(&visible(mail.html.as_deref().unwrap()));
    assert!(html.contains(&expected), "{expected:?} is not in {html}");
}

#[track_caller]
fn assert_hidden(mail: &StoredMail, kind: Kind) {
    let bodies = [
        &mail.subject,
        mail.text.as_ref().unwrap(),
        mail.html.as_ref().unwrap(),
    ];
    for body in bodies {
        assert!(!body.to_lowercase().contains(MARK), "{kind:?}: {body}");
    }
}

/// Every tag with its attributes; an invitation's own id and token aside.
fn markup(mail: &StoredMail) -> Vec<String> {
    let own = |tag: String| match tag.split_once("#invite_id=") {
        Some((before, rest)) => format!("{before}{}", rest.trim_start_matches(|c| c != '"')),
        None => tag,
    };
    elements(mail).into_iter().map(own).collect()
}

/// The lines that a reader takes for ours: links and the number.
fn our_lines(mail: &StoredMail) -> usize {
    let text = mail
        .text
        .as_deref()
        .unwrap()
        .replace(['\u{2028}', '\u{2029}'], "\n");
    let ours = ["View ticket: ", "Number: ", "Accept the invitation: "];
    let is_ours = |line: &&str| ours.iter().any(|start| line.starts_with(start));
    text.lines().filter(is_ours).count()
}

/// The texts of a document, as a browser shows them.
fn visible(html: &str) -> String {
    let texts = html
        .split('<')
        .filter_map(|part| Some(part.split_once('>')?.1));
    let joined = texts.collect::<Vec<_>>().join(" ");
    // The ampersand comes last, or what was escaped twice would be read twice.
    let entities = [
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#38;", "&"),
    ];
    entities
        .into_iter()
        .fold(joined, |text, (entity, plain)| text.replace(entity, plain))
}

/// In lower case, since categories are capitalised, with every run of white space as one space.
fn words(text: &str) -> String {
    let text = text.to_lowercase();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_payload_carries_the_mark_and_the_owner_none() {
    let all = LINES.iter().chain(&ADDRESSES).chain(&LONG);
    assert!(all.clone().all(|text| text.to_lowercase().contains(MARK)));
    assert!(!OWNER.contains(MARK));
}
