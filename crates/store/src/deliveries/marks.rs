//! Marks apart from their claims: how long they are kept, which mails still lack one.

use std::collections::HashSet;

use domain::{event::EventId, job::Job, time::UtcTime};
use jiff::SignedDuration;

use super::{DeliveryState, Mark};
use crate::{
    Store, StoreError,
    keys::{self, Key},
    table::{from_item, to_item},
};

/// How long the mark of a sign-in code's mail is kept after the last claim.
const SIGN_IN_MARK: SignedDuration = SignedDuration::from_hours(24);
/// How long the mark of an invitation's mail is kept: longer than the invitation itself.
const INVITATION_MARK: SignedDuration = SignedDuration::from_hours(8 * 24);

/// When DynamoDB may remove the mark of a job that is claimed `now`: it goes with what the mail is
/// about, after it. A ticket's marks stay as long as the ticket, as its timeline.
pub(super) fn end(job: &Job, now: UtcTime) -> Option<UtcTime> {
    match job.event {
        EventId::Ticket(_) => None,
        EventId::SignIn { .. } => Some(now.plus(SIGN_IN_MARK)),
        EventId::Invitation(_) => Some(now.plus(INVITATION_MARK)),
    }
}

impl Store {
    /// Removes the mark of a mail that is owed no more, such as one that was made after its ticket
    /// was cleared.
    ///
    /// # Errors
    /// When the table does not answer.
    pub async fn forget(&self, job: &Job) -> Result<(), StoreError> {
        self.client
            .delete_item()
            .table_name(&self.table)
            .set_key(Some(keys::mark(job).into_item()))
            .send()
            .await
            .map_err(StoreError::unavailable("DeleteItem (mark)"))?;
        Ok(())
    }

    /// Writes the mark of a mail that is settled without ever having been queued, such as those
    /// of tickets that a demonstration begins with.
    ///
    /// # Errors
    /// When the table does not answer.
    pub async fn put_settled(
        &self,
        job: &Job,
        state: DeliveryState,
        at: UtcTime,
    ) -> Result<(), StoreError> {
        let mark = Mark {
            state,
            claim: None,
            claimed_until: None,
            claims: 0,
            settled_at: Some(at),
        };
        self.client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(to_item("mark", keys::mark(job), &mark)?))
            .send()
            .await
            .map_err(StoreError::unavailable("PutItem (mark)"))?;
        Ok(())
    }

    /// Those of `jobs` that nobody has settled.
    ///
    /// # Errors
    /// When the table does not answer or a mark cannot be read.
    pub async fn unsettled(&self, jobs: Vec<Job>) -> Result<Vec<Job>, StoreError> {
        const BATCH: usize = 100;
        let mut settled = HashSet::new();
        for jobs in jobs.chunks(BATCH) {
            let keys: Vec<_> = jobs.iter().map(keys::mark).collect();
            for item in self.batch_get(&keys).await? {
                let key = Key::of(&item);
                let mark: Mark = from_item("mark", item)?;
                if mark.state.is_final() {
                    settled.extend(key.map(|key| (key.pk, key.sk)));
                }
            }
        }
        let is_open = |job: &Job| {
            let Key { pk, sk } = keys::mark(job);
            !settled.contains(&(pk, sk))
        };
        Ok(jobs.into_iter().filter(is_open).collect())
    }
}
