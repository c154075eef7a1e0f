//! The model test: people do things by chance in two workspaces, and each answer is held against a
//! small model of the rules.
//!
//! The model knows the contract alone and shares no code with what it checks. It predicts whole
//! answers; of times it learns the one moment at which something happened, and predicts the rest.

mod call;
mod draw;
mod listing;
mod mails;
mod people;
mod reading;
mod run;
mod shorten;
mod step;
mod ticket;
mod views;
mod world;
mod writing;

use std::time::Duration;

use call::Mismatch;
use run::Run;
use step::Step;

use crate::TestApp;

/// How long a failure may be looked into.
const PATIENCE: Duration = Duration::from_secs(120);

/// A list of steps that ended as it should not.
struct Failure {
    /// How many steps were done, with the one that failed.
    steps: usize,
    mismatch: Mismatch,
    transcript: Vec<String>,
}

/// Plays the steps of a seed on a stack of their own.
///
/// # Panics
/// When an answer is another than the model's. The report shows the shortest way to it that could be
/// found.
pub async fn live_through(seed: u64, count: usize) {
    let steps = draw::steps(seed, count);
    let Some(failure) = play(&steps).await else {
        return;
    };
    let mut last = failure.told();
    let failed = steps[..failure.steps].to_vec();
    let short = shorten::shorten(failed, PATIENCE, async |steps| match play(steps).await {
        None => false,
        Some(failure) => {
            last = failure.told();
            true
        }
    });
    let short = short.await.len();
    panic!(
        "seed {seed}: step {} of {count}\n{}\n\nthe shortest way to a failure has {short} steps:\n{last}",
        failure.steps,
        failure.mismatch.0.join("\n"),
    );
}

async fn play(steps: &[Step]) -> Option<Failure> {
    let app = TestApp::start().await;
    let failure = |steps, mismatch, transcript| {
        Some(Failure {
            steps,
            mismatch,
            transcript,
        })
    };
    let mut run = match Run::of(&app).await {
        Ok(run) => run,
        Err(mismatch) => return failure(0, mismatch, Vec::new()),
    };
    for (place, step) in steps.iter().enumerate() {
        if let Err(mismatch) = run.play(step).await {
            return failure(place + 1, mismatch, run.transcript);
        }
    }
    let mut ended = run.look_at_all().await;
    if ended.is_ok() {
        ended = run.check_mails().await;
    }
    match ended {
        Ok(()) => None,
        Err(mismatch) => failure(steps.len(), mismatch, run.transcript),
    }
}

impl Failure {
    fn told(&self) -> String {
        let requests = self.transcript.join("\n  ");
        format!("  {requests}\n{}", self.mismatch.0.join("\n"))
    }
}
