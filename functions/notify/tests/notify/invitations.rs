//! The mail with an invitation's link.

use domain::{
    agent::Role,
    event::EventId,
    invitation::{Invitation, InvitationId, LIFETIME},
    job::{Job, Recipient},
    time::UtcTime,
    workspace::Settings,
};
use notify::Pacer;
use rstest::rstest;
use store::{
    audit::Act,
    derived,
    secrets::{KeyKind, SecretKey},
};
use testkit::samples::{OWNER, PUBLIC_URL, email, settings, signed_in, time, workspace};

use crate::support::{Stack, batch_of};

const INVITED: &str = "ada@acme.example";

#[tokio::test]
async fn an_invitation_brings_its_link_to_who_is_invited() {
    let stack = Stack::start().await;
    let settings = Settings {
        time_zone: "America/New_York".parse().unwrap(),
        support_address: Some(email("help@acme.example")),
        ..settings()
    };
    stack.put_settings(settings).await;
    let (invitation, token) = stack.invite(Role::Owner).await;
    assert_eq!(stack.hand_over(batch_of(&[job(&invitation)])).await, 0);

    let mails = stack.ses.mails().await;
    assert_eq!(mails.len(), 1);
    let mail = &mails[0];
    assert_eq!(mail.to, [INVITED]);
    assert_eq!((mail.cc.len(), mail.bcc.len()), (0, 0));
    assert_eq!(mail.reply_to, ["help@acme.example"]);
    assert_eq!(mail.subject, "Invitation to a support workspace");
    assert_eq!(mail.headers["Auto-Submitted"], "auto-generated");
    let id = &invitation.id;
    let link = format!("{PUBLIC_URL}/dashboard/invitation#invite_id={id}&token={token}");
    let zone: domain::time_zone::TimeZoneName = "America/New_York".parse().unwrap();
    let ends = zone.tell(invitation.expires_at);
    let text = mail.text.as_ref().unwrap();
    for line in [
        format!("{OWNER} invites you to the support workspace Acme. Owners "),
        "\nRole:     Owner\n".to_owned(),
        format!("\nEnds:     {ends}\n"),
        format!("\nAccept the invitation: {link}\n"),
    ] {
        assert!(text.contains(&line), "{line:?} is missing in {text}");
    }
    let html = mail.html.as_ref().unwrap();
    assert!(html.contains(&format!("href=\"{}\"", link.replace('&', "&#38;"))));
}

#[tokio::test]
async fn a_job_for_an_invitation_is_sent_once_however_often_it_comes() {
    let stack = Stack::start().await;
    let (invitation, _) = stack.invite(Role::Agent).await;
    let job = job(&invitation);
    for _ in 0..3 {
        let jobs = std::slice::from_ref(&job);
        assert_eq!(stack.hand_over(batch_of(jobs)).await, 0);
    }
    assert_eq!(stack.ses.recipients().await, [INVITED]);
    assert_eq!(stack.state(&job).await.as_deref(), Some("sent"));
}

#[rstest]
#[case::taken_back("W#w1", "INVITE#ada@acme.example")]
#[case::gone("W#w1#I#0000000000000000000000000000001f", "E#0000000001")]
#[tokio::test]
async fn an_invitation_that_is_not_there_has_no_mail(#[case] pk: &str, #[case] sk: &str) {
    let stack = Stack::start().await;
    let (invitation, _) = stack.invite(Role::Agent).await;
    stack.table.remove(pk, sk).await;
    stack.assert_no_invitation(&invitation).await;
}

#[tokio::test]
async fn an_invitation_that_is_over_has_no_mail() {
    let stack = Stack::start().await;
    let (invitation, _) = stack.invite_until(UtcTime::now(), Role::Agent).await;
    stack.assert_no_invitation(&invitation).await;
}

#[tokio::test]
async fn an_invitation_whose_key_was_removed_has_no_mail() {
    let stack = Stack::start().await;
    let (invitation, _) = stack.invite(Role::Agent).await;
    let secrets = &stack.table.secrets;
    secrets.remove(KeyKind::Invitation, "k2").await.unwrap();
    stack.assert_no_invitation(&invitation).await;
}

