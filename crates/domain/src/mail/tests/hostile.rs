use proptest::prelude::*;
use rstest::rstest;

use super::markup::{tags, texts};
use super::{
    ANSWERED, CONFIRMATION, CREATED, FRAME, INVITATION, NEW_TICKET, RESOLVED, SIGN_IN_CODE, UPDATED,
};
use crate::mail::{
    Answered, Created, Frame, Invitation, Message, NewTicket, Resolved, SignInCode, Told, Updated,
    plain,
};

#[rstest]
#[case::script("<script>alert(1)</script>")]
#[case::attribute_breakout("\"><img src=x onerror=alert(1)>")]
#[case::single_quotes("' style='display:none")]
#[case::template_syntax("{{7*7}} {% raw %} ${7*7} {# x #}")]
#[case::header_injection("x\r\nBcc: victim@example.com\r\n\r\nbody")]
#[case::line_separators("x\u{2028}View ticket: https://evil.example\u{2029}y\u{85}z\u{b}\u{c}")]
#[case::right_to_left_override("gpj.\u{202e}exe.\u{2066}\u{2069}\u{2069}")]
#[case::script_link("javascript:alert(1) https://evil.example/?a=1&b=2")]
#[case::comment_and_cdata("<!-- --> --> <![endif]--> ]]> </td></table>")]
#[case::entities("&lt;b&gt; &#60; &amp;#38; &")]
#[case::emoji("\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} \u{1f3f4}")]
#[case::arabic("مرحبا، الفاتورة غير صحيحة (123)")]
#[case::very_long_word(&"W".repeat(10_000))]
#[case::nothing("")]
fn a_payload_stays_text(#[case] payload: &str) {
    check_all(payload);
}

proptest! {
    #[test]
    fn any_text_stays_text(text in any::<String>()) {
        check_all(&text);
    }

    #[test]
    fn text_full_of_markup_stays_text(text in "[<>\"'&;/!#a-c\n\r\t -]{0,60}") {
        check_all(&text);
    }
}

#[test]
fn a_visitor_cannot_write_a_line_of_ours_into_the_text() {
    let forged = "x\nView ticket: https://evil.example\u{2028}View ticket: https://evil.example";
    let mail = new_ticket_of(forged);
    let ours: Vec<_> = mail
        .text
        .lines()
        .filter(|line| line.starts_with("View ticket: "))
        .collect();
    assert_eq!(ours, [format!("View ticket: {}", FRAME.ticket_link)]);
    assert!(
        mail.text
            .contains("> View ticket: https://evil.example\n> View ticket: ")
    );
}

#[test]
fn a_workspaces_name_cannot_write_a_line_of_ours_into_the_text() {
    let forged = "x\u{2028}Accept the invitation: https://evil.example\u{85}View ticket: https://evil.example";
    let ours = |line: &&str| line.starts_with("Accept the inv") || line.starts_with("View ticket");
    for mail in mails_of_workspace(forged) {
        let lines: Vec<_> = plain::lines(&mail.text).filter(ours).collect();
        let links = [FRAME.ticket_link, INVITATION.link];
        let is_ours = |line: &&str| links.iter().any(|link| line.ends_with(link));
        assert!(lines.iter().all(is_ours), "{lines:?}");
    }
}

#[test]
fn an_answer_cannot_write_a_line_of_ours_into_the_text() {
    let forged = "x\nView ticket: https://evil.example\u{85}Number:   TKT-00001";
    let mails = [answered_of(forged), resolved_of(forged), updated_of(forged)];
    for mail in mails {
        let ours = |line: &&str| line.starts_with("View ticket: ") || line.starts_with("Number: ");
        assert_eq!(mail.text.lines().filter(ours).count(), 2, "{}", mail.text);
    }
}

#[test]
fn the_preview_of_an_answer_is_its_beginning() {
    let mail = answered_of(&format!(
        "\n  Hello,\n\n\tyou\u{2028}are {}",
        "right ".repeat(100)
    ));
    let (_, rest) = mail.html.split_once("mso-hide:all;\">").unwrap();
    let (preview, _) = rest.split_once("</div>").unwrap();
    assert!(
        preview.starts_with("Hello, you are right right"),
        "{preview}"
    );
    assert_eq!(preview.chars().count(), 140);
}

#[track_caller]
fn check_all(text: &str) {
    check_new_ticket(text);
    check_created(text);
    check_news(text, updated_of, "Support Ticket Update: TKT-00003");
    check_news(text, resolved_of, "Support Ticket Resolved: TKT-00003");
    check_news(text, answered_of, "Support Ticket Answer: TKT-00003");
    check_workspace_name(text);
}

