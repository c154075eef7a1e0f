//! What is sent, to whom, and what is not.

use domain::{
    agent::Role,
    workspace::{Limits, Settings},
};
use local::services::ses::StoredMail;
use testkit::samples::{
    CUSTOMER, OWNER, PUBLIC_URL, SENDER, VISITOR, agent, settings, workspace, written_by_an_agent,
};

use crate::support::{Stack, confirmation};

const FIXTURE: &str = include_str!("../fixtures/sqs.json");

#[tokio::test]
async fn messages_as_lambda_hands_them_over_become_mails() {
    let stack = Stack::start().await;
    stack.raise(1).await;
    assert_eq!(
        stack
            .hand_over(serde_json::from_str(FIXTURE).unwrap())
            .await,
        0
    );
    assert_eq!(stack.ses.recipients().await, [VISITOR, OWNER]);
}

#[tokio::test]
async fn a_visitors_ticket_mails_owner_and_visitor() {
    let stack = Stack::start().await;
    let event = stack.raise(1).await;
    stack.announce(&event).await;
    assert_eq!(stack.work().await, [""; 0]);
    assert_eq!(stack.queues.held().await, 0);

    let to_owner = mail_to(&stack, OWNER).await;
    assert_eq!(to_owner.subject, "New Support Ticket #TKT-00001");
    assert_eq!(to_owner.reply_to, [VISITOR]);
    let (text, html) = (to_owner.text.unwrap(), to_owner.html.unwrap());
    let link = format!("View ticket: {PUBLIC_URL}/dashboard/tickets/TKT-00001\n");
    assert!(text.contains(&link), "{text}");
    for shown in [
        "Maria Rossi",
        VISITOR,
        "+39 06 1234 5678",
        "15 January 2024, 09:30 UTC",
        "Which one?",
    ] {
        assert!(text.contains(shown) && html.contains(shown), "{shown}");
    }
    let to_visitor = mail_to(&stack, VISITOR).await;
    assert_eq!(to_visitor.subject, "Support Ticket Reference: TKT-00001");
    // The support address is the first owner's until one is set.
    assert_eq!(to_visitor.reply_to, [OWNER]);
    let (text, html) = (to_visitor.text.unwrap(), to_visitor.html.unwrap());
    for typed in ["Maria", "Rossi", "1234", "two amounts", "Support Issue"] {
        assert!(
            !text.contains(typed) && !html.contains(typed),
            "{typed} was the visitor's"
        );
    }
    assert!(text.contains(&format!("{PUBLIC_URL}/track-ticket?ticket=TKT-00001")));
    assert!(
        !text.contains("w="),
        "the first workspace's links do not name it"
    );
}

#[tokio::test]
async fn every_mail_says_that_a_program_wrote_it_and_who_sends_it() {
    let stack = Stack::start().await;
    let event = stack.raise(1).await;
    stack.announce(&event).await;
    stack.work().await;
    let mails = stack.ses.mails().await;
    assert_eq!(mails.len(), 2);
    for mail in mails {
        assert_eq!(mail.from, SENDER);
        assert_eq!((mail.to.len(), mail.cc.len(), mail.bcc.len()), (1, 0, 0));
        let headers: Vec<_> = mail
            .headers
            .iter()
            .map(|(k, v)| (k.as_str(), v.as_str()))
            .collect();
        let expected = [
            ("Auto-Submitted", "auto-generated"),
            ("In-Reply-To", "<ticket.TKT-00001.w1@acme.example>"),
            ("References", "<ticket.TKT-00001.w1@acme.example>"),
            ("X-Auto-Response-Suppress", "All"),
        ];
        assert_eq!(headers, expected);
    }
}

#[tokio::test]
async fn an_agents_ticket_mails_the_customer_alone() {
    let stack = Stack::start().await;
    let event = stack.save(1, written_by_an_agent()).await;
    stack.announce(&event).await;
    assert_eq!(stack.work().await, [""; 0]);
    assert_eq!(stack.ses.recipients().await, [CUSTOMER]);
    let mail = mail_to(&stack, CUSTOMER).await;
    for shown in ["Wrong invoice", "John Doe", CUSTOMER, "High", "Billing"] {
        assert!(mail.text.as_ref().unwrap().contains(shown), "{shown}");
    }
}

