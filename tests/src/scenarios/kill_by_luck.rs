//! Kill -9 by luck: copies of functions while tickets are made, and once the whole stack.

use std::{
    collections::{BTreeSet, VecDeque},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use fastrand::Rng;
use futures_util::future::join_all;
use jiff::Timestamp;
use tokio::time::sleep;

use super::Tally;
use crate::{
    TestApp,
    app::kill,
    history::{Allowed, Found, History},
    lock::lock,
};

const TICKETS: usize = 200;
const CLIENTS: usize = 8;
const FUNCTIONS: [&str; 3] = ["create-ticket", "publish", "notify"];
/// How long a notifier may have had a mail accepted and not marked: SES answers at once here, and
/// the mark is one call to a database that answers in milliseconds.
const WINDOW_MS: i64 = 5_000;
/// How long a request may lie in SES's socket: a mail that was on its way when its sender was killed
/// is accepted after the kill.
const ON_ITS_WAY_MS: i64 = 1_000;

/// A ticket that a client means to create, under a key that it keeps over all attempts.
struct Intent {
    key: String,
    email: String,
    issue: String,
}

/// What the clients and the killer share.
struct Run<'a> {
    app: &'a TestApp,
    history: &'a History,
    intents: &'a Mutex<VecDeque<Intent>>,
    kills: &'a Mutex<Vec<Kill>>,
    /// Clients put what they could not finish back and end.
    over: AtomicBool,
}

struct Kill {
    at: Timestamp,
    /// Whether a notifier may have died.
    of_notify: bool,
}

/// Makes 200 tickets with idempotency keys while copies of functions die. In the middle, with
/// requests and mails under way, the whole stack dies and is started again on the same data.
pub async fn run(seed: u64) -> Tally {
    let started = Instant::now();
    let mut random = Rng::with_seed(seed);
    let mut app = TestApp::start().await;
    let history = History::starting_at(&app).await;
    let intents = Mutex::new((0..TICKETS).map(|n| intent(seed, n)).collect());
    let kills = Mutex::default();

    let left = make_tickets(&app, &history, &intents, &kills, &mut random, TICKETS / 2).await;
    assert!(left > 0, "the stack was to die in the middle");
    app.kill_and_start_again().await;
    let left = make_tickets(&app, &history, &intents, &kills, &mut random, 0).await;
    assert_eq!(left, 0, "every ticket is made in the end");

    let kills = kills.into_inner().unwrap_or_else(PoisonError::into_inner);
    let of_notify = kills.iter().filter(|kill| kill.of_notify);
    // A notifier works on ten jobs at most, and any of their mails may be out and not marked.
    let most = 10 * of_notify.count();
    let allowed = Allowed::default().second_copies(u64::try_from(most).unwrap_or(u64::MAX));
    let found = history.check_at_rest(&app, &allowed).await;
    assert_copies_are_of_killed_notifiers(&found, &kills);
    let second_copies = history.second_copies(&found);
    let (attempts, _) = history.counts();
    Tally {
        tickets: TICKETS,
        attempts,
        kills: kills.len(),
        mails: found.mails.len(),
        second_copies: usize::try_from(second_copies).unwrap_or(usize::MAX),
        seconds: started.elapsed().as_secs_f64(),
        ..Tally::default()
    }
}

/// Works on the intents until `stop_at` are left; the stack is killed then, unless that is none.
/// Returns how many are left.
async fn make_tickets(
    app: &TestApp,
    history: &History,
    intents: &Mutex<VecDeque<Intent>>,
    kills: &Mutex<Vec<Kill>>,
    random: &mut Rng,
    stop_at: usize,
) -> usize {
    let run = Run {
        app,
        history,
        intents,
        kills,
        over: AtomicBool::new(false),
    };
    let clients = async {
        join_all((0..CLIENTS).map(|_| run.client())).await;
        run.over.store(true, Ordering::SeqCst);
    };
    tokio::join!(clients, run.killer(random, stop_at));
    lock(intents).len()
}

impl Run<'_> {
    /// Makes one ticket after the other, and tries each until it is acknowledged.
    async fn client(&self) {
        loop {
            let Some(intent) = lock(self.intents).pop_front() else {
                return;
            };
            while !self.attempt(&intent).await {
                if self.over.load(Ordering::SeqCst) {
                    lock(self.intents).push_back(intent);
                    return;
                }
                sleep(Duration::from_millis(20)).await;
            }
        }
    }

    async fn attempt(&self, intent: &Intent) -> bool {
        let Intent { key, email, issue } = intent;
        let outcome = self
            .history
            .raise(self.app, Some(key), "Vera", email, issue)
            .await;
        outcome.is_ok_and(|answer| answer.status == 201)
    }

    /// Kills a copy of some function every now and then, and at last the stack if that is wanted.
    async fn killer(&self, random: &mut Rng, stop_at: usize) {
        while !self.over.load(Ordering::SeqCst) {
            if stop_at > 0 && lock(self.intents).len() <= stop_at {
                self.kill(self.app.process_id(), true);
                self.over.store(true, Ordering::SeqCst);
                return;
            }
            let function = FUNCTIONS[random.usize(..FUNCTIONS.len())];
            let copies = self.app.pids(function).await;
            if let Some(copy) = random.choice(copies) {
                self.kill(copy, function == "notify");
            }
            // Time for some work between two deaths: without it nothing would ever be finished.
            sleep(Duration::from_millis(random.u64(50..300))).await;
        }
    }

    fn kill(&self, pid: u32, of_notify: bool) {
        // A copy that ended meanwhile is as dead.
        kill(pid);
        lock(self.kills).push(Kill {
            at: Timestamp::now(),
            of_notify,
        });
    }
}

/// A mail that went out a second time was accepted shortly before a notifier was killed: the one
/// window that the design names.
fn assert_copies_are_of_killed_notifiers(found: &Found, kills: &[Kill]) {
    let mut seen = BTreeSet::new();
    // From the newest: whatever is older than the last copy of a mail was not marked.
    for mail in found.mails.iter().rev() {
        let delivery = (mail["to"][0].to_string(), mail["subject"].to_string());
        if seen.insert(delivery) {
            continue;
        }
        let sent_at: Timestamp = serde_json::from_value(mail["sent_at"].clone())
            .unwrap_or_else(|error| panic!("a mail's time cannot be read: {error}"));
        let later = |kill: &Kill| kill.at.as_millisecond() - sent_at.as_millisecond();
        let of_notify = kills.iter().filter(|kill| kill.of_notify).map(later);
        let nearest = of_notify.min_by_key(|later| later.abs());
        assert!(
            nearest.is_some_and(|later| (-ON_ITS_WAY_MS..=WINDOW_MS).contains(&later)),
            "a second copy without a kill after the first, the nearest is {nearest:?} ms later: {mail}"
        );
    }
}

fn intent(seed: u64, n: usize) -> Intent {
    Intent {
        key: format!("luck-{seed:016x}-{n}"),
        email: format!("visitor-{n}@example.com"),
        issue: format!("Issue {n}"),
    }
}
