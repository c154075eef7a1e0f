//! A change is laid over what is there; when others were faster, over what they made of it.

use std::time::Duration;

use store::{
    StoreError,
    audit::ActError,
    changes::SaveError,
    chat::{ChangeError, SendError},
};
use tokio::time::sleep;

use crate::{fields::Fields, problem::Problem};

/// How often a change meets others' before it is given up.
const ATTEMPTS: u32 = 12;
/// The longest pause between two attempts, in milliseconds.
const LONGEST_PAUSE: u64 = 400;

/// Why an attempt did not end the request.
#[derive(Debug)]
pub enum Interrupted {
    /// What is to be changed changed between reading and saving.
    Stale,
    /// The request is answered with this.
    Refused(Problem),
}

/// The attempts of one request.
#[derive(Debug, Default)]
pub struct Attempts(u32);

impl Attempts {
    /// Waits for the next attempt, after one that was interrupted.
    ///
    /// # Errors
    /// The answer to the request, when it is refused or was tried too often.
    pub async fn go_on_after(&mut self, interrupted: Interrupted) -> Result<(), Problem> {
        if let Interrupted::Refused(problem) = interrupted {
            return Err(problem);
        }
        self.0 += 1;
        if self.0 == ATTEMPTS {
            let busy =
                "Others change the same without a pause. Nothing was saved; try again in a moment.";
            return Err(Problem::unavailable(busy).retry_after(1));
        }
        sleep(pause(self.0)).await;
        Ok(())
    }
}

/// Longer each time, and by chance, so that two which met do not meet again.
fn pause(tries: u32) -> Duration {
    let longest = (10_u64 << tries.min(10)).min(LONGEST_PAUSE);
    Duration::from_millis(fastrand::u64(..longest))
}

impl From<Problem> for Interrupted {
    fn from(problem: Problem) -> Self {
        Self::Refused(problem)
    }
}

impl From<StoreError> for Interrupted {
    fn from(error: StoreError) -> Self {
        Self::Refused(error.into())
    }
}

impl From<SaveError> for Interrupted {
    fn from(error: SaveError) -> Self {
        match error {
            SaveError::Stale => Self::Stale,
            SaveError::UnknownAssignee => Self::Refused(Fields::unknown_assignee()),
            // Only a message has a key, and it reads the first answer itself.
            SaveError::KeyTaken(_) => Self::Stale,
            SaveError::Store(error) => error.into(),
        }
    }
}

impl From<ActError> for Interrupted {
    fn from(error: ActError) -> Self {
        match error {
            ActError::Stale => Self::Stale,
            ActError::NotAnOwner => Self::Refused(Problem::owners_only()),
            ActError::Store(error) => error.into(),
        }
    }
}

impl From<SendError> for Interrupted {
    fn from(error: SendError) -> Self {
        match error {
            SendError::Stale => Self::Stale,
            SendError::Store(error) => error.into(),
        }
    }
}

impl From<ChangeError> for Interrupted {
    fn from(error: ChangeError) -> Self {
        match error {
            ChangeError::Stale => Self::Stale,
            ChangeError::Store(error) => error.into(),
        }
    }
}
