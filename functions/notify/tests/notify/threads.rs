//! What makes a mail program show the mails of a ticket as one conversation.

use std::collections::BTreeSet;

use domain::{
    agent::Role,
    edit::Visibility,
    ticket::{NewTicket, Status},
};
use local::services::ses::StoredMail;
use testkit::samples::{OWNER, agent, raised_by_a_visitor, workspace, written_by_an_agent};

use crate::{
    agents::{status, title},
    invitations, sign_ins,
    support::{Stack, batch_of},
};

#[tokio::test]
async fn all_mails_of_a_ticket_have_one_root_whoever_gets_them() {
    let stack = Stack::start().await;
    let second = agent("o2", "second@acme.example", Role::Owner);
    let store = &stack.table.store;
    store.add_agent(&workspace("w1"), &second).await.unwrap();
    let mails = life(&stack, 1, raised_by_a_visitor()).await;
    // Two owners and the visitor hear of the creation; the customer of an edit, an answer, the end.
    assert_eq!(mails.len(), 6);
    assert_eq!(
        roots(&mails),
        ["<ticket.TKT-00001.w1@acme.example>"]
            .map(str::to_owned)
            .into()
    );
}

#[tokio::test]
async fn another_ticket_has_another_root() {
    let stack = Stack::start().await;
    life(&stack, 1, raised_by_a_visitor()).await;
    let mails = life(&stack, 2, written_by_an_agent()).await;
    assert_eq!(mails.len(), 4);
    assert_eq!(
        roots(&mails),
        ["<ticket.TKT-00002.w1@acme.example>"]
            .map(str::to_owned)
            .into()
    );
}

#[tokio::test]
async fn codes_and_invitations_belong_to_no_conversation() {
    let stack = Stack::start().await;
    let (request, _) = stack.ask(1, sign_ins::to_agent).await;
    let (invitation, _) = stack.invite(Role::Agent).await;
    let jobs = [sign_ins::job(&request), invitations::job(&invitation)];
    assert_eq!(stack.hand_over(batch_of(&jobs)).await, 0);
    let mails = stack.ses.mails().await;
    assert_eq!(mails.len(), 2);
    for mail in mails {
        let names: Vec<_> = mail.headers.keys().map(String::as_str).collect();
        assert_eq!(names, ["Auto-Submitted", "X-Auto-Response-Suppress"]);
    }
}

/// The mails of a ticket that is created, edited, answered and resolved.
async fn life(stack: &Stack, n: u32, new: NewTicket) -> Vec<StoredMail> {
    let before = stack.ses.mails().await.len();
    let created = stack.save(n, new).await;
    let owners = [
        agent("o1", OWNER, Role::Owner),
        agent("o2", "second@acme.example", Role::Owner),
    ];
    assert_eq!(stack.hand_over(batch_of(&created.jobs(&owners))).await, 0);
    let edited = stack.edit(&created, title("Refund")).await;
    let answered = stack.write(&created, "Hello", Visibility::Public).await;
    let resolved = stack.edit(&created, status(Status::Resolved)).await;
    for event in [edited, answered, resolved] {
        stack.the_mail(&event).await;
    }
    stack.ses.mails().await.split_off(before)
}

fn roots(mails: &[StoredMail]) -> BTreeSet<String> {
    let of = |mail: &StoredMail| {
        assert_eq!(mail.headers["In-Reply-To"], mail.headers["References"]);
        mail.headers["References"].clone()
    };
    mails.iter().map(of).collect()
}
