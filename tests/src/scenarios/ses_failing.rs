//! SES refuses, fails, hangs, and rejects an address for good.

use std::time::Duration;

use jiff::Timestamp;

use super::{
    Tally,
    desk::{Desk, Line, addresses, until},
};
use crate::{TestApp, history::Allowed};

const REFUSED: &str = "SES did not take a mail; it is tried again";
const UNKNOWN: &str = "it is unknown whether SES took a mail; it is tried again";
const SENT: &str = "sent a mail";
/// How often the two addresses of [`backing_off`] fail.
const FAILURES: usize = 3;
/// The pauses after those failures, in seconds.
const PAUSES: [u64; FAILURES] = [5, 15, 60];
/// What is left of a pause when the clock has been moved: it ends by itself, so that one that is too
/// short shows.
const REST: u64 = 2;
/// A claim's 30 s, and one more.
const CLAIM: Duration = Duration::from_secs(31);
const RATE: usize = 20;
/// Tickets for the rate: two mails each.
const MANY: usize = 30;

/// Two stacks side by side: one whose clock is moved, one that waits in real time.
pub async fn run(_seed: u64) -> Tally {
    let (mut refused, hung) = tokio::join!(backing_off(), hanging());
    let seconds = refused.seconds.max(hung.seconds);
    refused += hung;
    Tally { seconds, ..refused }
}

/// 429, 5xx and a rejection, each for one address.
async fn backing_off() -> Tally {
    let desk = Desk::open(TestApp::options()).await;
    let failures = u32::try_from(FAILURES).expect("a count");
    let app = &desk.app;
    app.fail_mails("throttle", failures, Some("throttled@example.com"))
        .await;
    app.fail_mails("error", failures, Some("failing@example.com"))
        .await;
    app.fail_mails("reject", 1, Some("rejected@example.com"))
        .await;
    let throttled = desk.visitor("throttled@example.com").await;
    let failing = desk.visitor("failing@example.com").await;
    let rejected = desk.visitor("rejected@example.com").await;
    desk.visitors(&addresses("fine", 5)).await;

    // Eight mails to the owner and five to visitors leave though three others cannot.
    desk.sent(13).await;
    until("the rejection's mark", || async {
        desk.delivery(&rejected, "visitor").await.as_deref() == Some("undeliverable")
    })
    .await;

    let mut advanced = Vec::new();
    for (retries, pause) in (1..).zip(PAUSES) {
        // Both addresses failed and their jobs are hidden.
        desk.hands_back(2 * retries).await;
        desk.app.advance(pause - REST).await;
        advanced.push(pause - REST);
    }
    desk.sent(15).await;
    for number in [&throttled, &failing] {
        assert_backs_off(&desk, number, &advanced).await;
    }
    let allowed = Allowed::default().rejected("rejected@example.com");
    let faults = [
        ("SES answers 429", FAILURES as u64),
        ("SES answers 5xx", FAILURES as u64),
        ("SES rejects for good", 1),
    ];
    desk.close(&allowed, &faults).await
}

/// Each pause lasted as long as it should by the queue's time: the machine's and what the clock was
/// moved by.
async fn assert_backs_off(desk: &Desk, number: &str, advanced: &[u64]) {
    let attempts = attempts(desk, number).await;
    let messages: Vec<_> = attempts
        .iter()
        .map(|(message, _)| message.as_str())
        .collect();
    assert_eq!(messages, [REFUSED, REFUSED, REFUSED, SENT], "{number}");
    for (index, pause) in PAUSES.into_iter().enumerate() {
        let passed = seconds(attempts[index].1, attempts[index + 1].1) + advanced[index] as f64;
        // The line is written before the job is hidden, so no pause is shorter. It is longer by what
        // a busy machine takes.
        let expected = pause as f64..pause as f64 + 8.0;
        assert!(
            expected.contains(&passed),
            "{number}: {passed} s passed where {pause} s were due"
        );
    }
}

/// One mail hangs while sixty leave at the rate.
async fn hanging() -> Tally {
    let start = TestApp::options().parameter("SendRate", &RATE.to_string());
    let desk = Desk::open(start).await;
    desk.app
        .fail_mails("hang", 1, Some("hung@example.com"))
        .await;
    let hung = desk.visitor("hung@example.com").await;
    desk.visitors(&addresses("many", MANY)).await;
    let others = 1 + 2 * MANY;
    desk.sent(others as u64).await;
    assert_eq!(
        desk.delivery(&hung, "visitor").await.as_deref(),
        Some("claimed")
    );
    assert_keeps_rate(&desk).await;

    // The clock stays: a claim ends by the functions' own time.
    desk.sent(others as u64 + 1).await;
    let attempts = attempts(&desk, &hung).await;
    let messages: Vec<_> = attempts
        .iter()
        .map(|(message, _)| message.as_str())
        .collect();
    assert_eq!(messages, [UNKNOWN, SENT]);
    let passed = seconds(attempts[0].1, attempts[1].1);
    assert!(
        passed >= CLAIM.as_secs_f64(),
        "tried again after {passed} s"
    );
    desk.close(&Allowed::default(), &[("SES hangs", 1)]).await
}

/// In no span of whole seconds more mails were accepted than the rate allows.
///
/// A turn is when `notify` may begin; claiming the mail comes between it and SES, which takes up to a
/// quarter of a second longer for one mail than for another on a busy machine. So as many more may fall
/// into a span as have their turns in a quarter of a second. A rate that is off by half still shows.
async fn assert_keeps_rate(desk: &Desk) {
    let late = RATE / 4;
    let mails = desk.app.mailbox().await;
    let at: Vec<Timestamp> = mails
        .iter()
        .map(|mail| mail.text_of("/sent_at").parse().expect("a time"))
        .collect();
    for span in 1..=at.len() / RATE {
        for (first, begin) in at.iter().enumerate() {
            let inside = at[first..]
                .iter()
                .filter(|at| seconds(*begin, **at) < span as f64);
            let inside = inside.count();
            assert!(
                inside <= RATE * span + late,
                "{inside} mails in {span} s, from {begin}"
            );
        }
    }
}

/// What became of each attempt to send the visitor's mail about a ticket, and when. Waits for the line of the
/// one that succeeded: it is written after SES has the mail.
async fn attempts(desk: &Desk, number: &str) -> Vec<(String, Timestamp)> {
    let job = format!("demo/{number}/1/visitor#-");
    let lines = || {
        let lines = desk.lines("notify").into_iter();
        lines.filter(|line: &Line| line.job() == job)
    };
    until(&format!("the line that {job} is sent"), || async {
        lines().any(|line| line.message() == SENT)
    })
    .await;
    lines()
        .map(|line| (line.message().to_owned(), line.at()))
        .collect()
}

fn seconds(from: Timestamp, to: Timestamp) -> f64 {
    (to - from)
        .total(jiff::Unit::Second)
        .expect("a span of time")
}