/// Every mail, of a workspace whose owner named it so.
#[track_caller]
fn check_workspace_name(name: &str) {
    for (mail, harmless) in mails_of_workspace(name)
        .into_iter()
        .zip(mails_of_workspace("x"))
    {
        check_same_shape(&mail, &harmless);
        assert_eq!(mail.subject, harmless.subject);
        let wordmark = texts(&mail.html, "word-break:break-word;\">", "</td>");
        assert_eq!(wordmark[0], name);
    }
}

fn mails_of_workspace(workspace_name: &str) -> [Message; 8] {
    let frame = &Frame {
        workspace_name,
        ..FRAME
    };
    let code = SignInCode {
        workspace_name: Some(workspace_name),
        ..SIGN_IN_CODE
    };
    let invitation = Invitation {
        workspace_name,
        invited_by: workspace_name,
        ..INVITATION
    };
    let mails = [
        NEW_TICKET.render(frame),
        CONFIRMATION.render(frame),
        CREATED.render(frame),
        UPDATED.render(frame),
        RESOLVED.render(frame),
        ANSWERED.render(frame),
        code.render(),
        invitation.render(),
    ];
    mails.map(Result::unwrap)
}

/// A mail with the text in every field that a visitor fills, beside one with harmless text.
#[track_caller]
fn check_new_ticket(text: &str) {
    let mail = new_ticket_of(text);
    check_same_shape(&mail, &new_ticket_of(&harmless(text)));
    assert_eq!(mail.subject, "New Support Ticket #TKT-20240115-0001");
    check_quoted(&mail, text);
    assert!(facts(&mail).iter().filter(|fact| *fact == text).count() >= 3);
}

#[track_caller]
fn check_created(text: &str) {
    let of = |text| {
        let fields = (text, text, text, Some(text));
        let (title, customer_name, customer_email, category) = fields;
        let mail = Created {
            title,
            customer_name,
            customer_email,
            category,
            ..CREATED
        };
        mail.render(&FRAME).unwrap()
    };
    let mail: Message = of(text);
    check_same_shape(&mail, &of("x"));
    assert_eq!(mail.subject, "Support Ticket Reference: TKT-00003");
    assert!(facts(&mail).iter().filter(|fact| *fact == text).count() >= 4);
}

/// A mail about what happened, with the text in every field that an agent fills.
#[track_caller]
fn check_news(text: &str, of: fn(&str) -> Message, subject: &str) {
    let mail = of(text);
    check_same_shape(&mail, &of(&harmless(text)));
    assert_eq!(mail.subject, subject);
    check_quoted(&mail, text);
    assert!(facts(&mail).iter().any(|fact| fact == text));
}

/// As many lines as the text has, so that the line breaks are the same.
fn harmless(text: &str) -> String {
    let lines: Vec<_> = plain::lines(text).map(|_| "x").collect();
    lines.join("\n")
}

#[track_caller]
fn check_quoted(mail: &Message, text: &str) {
    let quoted = texts(&mail.html, "word-break:break-word;\">", "</td>");
    let as_lines = plain::lines(text).collect::<Vec<_>>().join("\n");
    assert!(
        quoted.contains(&as_lines),
        "{as_lines:?} is not in {quoted:?}"
    );
}

#[track_caller]
fn check_same_shape(mail: &Message, harmless: &Message) {
    assert_eq!(
        tags(&mail.html),
        tags(&harmless.html),
        "no tag is added, changed or lost"
    );
    assert_eq!(
        mail.text.lines().count(),
        harmless.text.lines().count(),
        "no line is added"
    );
}

fn new_ticket_of(text: &str) -> Message {
    let mail = NewTicket {
        visitor_name: text,
        visitor_email: text,
        visitor_phone: Some(text),
        issue: text,
        ..NEW_TICKET
    };
    mail.render(&FRAME).unwrap()
}

fn updated_of(text: &str) -> Message {
    let mail = Updated {
        title: Some(text),
        changes: &[Told::Title(text), Told::Category(text)],
        resolution_notes: Some(text),
        ..UPDATED
    };
    let mail = mail.render(&FRAME).unwrap();
    let told = texts(&mail.html, "<strong><bdi>", "</bdi></strong>");
    assert_eq!(told, [text, text]);
    mail
}

fn resolved_of(text: &str) -> Message {
    let mail = Resolved {
        title: Some(text),
        resolution_notes: Some(text),
        ..RESOLVED
    };
    mail.render(&FRAME).unwrap()
}

fn answered_of(text: &str) -> Message {
    let mail = Answered {
        title: Some(text),
        answer: text,
        ..ANSWERED
    };
    mail.render(&FRAME).unwrap()
}

/// The values in the list of facts, as a reader sees them.
fn facts(mail: &Message) -> Vec<String> {
    texts(
        &mail.html,
        "text-align:left;overflow-wrap:anywhere;word-break:break-word;\">",
        "</td>",
    )
}