#[tokio::test]
async fn replies_go_to_the_support_address_once_it_is_set() {
    let stack = Stack::start().await;
    let settings = Settings {
        support_address: Some("help@acme.example".parse().unwrap()),
        first: false,
        ..settings()
    };
    stack
        .table
        .store
        .put_settings(&workspace("w1"), &settings)
        .await
        .unwrap();
    let event = stack.raise(1).await;
    stack.announce(&event).await;
    stack.work().await;
    let mail = mail_to(&stack, VISITOR).await;
    assert_eq!(mail.reply_to, ["help@acme.example"]);
    assert!(mail.text.unwrap().contains("ticket=TKT-00001&w=w1"));
}

#[tokio::test]
async fn an_owner_reads_when_a_ticket_came_in_the_workspaces_time_zone() {
    let stack = Stack::start().await;
    let settings = Settings {
        time_zone: "Europe/Berlin".parse().unwrap(),
        ..settings()
    };
    stack.put_settings(settings).await;
    let event = stack.raise(1).await;
    stack.announce(&event).await;
    stack.work().await;
    let text = mail_to(&stack, OWNER).await.text.unwrap();
    let received = "Received: 15 January 2024, 10:30 CET\n";
    assert!(text.contains(received), "{text}");
}

#[tokio::test]
async fn the_sixth_confirmation_to_one_address_in_a_day_is_not_sent_but_owners_hear_of_it() {
    let stack = Stack::start().await;
    let mut events = Vec::new();
    for n in 1..=6 {
        let event = stack.raise(n).await;
        stack.announce(&event).await;
        assert_eq!(stack.work().await, [""; 0]);
        events.push(event);
    }
    let recipients = stack.ses.recipients().await;
    let count = |address: &str| recipients.iter().filter(|to| *to == address).count();
    assert_eq!((count(VISITOR), count(OWNER)), (5, 6));
    assert_eq!(stack.queues.held().await, 0);
    let state = stack.state(&confirmation(&events[5])).await;
    assert_eq!(state.as_deref(), Some("suppressed"));
}

#[tokio::test]
async fn a_confirmation_that_is_tried_again_counts_once() {
    let stack = Stack::start().await;
    let limits = Limits {
        confirmations_per_recipient: 1,
        ..Limits::default()
    };
    let settings = Settings {
        limits,
        ..settings()
    };
    stack
        .table
        .store
        .put_settings(&workspace("w1"), &settings)
        .await
        .unwrap();
    let event = stack.raise(1).await;
    stack.announce_to_visitor(&event).await;
    stack
        .ses
        .fail(local::services::ses::FaultKind::Throttle, 1, VISITOR);
    assert_eq!(stack.work().await.len(), 1);
    stack.queues.advance(6);
    assert_eq!(stack.work().await, [""; 0]);
    assert_eq!(stack.ses.recipients().await, [VISITOR]);
}

#[tokio::test]
async fn a_job_whose_ticket_is_gone_ends_silently() {
    let stack = Stack::start().await;
    let event = stack.raise(1).await;
    stack.announce(&event).await;
    stack.table.remove("W#w1#T#TKT-00001", "TEXT").await;
    assert_eq!(stack.work().await, [""; 0]);
    assert_eq!(
        (stack.queues.held().await, stack.ses.mails().await.len()),
        (0, 0)
    );
}

#[tokio::test]
async fn a_job_whose_owner_is_gone_ends_silently_and_the_visitor_still_gets_theirs() {
    let stack = Stack::start().await;
    let leaving = agent("o2", "leaving@acme.example", Role::Owner);
    stack
        .table
        .store
        .add_agent(&workspace("w1"), &leaving)
        .await
        .unwrap();
    let event = stack.raise(1).await;
    stack.announce(&event).await;
    stack
        .table
        .remove("W#w1", "AGENT#leaving@acme.example")
        .await;
    assert_eq!(stack.work().await, [""; 0]);
    assert_eq!(stack.ses.recipients().await, [VISITOR, OWNER]);
}

async fn mail_to(stack: &Stack, address: &str) -> StoredMail {
    let mails = stack.ses.mails().await;
    mails.into_iter().find(|mail| mail.to == [address]).unwrap()
}
