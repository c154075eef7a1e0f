//! The recorder, and the two ways to end a test with it.

use std::{
    sync::{Arc, Mutex, MutexGuard},
    time::{Duration, Instant},
};

use tokio::time::sleep;

use crate::{
    TestApp,
    history::{
        Allowed, Found, Outcome, Request, Violation,
        call::Call,
        check::{open_work, second_copies, violations},
    },
    lock::lock,
};

/// How long a stack may take to come to rest: a job that a killed notifier held stays hidden for
/// 60 seconds, one that met a failing mail service pauses longer, and each of that twice.
const PATIENCE: Duration = Duration::from_secs(180);

/// All calls of a test, in one list that its tasks share.
#[derive(Debug, Clone, Default)]
pub struct History(Arc<Mutex<Recorded>>);

#[derive(Debug, Clone, Default)]
pub(super) struct Recorded {
    pub(super) baseline: Found,
    pub(super) calls: Vec<Call>,
    clock: u64,
}

/// A call that is under way. Its outcome is unknown until it is said, so a call whose task ended
/// early is judged rightly.
#[must_use = "say how the call ended"]
#[derive(Debug)]
pub struct Begun {
    history: History,
    index: usize,
}

impl History {
    /// The history of a stack that holds what it holds now, such as its demo tickets.
    pub async fn starting_at(app: &TestApp) -> Self {
        Self::starting_from(Found::of(app).await)
    }

    /// The history of a stack that was as `baseline` at the start.
    pub fn starting_from(baseline: Found) -> Self {
        let history = Self::default();
        history.lock().baseline = baseline;
        history
    }

    /// Records a call before it is made.
    pub fn begin(&self, request: Request) -> Begun {
        let mut recorded = self.lock();
        let began = recorded.tick();
        let index = recorded.push(request, Outcome::Unknown, began, None);
        Begun {
            history: self.clone(),
            index,
        }
    }

    /// Records a call after it ended. Its begin is not known then: any call with the same key may
    /// have raced with it.
    pub fn create(&self, request: Request, outcome: Outcome) {
        let mut recorded = self.lock();
        let ended = recorded.tick();
        recorded.push(request, outcome, 0, Some(ended));
    }

    /// How many calls were made so far: all, and those that were answered as done.
    pub fn counts(&self) -> (usize, usize) {
        let recorded = self.lock();
        let done = recorded.calls.iter().filter(|call| call.number().is_some());
        (recorded.calls.len(), done.count())
    }

    /// How many mails went out a second time, for a report.
    pub fn second_copies(&self, found: &Found) -> u64 {
        second_copies(&self.lock().clone(), found)
    }

    /// Every promise that the stack at rest does not keep.
    pub fn violations(&self, found: &Found, allowed: &Allowed) -> Vec<Violation> {
        let recorded = self.lock().clone();
        violations(&recorded, found, allowed)
    }

    /// Fails the test with all violations.
    #[track_caller]
    pub fn check(&self, found: &Found, allowed: &Allowed) {
        let violations = self.violations(found, allowed);
        let lines: String = violations
            .iter()
            .map(|violation| format!("\n  - {violation}"))
            .collect();
        assert!(
            violations.is_empty(),
            "{} promises are broken:{lines}",
            violations.len()
        );
    }

    /// Waits until nothing is left to do, and checks. No call may be under way any more.
    pub async fn check_at_rest(&self, app: &TestApp, allowed: &Allowed) -> Found {
        let found = self.at_rest(app, allowed).await;
        self.check(&found, allowed);
        found
    }

    /// Waits until the job queue is empty and each mail that is owed has come to an end, and
    /// returns what is there then. Returns it too when that takes too long: the check then says
    /// what is missing.
    pub async fn at_rest(&self, app: &TestApp, allowed: &Allowed) -> Found {
        let started = Instant::now();
        loop {
            let found = Found::of(app).await;
            let recorded = self.lock().clone();
            if !open_work(&recorded, &found, allowed) || started.elapsed() > PATIENCE {
                return found;
            }
            sleep(Duration::from_millis(100)).await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Recorded> {
        lock(&self.0)
    }
}

impl Begun {
    /// Records how the call ended.
    pub fn end(self, outcome: Outcome) {
        let mut recorded = self.history.lock();
        let ended = recorded.tick();
        let call = &mut recorded.calls[self.index];
        call.outcome = outcome;
        call.ended = Some(ended);
    }
}

impl Recorded {
    fn tick(&mut self) -> u64 {
        self.clock += 1;
        self.clock
    }

    fn push(
        &mut self,
        request: Request,
        outcome: Outcome,
        began: u64,
        ended: Option<u64>,
    ) -> usize {
        self.calls.push(Call {
            request,
            outcome,
            began,
            ended,
        });
        self.calls.len() - 1
    }
}
