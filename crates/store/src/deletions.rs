//! What is left of a deleted ticket is cleared: texts, events, marks.

use std::time::SystemTime;

use aws_sdk_dynamodb::types::{DeleteRequest, WriteRequest};
use domain::event::TicketEventId;

use crate::{
    Store, StoreError,
    keys::{self, Key, PK, SK},
    table::text,
};

/// How many items one `BatchWriteItem` may delete.
const BATCH: usize = 25;

impl Store {
    /// Clears what is left of the ticket that the event `deletion` ended, in bounded steps, until
    /// nothing is left or the time has come. The tombstone stays, and so does the event, which says
    /// when it was and by whom. Returns whether nothing is left; safe to repeat after a crash at any
    /// point.
    ///
    /// # Errors
    /// When the table does not answer.
    pub async fn clear_deleted(
        &self,
        deletion: &TicketEventId,
        until: SystemTime,
    ) -> Result<bool, StoreError> {
        let kept = keys::ticket_event(deletion);
        loop {
            let (keys, last) = self.some_of(&kept).await?;
            for keys in keys.chunks(BATCH) {
                if SystemTime::now() >= until {
                    return Ok(false);
                }
                self.delete_all(keys).await?;
            }
            if last {
                return Ok(true);
            }
        }
    }

    /// The keys of some of the items that are to be cleared, and whether these are the last.
    async fn some_of(&self, kept: &Key) -> Result<(Vec<Key>, bool), StoreError> {
        let page = self
            .client
            .query()
            .table_name(&self.table)
            .key_condition_expression("#pk = :pk")
            .projection_expression("#pk, #sk")
            .expression_attribute_names("#pk", PK)
            .expression_attribute_names("#sk", SK)
            .expression_attribute_values(":pk", text(&kept.pk))
            .consistent_read(true)
            .send()
            .await
            .map_err(StoreError::unavailable("Query (deleted ticket)"))?;
        let last = page.last_evaluated_key.is_none();
        let keys: Vec<_> = page
            .items
            .iter()
            .flatten()
            .filter_map(Key::of)
            .filter(|key| key != kept && key.sk != keys::HEAD)
            .collect();
        Ok((keys, last))
    }

    async fn delete_all(&self, keys: &[Key]) -> Result<(), StoreError> {
        let deletions = keys.iter().map(|key| {
            let request = DeleteRequest::builder().set_key(Some(key.clone().into_item()));
            let request = request.build().map_err(StoreError::corrupt("key"))?;
            Ok(WriteRequest::builder().delete_request(request).build())
        });
        let mut waiting = deletions.collect::<Result<Vec<_>, StoreError>>()?;
        // DynamoDB may leave some undone when it is busy; it does at least one each time.
        while !waiting.is_empty() {
            let answer = self
                .client
                .batch_write_item()
                .request_items(&self.table, waiting)
                .send()
                .await
                .map_err(StoreError::unavailable("BatchWriteItem (deleted ticket)"))?;
            let undone = answer.unprocessed_items.unwrap_or_default();
            waiting = undone.into_values().flatten().collect();
        }
        Ok(())
    }
}
