//! Whatever a visitor types, as far as the domain takes it, the SendEmail request stays ours.

use std::cell::Cell;

use domain::{
    agent::Role,
    edit::Visibility,
    text::{Description, PersonName, Phone, Title},
    ticket::{Customer, NewTicket},
    workspace::{Limits, Settings},
};
use local::services::ses::StoredMail;
use proptest::{
    prelude::*,
    test_runner::{Config, TestCaseError, TestRunner},
};
use store::Store;
use testkit::samples::{
    CUSTOMER, OWNER, SENDER, agent, email, raised_by_a_visitor, settings, workspace,
    written_by_an_agent,
};
use tokio::runtime::Runtime;

use crate::{
    invitations, sign_ins,
    support::{Stack, batch_of},
};

const PAYLOADS: [&str; 8] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' style='display:none",
    "Bcc: victim@example.com",
    "</td></table><a href=https://evil.example>View ticket</a>",
    "<!-- --> ]]> {{7*7}} {% raw %} &#60;b&#62;",
    "\u{202e}gpj.exe\u{2066} \u{2028}View ticket: https://evil.example",
    "=?utf-8?B?PGI+?= %0d%0aBcc:x",
];

#[test]
fn any_visitor_text_gives_the_request_that_harmless_text_gives() {
    let runtime = Runtime::new().unwrap();
    let stack = runtime.block_on(prepared());
    let (owners, visitors) = runtime.block_on(mails_of(&stack, 1, raised_by_a_visitor()));
    let config = Config {
        cases: 96,
        failure_persistence: None,
        ..Config::default()
    };
    let counter = Cell::new(1);
    let checked = TestRunner::new(config).run(&customers(), |(customer, issue)| {
        let n = counter.get() + 1;
        counter.set(n);
        let new = NewTicket {
            customer,
            description: issue,
            ..raised_by_a_visitor()
        };
        let title = format!("Support Issue from {}", new.customer.name);
        let new = NewTicket {
            title: Title::parse(&title).unwrap(),
            ..new
        };
        let visitor = new.customer.email.to_string();
        let (to_owner, to_visitor) = runtime.block_on(mails_of(&stack, n, new));
        same_request(&to_owner, &owners, OWNER, &visitor)?;
        same_request(&to_visitor, &visitors, &visitor, OWNER)?;
        // The confirmation goes to an address that nobody has verified: not one word of it may
        // be the visitor's.
        prop_assert_eq!(without_number(&to_visitor, n), without_number(&visitors, 1));
        Ok(())
    });
    checked.unwrap();
}

#[test]
fn any_title_and_name_give_the_customers_mail_that_harmless_ones_give() {
    let runtime = Runtime::new().unwrap();
    let stack = runtime.block_on(prepared());
    let harmless = runtime.block_on(mail_of(&stack, 1, written_by_an_agent()));
    let config = Config {
        cases: 48,
        failure_persistence: None,
        ..Config::default()
    };
    let counter = Cell::new(1);
    let checked = TestRunner::new(config).run(&(customers(), line()), |((customer, _), title)| {
        let n = counter.get() + 1;
        counter.set(n);
        let title = Title::parse(&title).unwrap();
        let to = customer.email.to_string();
        let new = NewTicket {
            customer,
            title,
            ..written_by_an_agent()
        };
        let mail = runtime.block_on(mail_of(&stack, n, new));
        same_request(&mail, &harmless, &to, OWNER)
    });
    checked.unwrap();
}

#[test]
fn any_answer_gives_the_request_that_a_harmless_one_gives() {
    let runtime = Runtime::new().unwrap();
    let stack = runtime.block_on(prepared());
    let created = runtime.block_on(stack.save(1, written_by_an_agent()));
    let answer = async |body: &str| {
        let answered = stack.write(&created, body, Visibility::Public).await;
        stack.the_mail(&answered).await
    };
    let harmless = runtime.block_on(answer("Hello"));
    let config = Config {
        cases: 48,
        failure_persistence: None,
        ..Config::default()
    };
    let checked = TestRunner::new(config).run(&issues(), |body| {
        let mail = runtime.block_on(answer(&body));
        same_request(&mail, &harmless, CUSTOMER, OWNER)
    });
    checked.unwrap();
}

#[tokio::test]
async fn no_name_of_a_workspace_changes_the_mails_to_its_people() {
    let mut stack = Stack::start().await;
    let (invitation, _) = stack.invite(Role::Agent).await;
    let mut all = Vec::new();
    for (n, name) in ["Acme"].into_iter().chain(PAYLOADS).enumerate() {
        // Settings are kept for a minute, by each function for itself.
        let (client, table) = (stack.table.client().clone(), stack.table.name());
        stack.app.store = Store::new(client, table.to_owned());
        let name = PersonName::parse(name).unwrap();
        let settings = Settings { name, ..settings() };
        stack.put_settings(settings).await;
        let (request, _) = stack.ask(n as u128, sign_ins::to_agent).await;
        for job in [sign_ins::job(&request), invitations::job(&invitation)] {
            assert_eq!(
                stack.hand_over(batch_of(std::slice::from_ref(&job))).await,
                0
            );
            stack.forget(&job).await;
        }
        let mails = stack.ses.mails().await.split_off(2 * n);
        all.push(<[StoredMail; 2]>::try_from(mails).unwrap());
    }
    let [code, invitation] = &all[0];
    for [of_a_code, of_an_invitation] in &all {
        assert_eq!(
            (&of_a_code.to, &of_a_code.reply_to),
            (&code.to, &Vec::new())
        );
        same_shape(of_a_code, code).unwrap();
        let to = (&of_an_invitation.to, &of_an_invitation.reply_to);
        assert_eq!(to, (&invitation.to, &vec![OWNER.to_owned()]));
        same_shape(of_an_invitation, invitation).unwrap();
    }
}

