//! What no mail tells a customer, whatever jobs ask for.

use domain::{
    edit::{Edit, Visibility},
    event::{Event, EventId},
    job::{Job, Recipient},
    text::Description,
    ticket::{NewTicket, Status},
};
use rstest::rstest;
use testkit::samples::{VISITOR, email, raised_by_a_visitor, written_by_an_agent};

use crate::{
    agents::{AGENT, SUPPORT, assigned_to, notes, status, title},
    support::{Stack, batch_of},
};

#[tokio::test]
async fn a_note_is_mailed_to_nobody_even_if_a_job_asks_for_it() {
    let stack = Stack::with_support_address().await;
    let created = stack.save(1, written_by_an_agent()).await;
    let noted = stack
        .write(&created, "He is rude.", Visibility::Internal)
        .await;
    assert!(stack.mails_about(&noted).await.is_empty());
    assert_eq!(send_to_everybody(&stack, &noted).await, 0);
    assert_eq!(stack.ses.mails().await.len(), 0);
}

#[tokio::test]
async fn jobs_that_a_kind_of_event_does_not_owe_end_silently() {
    let stack = Stack::with_support_address().await;
    stack.hire().await;
    let created = stack.save(1, written_by_an_agent()).await;
    stack.edit(&created, assigned_to(Some(AGENT))).await;
    let unassigned = stack.edit(&created, assigned_to(None)).await;
    assert_eq!(send_to_everybody(&stack, &unassigned).await, 0);
    let changed = stack.edit(&created, status(Status::Pending)).await;
    let owner = job(&changed, owner());
    assert_eq!(stack.hand_over(batch_of(&[owner])).await, 0);
    assert_eq!(stack.ses.mails().await.len(), 0);
}

#[tokio::test]
async fn every_job_of_a_deleted_ticket_ends_silently() {
    let stack = Stack::with_support_address().await;
    let created = stack.save(1, written_by_an_agent()).await;
    let changed = stack.edit(&created, status(Status::Pending)).await;
    let answered = stack.write(&created, "Hello", Visibility::Public).await;
    let deleted = stack.delete(&created).await;
    for event in [created, changed, answered, deleted] {
        assert_eq!(send_to_everybody(&stack, &event).await, 0);
    }
    assert_eq!(stack.ses.mails().await.len(), 0);
    assert_eq!(stack.queues.held().await, 0);
}

#[tokio::test]
async fn a_visitors_words_are_in_no_mail_until_an_agent_has_written_the_title() {
    let stack = Stack::with_support_address().await;
    let created = stack.raise(1).await;
    let resolution = Edit {
        description: Some(Description::parse("Two amounts, says Maria Rossi.").unwrap()),
        ..status(Status::Resolved)
    };
    let before = [
        stack.edit(&created, status(Status::InProgress)).await,
        stack
            .write(&created, "Which month?", Visibility::Public)
            .await,
        stack.edit(&created, resolution).await,
    ];
    let renamed = stack.edit(&created, title("Two amounts in January")).await;
    let after = stack.edit(&created, status(Status::Closed)).await;

    for event in &before {
        let mail = stack.the_mail(event).await;
        assert_eq!(mail.to, [VISITOR]);
        let (text, html) = (mail.text.unwrap(), mail.html.unwrap());
        for typed in [
            "Maria",
            "Rossi",
            "1234",
            "amounts",
            "Support Issue",
            "maria@",
        ] {
            assert!(
                !text.contains(typed) && !html.contains(typed),
                "{typed}: {text}"
            );
        }
        assert!(!text.contains("Title:"), "{text}");
    }
    let text = stack.the_text(&renamed).await;
    assert!(
        text.contains("- Title changed to: Two amounts in January\n"),
        "{text}"
    );
    assert!(!text.contains("Maria"), "{text}");
    assert!(
        stack
            .the_text(&after)
            .await
            .contains("Title:    Two amounts in January\n")
    );
}

#[rstest]
#[case::of_an_agents_ticket(written_by_an_agent())]
#[case::of_a_visitors_ticket(raised_by_a_visitor())]
#[tokio::test]
async fn no_mail_to_a_customer_names_an_agent(#[case] new: NewTicket) {
    let stack = Stack::with_support_address().await;
    stack.hire().await;
    let new = NewTicket {
        created_by: new.created_by.map(|_| email(AGENT)),
        assigned_to: Some(email(AGENT)),
        ..new
    };
    let created = stack.save(1, new).await;
    let mut events = vec![created.clone()];
    for edit in [
        assigned_to(None),
        assigned_to(Some(AGENT)),
        title("Another title"),
        notes("The amount was wrong."),
        status(Status::Resolved),
        status(Status::Closed),
        status(Status::Open),
    ] {
        events.push(stack.edit(&created, edit).await);
    }
    for visibility in [Visibility::Public, Visibility::Internal] {
        events.push(stack.write(&created, "Hello", visibility).await);
    }
    for event in &events {
        assert_eq!(stack.hand_over(batch_of(&event.jobs(&[]))).await, 0);
    }
    let mails = stack.ses.mails().await;
    // All but the end of the assignment, the notes of an open ticket and the internal note.
    assert_eq!(mails.len(), events.len() - 3);
    for mail in mails {
        let whole = format!("{mail:?}").to_lowercase();
        assert!(
            !whole.contains("lovelace") && !whole.contains("agents.example"),
            "{mail:?}"
        );
        assert!(!mail.to.is_empty() && mail.cc.is_empty() && mail.bcc.is_empty());
        assert_eq!(mail.headers.len(), 4);
        assert_eq!(mail.reply_to, [SUPPORT]);
    }
}

/// Does a job for every role, owed or not. Returns how many come again.
async fn send_to_everybody(stack: &Stack, event: &Event) -> usize {
    let roles = [Recipient::Customer, Recipient::Visitor, owner()];
    let jobs = roles.map(|to| job(event, to));
    stack.hand_over(batch_of(&jobs)).await
}

fn job(event: &Event, to: Recipient) -> Job {
    let event = EventId::Ticket(event.id.clone());
    Job { event, to }
}

fn owner() -> Recipient {
    let id = "o1".to_owned().try_into().unwrap();
    Recipient::Owner { id }
}
