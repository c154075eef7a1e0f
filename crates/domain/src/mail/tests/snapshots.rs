use std::collections::BTreeSet;
use std::path::Path;

use super::{ANSWERED, CONFIRMATION, CREATED, EVERY_CHANGE, FRAME, NEW_TICKET, RESOLVED, UPDATED};
use crate::mail::{Answered, Created, Message, NewTicket, Resolved, Told, Updated};
use crate::ticket::Status;

/// Every snapshot's name and its mail.
fn cases() -> Vec<(&'static str, Message)> {
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
fn links_lead_to_the_tracker_only() {
    for (name, mail) in cases() {
        let links: Vec<_> = mail.html.split("href=\"").skip(1).collect();
        assert_eq!(links.len(), 1, "{name} has one link");
        let escaped = "https://tickets.example.com/track-ticket?w=acme&#38;from=mail\"";
        assert!(
            links[0].starts_with(escaped),
            "{name} links to {}",
            links[0]
        );
        assert!(
            mail.text.contains(FRAME.tracker_link),
            "{name} has the link in its text"
        );
    }
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
