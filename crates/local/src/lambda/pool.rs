//! The events that wait for a function and the copies that work on them. No I/O and no waiting:
//! every step is one call under the owner's lock.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use tokio::sync::{Notify, oneshot};

use super::InvokeError;

pub(super) type Reply = oneshot::Sender<Result<Bytes, InvokeError>>;

/// An event on its way to a copy.
pub(super) struct Event {
    pub(super) request_id: String,
    pub(super) payload: Bytes,
    pub(super) reply: Reply,
    /// Told when a copy takes the event, which ends the invoker's wait for a free copy.
    pub(super) taken: oneshot::Sender<()>,
}

/// An event as a copy receives it.
pub(super) struct Delivery {
    pub(super) request_id: String,
    pub(super) payload: Bytes,
}

/// The limits of a function's copies.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub(super) copies: usize,
    pub(super) timeout: Duration,
    pub(super) init: Duration,
    pub(super) idle: Duration,
}

/// Why a copy is to be ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expiry {
    Init,
    Timeout,
    Idle,
}

/// The answer named a request that the copy is not working on.
#[derive(Debug)]
pub(super) struct WrongRequest;

#[derive(Default)]
pub(super) struct Pool {
    pub(super) invocations: u64,
    pub(super) errors: u64,
    pub(super) stopping: bool,
    waiting: VecDeque<Event>,
    copies: BTreeMap<String, Copy>,
}

struct Copy {
    pid: Option<u32>,
    phase: Phase,
    until: Instant,
    changed: Arc<Notify>,
}

enum Phase {
    Starting,
    Idle,
    Busy {
        request_id: String,
        reply: Reply,
    },
    /// Its time ran out and it is being ended: it takes no event any more.
    Ending(Option<Reply>, Expiry),
}

impl Pool {
    pub(super) fn push(&mut self, event: Event) {
        self.waiting.push_back(event);
    }

    /// Whether one more copy should start for the events that wait.
    pub(super) fn wants_copy(&mut self, limits: Limits) -> bool {
        self.waiting.retain(|event| !event.reply.is_closed());
        let coming = self.copies.values().filter(|copy| copy.is_coming()).count();
        !self.stopping && coming < self.waiting.len() && self.copies.len() < limits.copies
    }

    /// Registers a copy that is about to start. The notice tells of each change of its deadline.
    pub(super) fn add(&mut self, copy: &str, limits: Limits) -> Arc<Notify> {
        let changed = Arc::new(Notify::new());
        let entry = Copy {
            pid: None,
            phase: Phase::Starting,
            until: Instant::now() + limits.init,
            changed: Arc::clone(&changed),
        };
        self.copies.insert(copy.to_owned(), entry);
        changed
    }

    pub(super) fn set_pid(&mut self, copy: &str, pid: Option<u32>) {
        if let Some(copy) = self.copies.get_mut(copy) {
            copy.pid = pid;
        }
    }

    pub(super) fn pids(&self) -> Vec<u32> {
        self.copies.values().filter_map(|copy| copy.pid).collect()
    }

    /// The next event for a copy that asks for one.
    pub(super) fn take(&mut self, copy: &str, limits: Limits) -> Option<Delivery> {
        let copy = self.copies.get_mut(copy)?;
        match &copy.phase {
            Phase::Ending(..) => return None,
            Phase::Idle => {}
            Phase::Starting | Phase::Busy { .. } => {
                if let Phase::Busy { reply, .. } = copy.enter(Phase::Idle, limits.idle) {
                    self.errors += 1;
                    let gave_up = "it asked for another event without an answer to this one";
                    let _ = reply.send(Err(InvokeError::Crashed(gave_up.to_owned())));
                }
            }
        }
        while let Some(event) = self.waiting.pop_front() {
            if event.reply.is_closed() || event.taken.send(()).is_err() {
                continue;
            }
            let Event {
                request_id,
                payload,
                reply,
                ..
            } = event;
            self.invocations += 1;
            let busy = Phase::Busy {
                request_id: request_id.clone(),
                reply,
            };
            copy.enter(busy, limits.timeout);
            return Some(Delivery {
                request_id,
                payload,
            });
        }
        None
    }

    /// Passes a copy's answer on.
    pub(super) fn answer(
        &mut self,
        copy: &str,
        request_id: &str,
        result: Result<Bytes, InvokeError>,
        limits: Limits,
    ) -> Result<(), WrongRequest> {
        let copy = self.copies.get_mut(copy).ok_or(WrongRequest)?;
        match &copy.phase {
            Phase::Busy {
                request_id: current,
                ..
            } if current == request_id => {}
            _ => return Err(WrongRequest),
        }
        self.errors += u64::from(result.is_err());
        if let Phase::Busy { reply, .. } = copy.enter(Phase::Idle, limits.idle) {
            // The invoker may have stopped waiting; the work is done all the same.
            let _ = reply.send(result);
        }
        Ok(())
    }

    /// The copy's deadline, or what it has run into.
    pub(super) fn expire(&mut self, copy: &str, now: Instant) -> Result<Instant, Expiry> {
        let Some(copy) = self.copies.get_mut(copy) else {
            return Err(Expiry::Idle);
        };
        if now < copy.until {
            return Ok(copy.until);
        }
        let expiry = match copy.phase {
            Phase::Starting => Expiry::Init,
            Phase::Busy { .. } => Expiry::Timeout,
            Phase::Idle => Expiry::Idle,
            Phase::Ending(_, expiry) => expiry,
        };
        let before = std::mem::replace(&mut copy.phase, Phase::Ending(None, expiry));
        if let Phase::Busy { reply, .. } = before {
            copy.phase = Phase::Ending(Some(reply), expiry);
        }
        Err(expiry)
    }

    /// Forgets a copy whose process has ended, and answers the event that it leaves behind.
    /// Returns what to say about it when that is a failure.
    pub(super) fn ended(&mut self, copy: &str, detail: &str) -> Option<InvokeError> {
        let copy = self.copies.remove(copy)?;
        let (reply, error) = match copy.phase {
            Phase::Starting | Phase::Ending(None, Expiry::Init) => {
                // One event goes with each failed start, so a broken function cannot spin.
                let event = self.waiting.pop_front();
                let detail = match copy.phase {
                    Phase::Starting => detail.to_owned(),
                    _ => "it did not ask for an event in time".to_owned(),
                };
                (
                    event.map(|event| event.reply),
                    InvokeError::InitFailed(detail),
                )
            }
            Phase::Busy { reply, .. } => (Some(reply), InvokeError::Crashed(detail.to_owned())),
            Phase::Ending(Some(reply), _) => (Some(reply), InvokeError::TimedOut),
            Phase::Idle | Phase::Ending(None, _) => return None,
        };
        let error = if self.stopping {
            InvokeError::Stopping
        } else {
            error
        };
        self.errors += 1;
        if let Some(reply) = reply {
            let _ = reply.send(Err(error.clone()));
        }
        Some(error)
    }

    /// Refuses what waits and starts nothing new.
    pub(super) fn stop(&mut self) {
        self.stopping = true;
        for event in self.waiting.drain(..) {
            let _ = event.reply.send(Err(InvokeError::Stopping));
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.copies.is_empty()
    }
}

impl Copy {
    fn is_coming(&self) -> bool {
        matches!(self.phase, Phase::Starting | Phase::Idle)
    }

    fn enter(&mut self, phase: Phase, lasts: Duration) -> Phase {
        self.until = Instant::now() + lasts;
        self.changed.notify_one();
        std::mem::replace(&mut self.phase, phase)
    }
}
