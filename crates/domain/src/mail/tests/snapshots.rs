use std::collections::BTreeSet;
use std::path::Path;

use super::{
    ANSWERED, CONFIRMATION, CREATED, EVERY_CHANGE, FRAME, INVITATION, NEW_TICKET, RESOLVED,
    SIGN_IN_CODE, UPDATED,
};
use crate::agent::Role;
use crate::mail::{
    Answered, Created, Invitation, Message, NewTicket, Resolved, SignInCode, Told, Updated,
};
use crate::ticket::Status;

/// Every snapshot's name and its mail.
fn cases() -> Vec<(&'static str, Message)> {
    let mut cases = of_tickets();
    cases.extend(of_agents());
    cases
}

fn of_tickets() -> Vec<(&'static str, Message)> {
    let mut cases = of_a_new_ticket();
    cases.extend(of_a_change());
    cases.extend(of_a_resolution_and_an_answer());
    cases
}

fn of_a_new_ticket() -> Vec<(&'static str, Message)> {
    let without_phone = NewTicket {
        visitor_phone: None,
        ..NEW_TICKET
    };
    let without_category = Created {
        category: None,
        ..CREATED
    };
    let mails = [
        ("new_ticket", NEW_TICKET.render(&FRAME)),
        ("new_ticket_without_phone", without_phone.render(&FRAME)),
        ("confirmation", CONFIRMATION.render(&FRAME)),
        ("created", CREATED.render(&FRAME)),
        ("created_without_category", without_category.render(&FRAME)),
    ];
    mails.map(|(name, mail)| (name, mail.unwrap())).into()
}

fn of_a_change() -> Vec<(&'static str, Message)> {
    let several = Updated {
        status: Status::Closed,
        changes: &EVERY_CHANGE,
        resolution_notes: RESOLVED.resolution_notes,
        ..UPDATED
    };
    let resolved = Updated {
        status: Status::Resolved,
        changes: &[Told::ResolutionNotes],
        resolution_notes: RESOLVED.resolution_notes,
        ..UPDATED
    };
    let untitled = Updated {
        title: None,
        ..UPDATED
    };
    let mails = [
        ("updated", UPDATED.render(&FRAME)),
        ("updated_with_every_change", several.render(&FRAME)),
        ("updated_while_resolved", resolved.render(&FRAME)),
        ("updated_with_a_visitors_title", untitled.render(&FRAME)),
    ];
    mails.map(|(name, mail)| (name, mail.unwrap())).into()
}

fn of_a_resolution_and_an_answer() -> Vec<(&'static str, Message)> {
    let without_notes = Resolved {
        resolution_notes: None,
        ..RESOLVED
    };
    let resolved = Resolved {
        title: None,
        ..RESOLVED
    };
    let answered = Answered {
        title: None,
        ..ANSWERED
    };
    let mails = [
        ("resolved", RESOLVED.render(&FRAME)),
        ("resolved_without_notes", without_notes.render(&FRAME)),
        ("resolved_with_a_visitors_title", resolved.render(&FRAME)),
        ("answered", ANSWERED.render(&FRAME)),
        ("answered_with_a_visitors_title", answered.render(&FRAME)),
    ];
    mails.map(|(name, mail)| (name, mail.unwrap())).into()
}

fn of_agents() -> Vec<(&'static str, Message)> {
    let first_of_all = SignInCode {
        workspace_name: None,
        works_until: "15 January 2024, 09:40 UTC",
        ..SIGN_IN_CODE
    };
    let of_an_owner = Invitation {
        role: Role::Owner,
        ..INVITATION
    };
    let mails = [
        ("sign_in_code", SIGN_IN_CODE.render()),
        ("sign_in_code_of_the_first_owner", first_of_all.render()),
        ("invitation", INVITATION.render()),
        ("invitation_of_an_owner", of_an_owner.render()),
    ];
    mails.map(|(name, mail)| (name, mail.unwrap())).into()
}

#[test]
fn whole_messages_are_as_reviewed() {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        for (name, mail) in cases() {
            insta::assert_snapshot!(name, whole(&mail));
        }
    });
}

#[test]
fn no_snapshot_is_stale() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/mail/tests/snapshots");
    let found: BTreeSet<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let expected = cases()
        .into_iter()
        .map(|(name, _)| format!("{name}.snap"))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_tickets_links_lead_to_the_tracker_only() {
    for (name, mail) in of_tickets() {
        let links: Vec<_> = mail.html.split("href=\"").skip(1).collect();
        assert_eq!(links.len(), 1, "{name} has one link");
        let escaped = "https://tickets.example.com/track-ticket?w=acme&#38;from=mail\"";
        assert!(
            links[0].starts_with(escaped),
            "{name} links to {}",
            links[0]
        );
        assert!(
            mail.text.contains(FRAME.ticket_link),
            "{name} has the link in its text"
        );
    }
}

#[test]
fn a_code_is_one_run_of_digits_and_is_in_the_bodies_alone() {
    let mail = SIGN_IN_CODE.render().unwrap();
    assert!(mail.text.contains("\n\n048291\n\n"), "{}", mail.text);
    assert!(mail.html.contains(">048291</span>"), "{}", mail.html);
    for body in [&mail.text, &mail.html] {
        assert_eq!(body.matches("048291").count(), 1, "{body}");
    }
    assert!(!mail.subject.contains(|c: char| c.is_ascii_digit()));
    assert!(!mail.html.contains("href="), "there is nothing to click");
    // Neither is it where a line for programmers shows the mail.
    assert!(!format!("{mail:?}").contains("048291"));
}

#[test]
fn an_invitation_has_one_link_and_shows_it_in_its_text() {
    let mail = INVITATION.render().unwrap();
    let escaped = INVITATION.link.replace('&', "&#38;");
    let links: Vec<_> = mail.html.split("href=\"").skip(1).collect();
    assert_eq!(links.len(), 1);
    assert!(
        links[0].starts_with(&format!("{escaped}\"")),
        "{}",
        links[0]
    );
    let line = format!("\nAccept the invitation: {}\n", INVITATION.link);
    assert!(mail.text.contains(&line), "{}", mail.text);
    assert!(!format!("{mail:?}").contains("token="));
}

#[test]
fn every_mail_of_a_tickets_life_says_how_to_answer() {
    for (name, mail) in [of_a_change(), of_a_resolution_and_an_answer()].concat() {
        for body in [&mail.text, &mail.html] {
            assert!(body.contains("reply to this e-mail"), "{name}");
            assert!(body.contains(FRAME.support_address), "{name}");
        }
    }
}

fn whole(mail: &Message) -> String {
    format!(
        "Subject: {}\n\n--- text ---\n{}\n--- html ---\n{}",
        mail.subject, mail.text, mail.html
    )
}
