//! Ticket numbers, from an atomic counter. The one generator for every way in.

use aws_sdk_dynamodb::types::ReturnValue;
use domain::{
    number::{NumberFormat, TicketNumber, compact},
    time::UtcTime,
    workspace::{Settings, WorkspaceId},
};

use crate::{Store, StoreError, keys, table::number};

impl Store {
    /// Takes the next number of the workspace: one `ADD`, outside of any transaction, so that
    /// creations do not conflict with each other. A caller that dies afterwards leaves a gap,
    /// never a duplicate.
    ///
    /// # Errors
    /// When the table does not answer.
    pub async fn next_number(
        &self,
        workspace: &WorkspaceId,
        settings: &Settings,
        at: UtcTime,
    ) -> Result<TicketNumber, StoreError> {
        let prefix = settings.prefix.clone();
        Ok(match settings.number_format {
            NumberFormat::Sequential => {
                TicketNumber::sequential(prefix, self.count_up(workspace, "SEQ".to_owned()).await?)
            }
            NumberFormat::Dated => {
                let day = at.date();
                TicketNumber::dated(prefix, day, self.count_up(workspace, compact(day)).await?)
            }
        })
    }

    async fn count_up(&self, workspace: &WorkspaceId, sequence: String) -> Result<u64, StoreError> {
        let updated = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(keys::counter(workspace, sequence).into_item()))
            .update_expression("ADD #count :one")
            .expression_attribute_names("#count", "count")
            .expression_attribute_values(":one", number(1))
            .return_values(ReturnValue::UpdatedNew)
            .send()
            .await
            .map_err(StoreError::unavailable("UpdateItem (counter)"))?;
        let count = updated
            .attributes
            .as_ref()
            .and_then(|item| item.get("count")?.as_n().ok());
        count
            .map_or("", String::as_str)
            .parse()
            .map_err(StoreError::corrupt("counter"))
    }
}
