use std::collections::BTreeSet;
use std::path::Path;

use super::{CONFIRMATION, CREATED, FRAME, NEW_TICKET};
use crate::mail::{Created, MailError, Message, NewTicket};

/// Every snapshot's name and its mail.
fn cases() -> [(&'static str, Result<Message, MailError>); 5] {
    let without_phone = NewTicket {
        visitor_phone: None,
        ..NEW_TICKET
    };
    let without_category = Created {
        category: None,
        ..CREATED
    };
    [
        ("new_ticket", NEW_TICKET.render(&FRAME)),
        ("new_ticket_without_phone", without_phone.render(&FRAME)),
        ("confirmation", CONFIRMATION.render(&FRAME)),
        ("created", CREATED.render(&FRAME)),
        ("created_without_category", without_category.render(&FRAME)),
    ]
}

#[test]
fn whole_messages_are_as_reviewed() {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        for (name, mail) in cases() {
            insta::assert_snapshot!(name, whole(&mail.unwrap()));
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
        .map(|(name, _)| format!("{name}.snap"))
        .into_iter()
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn links_lead_to_the_tracker_only() {
    for (name, mail) in cases() {
        let mail = mail.unwrap();
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

fn whole(mail: &Message) -> String {
    format!(
        "Subject: {}\n\n--- text ---\n{}\n--- html ---\n{}",
        mail.subject, mail.text, mail.html
    )
}
