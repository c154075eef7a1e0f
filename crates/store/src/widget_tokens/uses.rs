//! When a widget token was last used, to the hour.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use domain::{time::UtcTime, workspace::WorkspaceId};
use jiff::SignedDuration;

use crate::{Store, StoreError, keys, table::text};

/// How long one note of a use is good for.
const HOUR: SignedDuration = SignedDuration::from_hours(1);
/// How many tokens' uses are remembered. They are tokens that exist, but nothing should grow for ever.
const CAPACITY: usize = 1_000;

/// When each token's use was last written down by this copy of the function, by the token's id.
#[derive(Debug, Default)]
pub(crate) struct Uses(Mutex<HashMap<String, UtcTime>>);

impl Store {
    /// Writes down that a token of the workspace is used, unless this copy of the function did so within the hour:
    /// so one call an hour at most, and none in most requests.
    ///
    /// # Errors
    /// When the table does not answer.
    pub async fn note_use(
        &self,
        workspace: &WorkspaceId,
        id: &str,
        now: UtcTime,
    ) -> Result<(), StoreError> {
        if !self.uses.is_due(id, now) {
            return Ok(());
        }
        let noted = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(keys::widget_token(workspace, id).into_item()))
            .update_expression("SET last_used_at = :now")
            // Another copy's clock may be ahead; and a record is never made by being used.
            .condition_expression(
                "attribute_exists(pk) \
                 AND (attribute_not_exists(last_used_at) OR last_used_at < :now)",
            )
            .expression_attribute_values(":now", text(now.to_string()))
            .send()
            .await;
        match StoreError::unless_refused("UpdateItem (last use)", noted) {
            Ok(_) => Ok(()),
            Err(error) => {
                self.uses.forget(id);
                Err(error)
            }
        }
    }
}

impl Uses {
    /// Whether a use is to be written down now. Says so once: of many requests at once, one writes.
    fn is_due(&self, id: &str, now: UtcTime) -> bool {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if noted.get(id).is_some_and(|at| now < at.plus(HOUR)) {
            return false;
        }
        if noted.len() >= CAPACITY {
            noted.clear();
        }
        noted.insert(id.to_owned(), now);
        true
    }

    fn forget(&self, id: &str) {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        noted.remove(id);
    }
}
