//! The mail with a sign-in code.

use std::time::Duration;

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{
    event::EventId,
    job::{Job, Recipient},
    sign_in::{Applicant, CODE_LIFETIME, SignInId, SignInRequest},
    time::UtcTime,
    workspace::Settings,
};
use local::services::ses::FaultKind;
use notify::Pacer;
use rstest::rstest;
use store::{
    derived,
    secrets::{KeyKind, SecretKey},
};
use testkit::samples::{OWNER, SENDER, email, settings, time, workspace};

use crate::support::{Stack, batch_of};

pub(crate) const AGENT: &str = "ada@acme.example";

#[tokio::test]
async fn a_code_goes_to_who_asked_for_it_in_the_bodies_alone() {
    let stack = Stack::start().await;
    let settings = Settings {
        time_zone: "Europe/Berlin".parse().unwrap(),
        support_address: Some(email("help@acme.example")),
        ..settings()
    };
    stack.put_settings(settings).await;
    let (request, code) = stack.ask(1, to_agent).await;
    assert_eq!(stack.hand_over(batch_of(&[job(&request)])).await, 0);

    let mails = stack.ses.mails().await;
    assert_eq!(mails.len(), 1);
    let mail = &mails[0];
    assert_eq!(
        (mail.from.as_str(), &mail.to[..]),
        (SENDER, &[AGENT.to_owned()][..])
    );
    assert_eq!(
        (mail.cc.len(), mail.bcc.len(), mail.reply_to.len()),
        (0, 0, 0)
    );
    assert_eq!(mail.subject, "Your sign-in code");
    assert_eq!(mail.headers.len(), 2);
    assert_eq!(mail.headers["Auto-Submitted"], "auto-generated");
    let text = mail.text.as_ref().unwrap();
    assert!(text.starts_with("Acme\n"), "{text}");
    assert!(text.contains(&format!("\n\n{code}\n\n")), "{text}");
    let ends = "Europe/Berlin".parse::<domain::time_zone::TimeZoneName>();
    let ends = ends.unwrap().tell(request.expires_at);
    assert!(
        text.contains(&format!("It works once, until {ends}.")),
        "{text}"
    );
    assert!(
        mail.html
            .as_ref()
            .unwrap()
            .contains(&format!(">{code}</span>"))
    );
}

#[tokio::test]
async fn the_first_owner_gets_a_code_before_there_is_a_workspace() {
    let stack = Stack::start().await;
    let nobodys = |request: &mut SignInRequest| {
        let owner = Applicant {
            email: email(OWNER),
            workspace: None,
        };
        request.applicant = Some(owner);
    };
    let (request, code) = stack.ask(1, nobodys).await;
    assert_eq!(stack.hand_over(batch_of(&[job(&request)])).await, 0);
    let mail = &stack.ses.mails().await[0];
    assert_eq!(mail.to, [OWNER]);
    let text = mail.text.as_ref().unwrap();
    assert!(text.contains(&format!("\n{code}\n")), "{text}");
    assert!(text.contains("your new support workspace"), "{text}");
    assert!(text.contains(" UTC"), "{text}");
}

#[tokio::test]
async fn a_job_for_a_code_is_sent_once_however_often_it_comes() {
    let stack = Stack::start().await;
    let (request, _) = stack.ask(1, to_agent).await;
    let job = job(&request);
    let thrice = [job.clone(), job.clone(), job.clone()];
    stack.hand_over(batch_of(&thrice)).await;
    assert_eq!(stack.hand_over(batch_of(&thrice)).await, 0);
    assert_eq!(stack.ses.recipients().await, [AGENT]);
    assert_eq!(stack.state(&job).await.as_deref(), Some("sent"));
}

#[tokio::test]
async fn a_code_that_ses_refuses_for_now_comes_later() {
    let stack = Stack::start().await;
    let (request, code) = stack.ask(1, to_agent).await;
    stack.ses.fail(FaultKind::Throttle, 1, AGENT);
    assert!(stack.queues.jobs.send(&[job(&request)]).await.is_empty());
    assert_eq!(stack.work().await.len(), 1);
    stack.queues.advance(6);
    assert_eq!(stack.work().await, [""; 0]);
    let mails = stack.ses.mails().await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].text.as_ref().unwrap().contains(&code));
}

#[rstest]
#[case::of_nobody(|request: &mut SignInRequest| request.applicant = None)]
#[case::that_is_over(|request: &mut SignInRequest| request.expires_at = UtcTime::now())]
#[case::whose_key_was_removed(|request: &mut SignInRequest| request.code_key = "gone".to_owned())]
#[tokio::test]
async fn a_request_has_no_mail(#[case] change: fn(&mut SignInRequest)) {
    let stack = Stack::start().await;
    let (request, _) = stack.ask(1, change).await;
    stack.assert_no_mail(&request).await;
}

