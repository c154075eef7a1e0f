//! What can never be worked on: it takes nothing along, and ends where an operator finds it.

mod strangers;
mod worker;

use std::{collections::BTreeSet, time::Instant};

use fastrand::Rng;

use super::{
    Tally,
    desk::{DEMO_JOBS, Desk, addresses, until},
};
use crate::{
    TestApp,
    history::{Allowed, Poison},
};
use strangers::Strangers;
use worker::Worker;

/// As many as one batch holds.
const BATCH: usize = 10;
/// What a job waits after each panic that nobody foresaw: its claim, or the usual pause.
const PAUSES: [u64; 5] = [31, 31, 60, 900, 31];
/// Stream records, strange ones included.
const RECORDS: usize = 1_000;
/// How often a job is received before it is dead.
const RECEIVES: u64 = 5;

/// A job that makes the code panic, then records and messages that nobody understands.
pub async fn run(seed: u64) -> Tally {
    let started = Instant::now();
    let mut tally = panicking(seed).await;
    tally += strange(seed).await;
    tally.seconds = started.elapsed().as_secs_f64();
    tally
}

/// One job of ten makes the code panic, each time that it comes. Nine mails leave at once.
async fn panicking(seed: u64) -> Tally {
    let mut desk = Desk::open(TestApp::options()).await;
    desk.app
        .start_again_with(|start| start.without("notify"))
        .await;
    let numbers = desk.customers(&addresses("batch", BATCH)).await;
    desk.queue("visible", BATCH as u64).await;
    let poison = &numbers[Rng::with_seed(seed).usize(..BATCH)];

    let worker = Worker::panicking_over(&desk.app, poison).await;
    assert_eq!(worker.work().await, [BATCH, 1], "received and handed back");
    desk.sent(BATCH as u64 - 1).await;
    for pause in &PAUSES[..4] {
        assert_eq!(worker.work().await, [0, 0], "it waits");
        desk.app.advance(*pause).await;
        assert_eq!(worker.work().await, [1, 1]);
    }
    desk.app.advance(PAUSES[4]).await;
    assert_eq!(worker.work().await, [0, 0], "there is no sixth receive");
    let allowed = Allowed::default().dead(Poison::job(poison));
    desk.check(&allowed).await;

    // The bug is mended, and an operator sends the job back.
    desk.redrive().await;
    let mended = Worker::of(&desk.app).await;
    assert_eq!(mended.work().await, [1, 0]);
    desk.sent(BATCH as u64).await;
    let faults = [("panics of one job", RECEIVES)];
    desk.close(&Allowed::default(), &faults).await
}

/// A malformed record and one of an unknown kind among a thousand; a message that is no job and a job
/// of a workspace that is gone among their jobs.
async fn strange(seed: u64) -> Tally {
    let desk = Desk::open(TestApp::options()).await;
    let strangers = Strangers::of(&desk.app).await;
    let customers = addresses("crowd", RECORDS - strangers::RECORDS);
    let mut rng = Rng::with_seed(seed);
    let places: BTreeSet<usize> = (0..2).map(|_| rng.usize(1..customers.len())).collect();
    let [first, last] = [places.first(), places.last()].map(|place| *place.expect("a place"));

    desk.customers(&customers[..first]).await;
    let (_, (), ()) = tokio::join!(
        desk.customers(&customers[first..last]),
        strangers.put_records(),
        strangers.send_messages(),
    );
    desk.customers(&customers[last..]).await;
    desk.sent(customers.len() as u64).await;
    desk.queue("dead", strangers::MESSAGES).await;

    // Nobody came twice because of them. A batch's line is written after its jobs are on the queue.
    let announced = |field| desk.total("publish", "announced a batch of events", field);
    let jobs = DEMO_JOBS + customers.len() as u64;
    until("the lines of all batches", || async {
        announced("jobs") >= jobs
    })
    .await;
    assert_eq!(announced("jobs"), jobs);
    assert_eq!(announced("failed"), 0);
    assert_eq!(desk.handed_back(), RECEIVES * strangers::MESSAGES);
    let faults = [
        (
            "stream records that cannot be read",
            strangers::RECORDS as u64,
        ),
        ("messages that cannot be worked on", strangers::MESSAGES),
    ];
    desk.close(&strangers::allowed(), &faults).await
}
