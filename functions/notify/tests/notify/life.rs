//! The mails of a ticket's life: what happened, told to the customer.

use domain::{
    edit::{Edit, Visibility},
    text::Category,
    ticket::{Priority, Status},
    workspace::{Limits, Settings},
};
use testkit::samples::{CUSTOMER, settings, written_by_an_agent};

use crate::{
    agents::{SUPPORT, notes, status, title},
    support::Stack,
};

const NOTES: &str = "The amount was wrong.\nA new invoice is out.";

#[tokio::test]
async fn a_change_is_told_to_the_customer_with_the_status_then() {
    let stack = Stack::with_support_address().await;
    let created = stack.save(1, written_by_an_agent()).await;
    let change = Edit {
        priority: Some(Priority::Urgent),
        category: Some(Category::parse("billing & VAT").unwrap()),
        ..status(Status::InProgress)
    };
    let changed = stack.edit(&created, change).await;
    // What happens before the mail is written is not told by it.
    stack.edit(&created, status(Status::Closed)).await;
    stack.edit(&created, title("Another title")).await;

    let mail = stack.the_mail(&changed).await;
    assert_eq!(mail.to, [CUSTOMER]);
    assert_eq!(mail.reply_to, [SUPPORT]);
    assert_eq!(mail.subject, "Support Ticket Update: TKT-00001");
    let text = mail.text.unwrap();
    for told in [
        "- Status changed to: in progress\n",
        "- Priority changed to: urgent\n",
        "- Category changed to: billing & VAT\n",
        "Status:   In progress\n",
        "Title:    Wrong invoice\n",
    ] {
        assert!(text.contains(told), "{told:?} is missing in:\n{text}");
    }
    assert_eq!(text.matches("\n- ").count(), 3, "{text}");
}

#[tokio::test]
async fn a_resolution_is_told_with_its_notes() {
    let stack = Stack::with_support_address().await;
    let created = stack.save(1, written_by_an_agent()).await;
    let resolution = Edit {
        status: Some(Status::Resolved),
        priority: Some(Priority::Low),
        ..notes(NOTES)
    };
    let resolved = stack.edit(&created, resolution).await;
    stack.edit(&created, notes("Later notes")).await;

    let mail = stack.the_mail(&resolved).await;
    assert_eq!(
        (&mail.to[..], &mail.reply_to[..]),
        (&[CUSTOMER.to_owned()][..], &[SUPPORT.to_owned()][..])
    );
    assert_eq!(mail.subject, "Support Ticket Resolved: TKT-00001");
    let text = mail.text.unwrap();
    let quoted = "> The amount was wrong.\n> A new invoice is out.\n";
    assert!(text.contains(quoted), "{text}");
    assert!(text.contains("If the issue persists, reply to this e-mail."));
    assert!(text.contains("Status:   Resolved\n"));
    assert!(!text.contains("Later notes"), "{text}");
}

#[tokio::test]
async fn notes_are_told_once_the_ticket_is_resolved_or_closed_and_not_before() {
    let stack = Stack::with_support_address().await;
    let created = stack.save(1, written_by_an_agent()).await;
    let early = stack.edit(&created, notes(NOTES)).await;
    assert!(stack.mails_about(&early).await.is_empty());
    let both = Edit {
        priority: Some(Priority::Low),
        ..notes("Early notes")
    };
    let beside = stack.edit(&created, both).await;
    let text = stack.the_text(&beside).await;
    assert!(!text.contains("otes"), "{text}");

    let closed = stack.edit(&created, status(Status::Closed)).await;
    assert!(stack.the_text(&closed).await.contains("> Early notes\n"));
    let later = stack.edit(&created, notes("Later notes")).await;
    let text = stack.the_text(&later).await;
    assert!(text.contains("- Resolution notes were updated\n"), "{text}");
    assert!(text.contains("> Later notes\n"), "{text}");
    // They are known by now.
    let urgent = Edit {
        priority: Some(Priority::Urgent),
        ..Edit::default()
    };
    let urgent = stack.edit(&created, urgent).await;
    assert!(!stack.the_text(&urgent).await.contains("notes"));
}

#[tokio::test]
async fn an_answer_is_mailed_as_the_workspaces() {
    let stack = Stack::with_support_address().await;
    let created = stack.save(1, written_by_an_agent()).await;
    let body = "Hello John,\n\n  it is 120 EUR.";
    let answered = stack.write(&created, body, Visibility::Public).await;
    stack.edit(&created, status(Status::Closed)).await;

    let mail = stack.the_mail(&answered).await;
    assert_eq!(mail.to, [CUSTOMER]);
    assert_eq!(mail.reply_to, [SUPPORT]);
    assert_eq!(mail.subject, "Support Ticket Answer: TKT-00001");
    let text = mail.text.unwrap();
    let quoted = "Acme wrote:\n> Hello John,\n> \n>   it is 120 EUR.\n";
    assert!(text.contains(quoted), "{text}");
    assert!(text.contains("Status:   Open\n"), "{text}");
    assert!(text.contains("reply to this e-mail"));
}

#[tokio::test]
async fn the_cap_on_confirmations_holds_back_no_later_mail() {
    let stack = Stack::start().await;
    let limits = Limits {
        confirmations_per_recipient: 1,
        ..Limits::default()
    };
    stack
        .put_settings(Settings {
            limits,
            ..settings()
        })
        .await;
    for n in 1..=2 {
        let created = stack.raise(n).await;
        stack.announce_to_visitor(&created).await;
        stack.work().await;
        let answered = stack.write(&created, "Hello", Visibility::Public).await;
        let changed = stack.edit(&created, status(Status::Pending)).await;
        for event in [answered, changed] {
            stack.the_mail(&event).await;
        }
    }
    assert_eq!(stack.ses.recipients().await.len(), 1 + 4);
}
