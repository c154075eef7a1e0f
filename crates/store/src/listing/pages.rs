//! Reading a page from the table.

use domain::{time::UtcTime, workspace::WorkspaceId};
use futures_util::future::try_join_all;

use super::cursor::Position;
use super::plan::{Index, Plan};
use super::query::{Order, Query};
use super::row::Row;
use super::walk::{Batch, Found, Read, Walk, Walked};
use crate::cursor::ForeignCursor;
use crate::table::{Item, from_item, text};
use crate::{Store, StoreError, heads};

/// Some rows of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The rows, in order.
    pub rows: Vec<Row>,
    /// Where the next page begins; none after the last one.
    pub next_cursor: Option<String>,
    /// How far a search by words has come when it did not come to the end.
    pub searched_back_to: Option<UtcTime>,
}

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// The cursor is damaged, or of a list with other filters, another order or another workspace.
    #[error("the cursor does not belong to this list")]
    ForeignCursor,
    /// The table did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Store {
    /// A page of at most `limit` rows, behind `cursor` or from the front. It may have fewer rows, even
    /// none, and still be followed by another: a request looks only at so many rows to find those that
    /// pass the filters.
    ///
    /// # Errors
    /// When the cursor is that of another list, or the table does not answer.
    pub async fn list(
        &self,
        workspace: &WorkspaceId,
        query: &Query,
        limit: usize,
        cursor: Option<&str>,
    ) -> Result<Page, ListError> {
        let fingerprint = query.fingerprint(workspace);
        let from = cursor
            .map(|cursor| Position::of_cursor(cursor, &fingerprint))
            .transpose()
            .map_err(|ForeignCursor| ListError::ForeignCursor)?;
        let Walked { rows, next } = self.walk(workspace, query, limit, from.as_ref()).await?;
        let searched = query.words.as_ref().and(next.as_ref());
        Ok(Page {
            rows,
            searched_back_to: searched.and_then(Position::moment),
            next_cursor: next.map(|next| next.to_cursor(&fingerprint)),
        })
    }

    async fn walk(
        &self,
        workspace: &WorkspaceId,
        query: &Query,
        limit: usize,
        from: Option<&Position>,
    ) -> Result<Walked, StoreError> {
        if let Some(plan) = Plan::gathering(query, workspace)
            && let Some(mut found) = self.gather(&plan, query.order).await?
        {
            found.retain(|found| from.is_none_or(|from| is_behind(found, from, query.order)));
            let mut walk = Walk::new(query, &plan.gathered(), limit, from);
            walk.add(
                0,
                Batch {
                    rows: found,
                    ended: true,
                },
            );
            return Ok(walk.finish());
        }
        let plan = Plan::of(query, workspace);
        let mut walk = Walk::new(query, &plan, limit, from);
        loop {
            let reads = walk.wanted();
            if reads.is_empty() {
                return Ok(walk.finish());
            }
            let batches = reads.iter().map(|read| self.read(&plan, read, query.order));
            for (read, batch) in reads.iter().zip(try_join_all(batches).await?) {
                walk.add(read.lane, batch);
            }
        }
    }

    /// All rows of a plan's partitions by their last change, if they are not too many.
    async fn gather(&self, plan: &Plan, order: Order) -> Result<Option<Vec<Found>>, StoreError> {
        let share = plan.budget.unwrap_or_default() / plan.partitions.len().max(1);
        let reads: Vec<_> = (0..plan.partitions.len())
            .map(|lane| Read {
                lane,
                after: None,
                limit: share,
            })
            .collect();
        let batches = reads.iter().map(|read| self.read(plan, read, order));
        let batches = try_join_all(batches).await?;
        if batches.iter().any(|batch| !batch.ended) {
            return Ok(None);
        }
        let rows = batches.into_iter().flat_map(|batch| batch.rows);
        let mut found: Vec<_> = rows
            .map(|Found { row, .. }| Found {
                key: format!("{}#{}", heads::moment(row.updated_at), row.number),
                row,
            })
            .collect();
        found.sort_by(|a, b| match order {
            Order::Ascending => a.key.cmp(&b.key),
            Order::Descending => b.key.cmp(&a.key),
        });
        Ok(Some(found))
    }

    async fn read(&self, plan: &Plan, read: &Read, order: Order) -> Result<Batch, StoreError> {
        let (partition, sort) = plan.index.key();
        let value = plan
            .partitions
            .get(read.lane)
            .map(|lane| lane.value.clone());
        let mut request = self
            .client
            .query()
            .table_name(&self.table)
            .index_name(plan.index.name())
            .scan_index_forward(order == Order::Ascending)
            .limit(i32::try_from(read.limit).unwrap_or(i32::MAX))
            .expression_attribute_names("#partition", partition)
            .expression_attribute_values(":partition", text(value.unwrap_or_default()));
        // Not ExclusiveStartKey: that takes a whole key of the table, and a cursor shall not name one.
        let behind = match (&read.after, order) {
            (None, _) => "",
            (Some(_), Order::Ascending) => " AND #sort > :after",
            (Some(_), Order::Descending) => " AND #sort < :after",
        };
        if let Some(after) = &read.after {
            request = request
                .expression_attribute_names("#sort", sort)
                .expression_attribute_values(":after", text(after));
        }
        let answer = request
            .key_condition_expression(format!("#partition = :partition{behind}"))
            .send()
            .await
            .map_err(StoreError::unavailable("Query (list)"))?;
        let items = answer.items.unwrap_or_default();
        let rows = items.into_iter().map(|item| found(plan.index, item));
        let rows: Vec<_> = rows.collect::<Result<_, _>>()?;
        Ok(Batch {
            ended: answer.last_evaluated_key.is_none() || rows.is_empty(),
            rows,
        })
    }
}

fn found(index: Index, item: Item) -> Result<Found, StoreError> {
    let (_, sort) = index.key();
    let key = item.get(sort).and_then(|key| key.as_s().ok()).cloned();
    Ok(Found {
        key: key.unwrap_or_default(),
        row: from_item("row", item)?,
    })
}

fn is_behind(found: &Found, from: &Position, order: Order) -> bool {
    let at = Position {
        stage: from.stage,
        key: found.key.clone(),
    };
    at.compare(from, order).is_gt()
}
