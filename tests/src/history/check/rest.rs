//! 10: at rest no job is left, no claim is open, and the dead letters are just the poison.

use crate::history::{
    Violation,
    allowed::PoisonQueue,
    check::{
        Case,
        owed::{Owed, owed},
    },
};

/// What is not at rest.
pub(super) fn check(case: &Case<'_>) -> Vec<Violation> {
    let mut violations = Vec::new();
    let jobs = case.found.queues.jobs;
    if jobs.total() > 0 {
        violations.push(Violation::LeftInQueue {
            visible: jobs.visible,
            in_flight: jobs.in_flight,
            delayed: jobs.delayed,
        });
    }
    let owed = owed(case);
    let open = owed.iter().filter(|one| one.mark.is_some() && is_open(one));
    violations.extend(open.map(|one| Violation::OpenClaim {
        ticket: one.ticket.clone(),
        version: one.version,
        role: one.role.clone(),
        mark: one.state().to_owned(),
    }));
    let queues = &case.found.queues;
    violations.extend(letters(case, PoisonQueue::Jobs, &queues.dead_jobs));
    violations.extend(letters(case, PoisonQueue::Stream, &queues.stream_failures));
    violations
}

/// Whether a mail is owed that nobody has settled.
pub(super) fn undone(case: &Case<'_>) -> bool {
    owed(case).iter().any(is_open)
}

fn is_open(one: &Owed<'_>) -> bool {
    !one.dead && !matches!(one.state(), "sent" | "undeliverable" | "suppressed")
}

fn letters(case: &Case<'_>, queue: PoisonQueue, bodies: &[String]) -> Vec<Violation> {
    let poisons = case
        .allowed
        .dead
        .iter()
        .filter(|poison| poison.queue == queue);
    let queue = match queue {
        PoisonQueue::Jobs => "the jobs' dead-letter queue",
        PoisonQueue::Stream => "the stream's failure queue",
    };
    let mut left: Vec<&String> = bodies.iter().collect();
    let mut violations = Vec::new();
    for poison in poisons {
        let mut taken = 0;
        left.retain(|body| {
            let take = taken < poison.at_most && body.contains(&poison.text);
            taken += usize::from(take);
            !take
        });
        if taken < poison.at_least {
            violations.push(Violation::MissingPoison {
                queue,
                text: poison.text.clone(),
                found: taken,
                expected: poison.at_least,
            });
        }
    }
    violations.extend(
        left.into_iter()
            .map(|body| Violation::UnexpectedDeadLetter {
                queue,
                body: body.clone(),
            }),
    );
    violations
}