/// The two kinds of key are apart: `notify` may read both, the others only their own.
#[tokio::test]
async fn a_code_key_makes_no_invitation() {
    let stack = Stack::start().await;
    let (invitation, _) = stack.invite(Role::Agent).await;
    let secrets = &stack.table.secrets;
    secrets.remove(KeyKind::Invitation, "k2").await.unwrap();
    secrets.put(KeyKind::Code, &key()).await.unwrap();
    stack.assert_no_invitation(&invitation).await;
}

#[tokio::test]
async fn an_invitation_that_is_taken_back_while_its_mail_waits_is_not_sent_and_leaves_no_mark() {
    let mut stack = Stack::start().await;
    let (request, _) = stack.ask(1, crate::sign_ins::to_agent).await;
    let (invitation, _) = stack.invite(Role::Agent).await;
    stack.app.pacer = Pacer::new(0.5, 1);
    let take_back = async {
        while stack.ses.mails().await.is_empty() {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        stack.table.remove("W#w1", "INVITE#ada@acme.example").await;
    };
    let jobs = batch_of(&[crate::sign_ins::job(&request), job(&invitation)]);
    let (failed, ()) = tokio::join!(stack.hand_over(jobs), take_back);
    assert_eq!(failed, 0);
    assert_eq!(stack.ses.mails().await.len(), 1);
    assert_eq!(stack.state(&job(&invitation)).await, None);
}

impl Stack {
    /// The owner invites Ada. Returns the link's token, too.
    pub(crate) async fn invite(&self, role: Role) -> (Invitation, String) {
        self.invite_until(UtcTime::now().plus(LIFETIME), role).await
    }

    async fn invite_until(&self, expires_at: UtcTime, role: Role) -> (Invitation, String) {
        let key = key();
        let secrets = &self.table.secrets;
        secrets.put(KeyKind::Invitation, &key).await.unwrap();
        let by = signed_in();
        let act = Act {
            by: &by,
            at: UtcTime::now(),
            log: 0,
        };
        let invitation = Invitation {
            id: InvitationId::from_bits(workspace("w1"), 0x1f),
            at: act.at,
            by: email(OWNER),
            email: email(INVITED),
            role,
            key: key.kid.clone(),
            expires_at,
        };
        self.table.store.invite(&act, &invitation).await.unwrap();
        let token = derived::invitation_token(&key, &invitation.id);
        (invitation, token)
    }

    /// Lets `by` invite `to` for the `n`-th time. Settings were just put, which begins the log anew.
    pub(crate) async fn invite_as(&self, n: u32, by: &str, to: &str) -> Invitation {
        let key = key();
        let secrets = &self.table.secrets;
        secrets.put(KeyKind::Invitation, &key).await.unwrap();
        self.table.remove("W#w1", "A#0000000001").await;
        let owner = signed_in();
        let act = Act {
            by: &owner,
            at: UtcTime::now(),
            log: 0,
        };
        let invitation = Invitation {
            id: InvitationId::from_bits(workspace("w1"), u128::from(n)),
            at: act.at,
            by: email(by),
            email: email(to),
            role: Role::Agent,
            key: key.kid,
            expires_at: act.at.plus(LIFETIME),
        };
        self.table.store.invite(&act, &invitation).await.unwrap();
        invitation
    }

    async fn assert_no_invitation(&self, invitation: &Invitation) {
        let job = job(invitation);
        let jobs = std::slice::from_ref(&job);
        assert_eq!(self.hand_over(batch_of(jobs)).await, 0);
        assert_eq!(self.ses.mails().await.len(), 0);
        assert_eq!(self.state(&job).await, None);
    }
}

fn key() -> SecretKey {
    SecretKey {
        kid: "k2".to_owned(),
        bytes: vec![8; 32],
        created_at: time("2024-01-15T09:30:00Z"),
    }
}

/// The job of the mail with the link.
pub(crate) fn job(invitation: &Invitation) -> Job {
    Job {
        event: EventId::Invitation(invitation.id.clone()),
        to: Recipient::Agent,
    }
}