#[rstest]
#[case::used("used_at", AttributeValue::S("2024-01-15T09:31:00.000Z".to_owned()))]
#[case::out_of_tries("tries", AttributeValue::N("5".to_owned()))]
#[tokio::test]
async fn a_code_that_would_not_be_taken_is_not_sent(
    #[case] attribute: &str,
    #[case] value: AttributeValue,
) {
    let stack = Stack::start().await;
    let (request, _) = stack.ask(1, to_agent).await;
    let pk = format!("S#{}", request.id.as_str());
    stack.table.set(&pk, "E#0000000001", attribute, value).await;
    stack.assert_no_mail(&request).await;
}

#[tokio::test]
async fn a_request_that_is_gone_has_no_mail() {
    let stack = Stack::start().await;
    let (request, _) = stack.ask(1, to_agent).await;
    let pk = format!("S#{}", request.id.as_str());
    stack.table.remove(&pk, "E#0000000001").await;
    stack.assert_no_mail(&request).await;
}

#[tokio::test]
async fn nobody_but_the_applicant_is_mailed_whatever_a_job_asks_for() {
    let stack = Stack::start().await;
    let (request, _) = stack.ask(1, to_agent).await;
    let owner = Recipient::Owner {
        id: "o1".to_owned().try_into().unwrap(),
    };
    let jobs = [Recipient::Customer, Recipient::Visitor, owner].map(|to| Job {
        to,
        ..job(&request)
    });
    assert_eq!(stack.hand_over(batch_of(&jobs)).await, 0);
    assert_eq!(stack.ses.mails().await.len(), 0);
}

/// A mail may wait for its turn for seconds.
#[tokio::test]
async fn a_code_that_is_used_while_its_mail_waits_is_not_sent_and_leaves_no_mark() {
    let mut stack = Stack::start().await;
    let (first, _) = stack.ask(1, to_agent).await;
    let (second, _) = stack.ask(2, to_agent).await;
    stack.app.pacer = Pacer::new(0.5, 1);
    let use_the_second = async {
        while stack.ses.mails().await.is_empty() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        let pk = format!("S#{}", second.id.as_str());
        let now = AttributeValue::S(UtcTime::now().to_string());
        stack.table.set(&pk, "E#0000000001", "used_at", now).await;
    };
    let jobs = batch_of(&[job(&first), job(&second)]);
    let (failed, ()) = tokio::join!(stack.hand_over(jobs), use_the_second);
    assert_eq!(failed, 0);
    assert_eq!(stack.ses.mails().await.len(), 1);
    assert_eq!(stack.state(&job(&first)).await.as_deref(), Some("sent"));
    assert_eq!(stack.state(&job(&second)).await, None);
}

#[tokio::test]
async fn a_workspace_that_is_not_there_is_for_operators() {
    let stack = Stack::start().await;
    let elsewhere = |request: &mut SignInRequest| {
        let nobody = Applicant {
            email: email(AGENT),
            workspace: Some(workspace("w9")),
        };
        request.applicant = Some(nobody);
    };
    let (request, _) = stack.ask(1, elsewhere).await;
    assert_eq!(stack.hand_over(batch_of(&[job(&request)])).await, 1);
    assert_eq!(stack.ses.mails().await.len(), 0);
}

impl Stack {
    /// Somebody asks for a code, in a way that `change` makes of an ordinary one. Returns the code,
    /// too.
    pub(crate) async fn ask(
        &self,
        bits: u128,
        change: impl Fn(&mut SignInRequest),
    ) -> (SignInRequest, String) {
        let key = SecretKey {
            kid: "k1".to_owned(),
            bytes: vec![7; 32],
            created_at: time("2024-01-15T09:30:00Z"),
        };
        self.table.secrets.put(KeyKind::Code, &key).await.unwrap();
        let mut request = SignInRequest {
            id: SignInId::from_bits(bits),
            at: UtcTime::now(),
            applicant: None,
            code_key: key.kid.clone(),
            expires_at: UtcTime::now().plus(CODE_LIFETIME),
        };
        to_agent(&mut request);
        change(&mut request);
        self.table.store.put_sign_in(&request).await.unwrap();
        let code = derived::code(&key, &request.id);
        (request, code.as_str().to_owned())
    }

    async fn assert_no_mail(&self, request: &SignInRequest) {
        assert_eq!(self.hand_over(batch_of(&[job(request)])).await, 0);
        assert_eq!(self.ses.mails().await.len(), 0);
        assert_eq!(self.state(&job(request)).await, None);
    }
}

pub(crate) fn to_agent(request: &mut SignInRequest) {
    request.applicant = Some(Applicant {
        email: email(AGENT),
        workspace: Some(workspace("w1")),
    });
}

/// The job of the mail with the code.
pub(crate) fn job(request: &SignInRequest) -> Job {
    let request = request.id.clone();
    Job {
        event: EventId::SignIn { request },
        to: Recipient::Agent,
    }
}
