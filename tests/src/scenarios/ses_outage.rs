//! SES takes nothing, for minutes or for an hour.
//!
//! A job is tried five times, with pauses of 5, 15, 60 and 900 s between: an outage of 16 minutes
//! ends before the last try. A longer one leaves the jobs in the dead-letter queue, and one redrive
//! brings every mail out once.

use super::{
    Tally,
    desk::{Desk, addresses, until},
};
use crate::{TestApp, history::Allowed};

const TICKETS: usize = 6;
/// Each ticket owes its visitor and the owner a mail.
const MAILS: u64 = 2 * TICKETS as u64;
const PAUSES: [u64; 4] = [5, 15, 60, 900];
/// More failures than any scenario reaches.
const ALWAYS: u32 = u32::MAX;
const HOUR: u64 = 3_600;
/// A job whose mail another copy of `notify` is about to send comes back after this.
const CLAIM: u64 = 31;

/// Rides out an outage, then two that are too long.
pub async fn run(_seed: u64) -> Tally {
    let mut desk = Desk::open(TestApp::options()).await;
    ridden_out(&desk).await;
    redriven(&desk).await;
    redriven_beside_announcements(&mut desk).await;
    let refused = desk.count("notify", "SES did not take a mail; it is tried again");
    desk.close(&Allowed::default(), &[("SES answers 5xx or 429", refused)])
        .await
}

/// 16 minutes: nobody has to do anything.
async fn ridden_out(desk: &Desk) {
    let [first, second, third, last] = PAUSES;
    begin_outage(desk, "error", "short").await;
    for pause in [first, second, third] {
        fails_after(desk, pause).await;
    }
    let passed = first + second + third;
    desk.app.advance(16 * 60 - passed).await;
    assert_eq!(desk.app.mailbox().await.len(), 0, "SES takes nothing");
    end_outage(desk).await;
    desk.app.advance(passed + last - 16 * 60).await;
    desk.sent(MAILS).await;
    assert_eq!(desk.app.rest().await, 0, "no job is dead");
    desk.check(&Allowed::default()).await;
}

/// An hour: the jobs are dead, and one redrive delivers them.
async fn redriven(desk: &Desk) {
    begin_outage(desk, "throttle", "long").await;
    ends_dead(desk).await;
    end_outage(desk).await;
    desk.redrive().await;
    desk.sent(2 * MAILS).await;
    assert_eq!(desk.app.rest().await, 0);
    desk.check(&Allowed::default()).await;
}

/// An hour, and announce-again has put every job on the queue once more before the redrive does,
/// and does so again after it.
async fn redriven_beside_announcements(desk: &mut Desk) {
    begin_outage(desk, "error", "announced").await;
    ends_dead(desk).await;
    // A new process knows nothing of the faults: SES is back.
    let app = &mut desk.app;
    app.start_again_with(|start| start.without("notify")).await;
    desk.queue("visible", MAILS).await;
    desk.redrive().await;
    desk.queue("visible", 2 * MAILS).await;
    let held = desk.handed_back();
    desk.app
        .start_again_with(|start| start.with("notify"))
        .await;
    desk.sent(3 * MAILS).await;
    // Two copies of notify met over the same mail: one sent it, the other comes back to see.
    let desk = &*desk;
    until("jobs that outwait a claim", || async move {
        let jobs = desk.app.jobs().await;
        jobs["visible"] == 0 && jobs["in_flight"] == desk.handed_back() - held
    })
    .await;
    desk.app.advance(CLAIM).await;
    assert_eq!(desk.app.rest().await, 0);
}

async fn begin_outage(desk: &Desk, kind: &str, name: &str) {
    desk.app.fail_mails(kind, ALWAYS, None).await;
    let failed = desk.handed_back();
    desk.visitors(&addresses(name, TICKETS)).await;
    desk.hands_back(failed + MAILS).await;
}

/// After this pause every mail is tried once more, and fails.
async fn fails_after(desk: &Desk, pause: u64) {
    let before = desk.handed_back();
    desk.app.advance(pause).await;
    desk.hands_back(before + MAILS).await;
}

/// From the first failure to the hour's end.
async fn ends_dead(desk: &Desk) {
    for pause in PAUSES {
        fails_after(desk, pause).await;
    }
    desk.queue("dead", MAILS).await;
    assert_eq!(desk.app.rest().await, MAILS, "all are dead, none is lost");
    desk.app.advance(HOUR - PAUSES.iter().sum::<u64>()).await;
    assert_eq!(desk.app.rest().await, MAILS);
}

async fn end_outage(desk: &Desk) {
    desk.app.fail_mails("error", 0, None).await;
}