/// A stack whose workspace never suppresses a confirmation.
async fn prepared() -> Stack {
    let stack = Stack::start().await;
    let limits = Limits {
        confirmations_per_recipient: u32::MAX,
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
    stack
}

/// Sends the mails of a visitor's ticket: the owner's and the visitor's.
async fn mails_of(stack: &Stack, n: u32, new: NewTicket) -> (StoredMail, StoredMail) {
    let mails = sent(stack, n, new).await;
    let [a, b] = <[StoredMail; 2]>::try_from(mails).unwrap();
    if a.subject.starts_with("New Support Ticket") {
        (a, b)
    } else {
        (b, a)
    }
}

async fn mail_of(stack: &Stack, n: u32, new: NewTicket) -> StoredMail {
    let [mail] = <[StoredMail; 1]>::try_from(sent(stack, n, new).await).unwrap();
    mail
}

async fn sent(stack: &Stack, n: u32, new: NewTicket) -> Vec<StoredMail> {
    let before = stack.ses.mails().await.len();
    let event = stack.save(n, new).await;
    let jobs = event.jobs(&[agent("o1", OWNER, Role::Owner)]);
    assert_eq!(stack.hand_over(batch_of(&jobs)).await, 0);
    stack.ses.mails().await.split_off(before)
}

/// Recipient, headers and the HTML's elements are those of the harmless mail.
fn same_request(
    mail: &StoredMail,
    harmless: &StoredMail,
    to: &str,
    reply_to: &str,
) -> Result<(), TestCaseError> {
    prop_assert_eq!(&mail.to, &[to]);
    prop_assert_eq!(&mail.reply_to, &[reply_to]);
    same_shape(mail, harmless)
}

fn same_shape(mail: &StoredMail, harmless: &StoredMail) -> Result<(), TestCaseError> {
    prop_assert_eq!((mail.cc.len(), mail.bcc.len()), (0, 0));
    prop_assert_eq!(&mail.from, SENDER);
    prop_assert_eq!(headers(mail), headers(harmless));
    prop_assert_eq!(numberless(&mail.subject), numberless(&harmless.subject));
    prop_assert!(!mail.subject.contains(['\r', '\n']));
    prop_assert_eq!(elements(mail), elements(harmless));
    Ok(())
}

/// Every header, the number of the ticket aside.
fn headers(mail: &StoredMail) -> Vec<(String, String)> {
    let headers = mail.headers.iter();
    headers
        .map(|(name, value)| (name.clone(), numberless(value)))
        .collect()
}

/// Every tag with its attributes, but line breaks, of which a text brings its own.
pub(crate) fn elements(mail: &StoredMail) -> Vec<String> {
    let html = mail.html.as_deref().unwrap();
    let tags = html
        .split('<')
        .skip(1)
        .map(|rest| rest.split_once('>').unwrap().0);
    tags.filter(|tag| *tag != "br").map(numberless).collect()
}

fn without_number(mail: &StoredMail, n: u32) -> (String, String) {
    let number = format!("TKT-{n:05}");
    let fixed = |text: &Option<String>| text.as_deref().unwrap().replace(&number, "TKT-n");
    (fixed(&mail.text), fixed(&mail.html))
}

/// The text with a five-digit number in place of each.
fn numberless(text: &str) -> String {
    let mut parts = text.split("TKT-");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| format!("{text}TKT-n{}", &part[5..]))
}

fn customers() -> impl Strategy<Value = (Customer, Description)> {
    (line(), addresses(), line(), issues()).prop_filter_map(
        "the domain refuses it",
        |(name, address, phone, issue)| {
            let shorter = |text: &str, most: usize| text.chars().take(most).collect::<String>();
            let customer = Customer {
                name: PersonName::parse(&shorter(&name, 80)).ok()?,
                email: address.parse().ok()?,
                phone: Some(Phone::parse(&shorter(&phone, 40)).ok()?),
            };
            Some((customer, Description::parse(&issue).ok()?))
        },
    )
}

/// One line that a title takes.
fn line() -> impl Strategy<Value = String> {
    let lines = prop_oneof![
        "\\PC{1,60}",
        "[<>\"'&;:/!#a-c{}% -]{1,60}",
        proptest::sample::select(&PAYLOADS[..]).prop_map(str::to_owned),
    ];
    lines.prop_filter("the domain refuses it", |text| Title::parse(text).is_ok())
}

fn issues() -> impl Strategy<Value = String> {
    proptest::collection::vec(line(), 1..6).prop_flat_map(|lines| {
        let between = prop_oneof![Just("\n"), Just("\r\n"), Just("\n\n\t"), Just(" ")];
        between.prop_map(move |between| lines.join(between))
    })
}

/// Every character that an address may have without quotes.
fn addresses() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]{1,24}@[a-z0-9]{1,12}\\.example"
        .prop_filter("the domain refuses it", |text| {
            text.parse::<domain::email::EmailAddress>().is_ok() && email(text) != email(OWNER)
        })
}
