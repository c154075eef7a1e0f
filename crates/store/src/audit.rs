//! A workspace's log: who changed what. Whatever is logged is saved together with its entry.
//!
//! The entries are numbered without a hole. The workspace's item counts them, and each change
//! demands that the count is still the one that it was made from: so all changes of a workspace and
//! its people happen one after another, and what was read between the count and the change (who is
//! an owner, how many tokens there are) still holds when the change is saved.

use aws_sdk_dynamodb::types::{ConditionCheck, Update};
use domain::{
    agent::{Role, SignedIn},
    audit::{AuditEntry, AuditedChange},
    email::EmailAddress,
    time::UtcTime,
    workspace::WorkspaceId,
};

use crate::{
    Store, StoreError,
    cursor::{self, ForeignCursor},
    keys::{self, AUDIT, Key, PK, SK},
    table::{Item, from_item, number, text, to_item},
    transaction::{FailedConditions, Part, Refusal, Transaction},
};

/// Entries of a page, at most.
const PAGE: i32 = 50;

/// What an owner does to a workspace.
#[derive(Debug, Clone, Copy)]
pub struct Act<'a> {
    /// The owner, in their workspace.
    pub by: &'a SignedIn,
    /// When.
    pub at: UtcTime,
    /// How many entries the log had when the workspace was read, before anything else of it was.
    pub log: u64,
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum ActError {
    /// The workspace, or its people, changed after they were read.
    #[error("the workspace changed meanwhile")]
    Stale,
    /// Whoever acts is no owner of the workspace any more, whatever their token says.
    #[error("only owners may do this")]
    NotAnOwner,
    /// The table did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Some entries of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditPage {
    /// The entries, the newest first.
    pub entries: Vec<AuditEntry>,
    /// Where the next page begins; none after the last one.
    pub next_cursor: Option<String>,
}

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// The cursor is damaged, or of another workspace.
    #[error("the cursor does not belong to this log")]
    ForeignCursor,
    /// The table did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Store {
    /// A page of the workspace's log, behind `cursor` or from the newest entry.
    ///
    /// # Errors
    /// When the cursor is that of another log, or the table does not answer.
    pub async fn audit(
        &self,
        workspace: &WorkspaceId,
        cursor: Option<&str>,
    ) -> Result<AuditPage, AuditError> {
        let fingerprint = keys::sha256_hex(&format!("audit {workspace}"));
        let fingerprint = &fingerprint[..32];
        let before: Option<u64> = cursor
            .map(|cursor| cursor::read(cursor, fingerprint))
            .transpose()
            .map_err(|ForeignCursor| AuditError::ForeignCursor)?;
        let before = before.map(|number| keys::audit(workspace, number).into_item());
        let found = self
            .client
            .query()
            .table_name(&self.table)
            .key_condition_expression("#pk = :pk AND begins_with(#sk, :entries)")
            .expression_attribute_names("#pk", PK)
            .expression_attribute_names("#sk", SK)
            .expression_attribute_values(":pk", text(keys::workspace(workspace)))
            .expression_attribute_values(":entries", text(AUDIT))
            .set_exclusive_start_key(before)
            .scan_index_forward(false)
            .consistent_read(true)
            .limit(PAGE)
            .send()
            .await
            .map_err(StoreError::unavailable("Query (log)"))?;
        let entries = found.items.unwrap_or_default().into_iter();
        let entries = entries.map(|item| from_item::<AuditEntry>("log entry", item));
        let entries = entries.collect::<Result<Vec<_>, _>>()?;
        // The first entry of all ends the log, whether or not DynamoDB looked further.
        let last = entries.last().filter(|last| last.number > 1);
        let next = last.filter(|_| found.last_evaluated_key.is_some());
        Ok(AuditPage {
            next_cursor: next.map(|last| cursor::write(fingerprint, last.number)),
            entries,
        })
    }
}

impl Act<'_> {
    /// The workspace that it is done to.
    pub(crate) fn workspace(&self) -> &WorkspaceId {
        &self.by.workspace
    }

    /// Demands that whoever acts is an owner still: a token lives on for minutes after its bearer
    /// was removed, and must not bring them back.
    pub(crate) fn demand_owner(&self, writes: &mut Transaction<'_>) -> Result<(), StoreError> {
        let (id, email) = (self.by.id.as_str(), &self.by.email);
        let key = keys::agent(self.workspace(), email);
        demand_owner(writes, Part::Actor, key, Some(id))
    }

    /// Logs it.
    pub(crate) fn log(
        &self,
        writes: &mut Transaction<'_>,
        what: AuditedChange,
    ) -> Result<(), StoreError> {
        let entry = entry(self.log, self.at, &self.by.email, what);
        append(writes, self.workspace(), &entry)
    }

    /// The entry that it makes, to be put beside the workspace's item.
    pub(crate) fn entry(&self, what: AuditedChange) -> AuditEntry {
        entry(self.log, self.at, &self.by.email, what)
    }
}

/// The entry behind the first `log` ones.
pub(crate) fn entry(log: u64, at: UtcTime, by: &EmailAddress, what: AuditedChange) -> AuditEntry {
    AuditEntry {
        number: log + 1,
        at,
        by: by.clone(),
        what,
    }
}

/// Adds the entry to the log, if no other has come before it.
pub(crate) fn append(
    writes: &mut Transaction<'_>,
    workspace: &WorkspaceId,
    entry: &AuditEntry,
) -> Result<(), StoreError> {
    let count = Update::builder()
        .table_name(writes.table())
        .set_key(Some(keys::settings(workspace).into_item()))
        .update_expression("SET #log = :now")
        .condition_expression("#log = :before")
        .expression_attribute_names("#log", "log")
        .expression_attribute_values(":now", number(entry.number))
        .expression_attribute_values(":before", number(entry.number - 1))
        .build()
        .map_err(StoreError::corrupt("log"))?;
    writes.update(Part::Workspace, count);
    writes.put_new(Part::Workspace, entry_item(workspace, entry)?)
}

/// The item of an entry.
pub(crate) fn entry_item(workspace: &WorkspaceId, entry: &AuditEntry) -> Result<Item, StoreError> {
    to_item("log entry", keys::audit(workspace, entry.number), entry)
}

/// Demands that the agent under this key is an owner, and the one with this id where one is named.
pub(crate) fn demand_owner(
    writes: &mut Transaction<'_>,
    part: Part,
    agent: Key,
    id: Option<&str>,
) -> Result<(), StoreError> {
    let is_owner = "#role = :owner";
    let mut check = ConditionCheck::builder()
        .table_name(writes.table())
        .set_key(Some(agent.into_item()))
        .expression_attribute_names("#role", "role")
        .expression_attribute_values(":owner", text(Role::Owner.name()));
    check = match id {
        None => check.condition_expression(is_owner),
        Some(id) => check
            .condition_expression(format!("{is_owner} AND #id = :id"))
            .expression_attribute_names("#id", "id")
            .expression_attribute_values(":id", text(id)),
    };
    let check = check.build().map_err(StoreError::corrupt("condition"))?;
    writes.check(part, check);
    Ok(())
}

impl From<FailedConditions> for ActError {
    fn from(failed: FailedConditions) -> Self {
        if failed.include(Part::Actor) {
            Self::NotAnOwner
        } else {
            Self::Stale
        }
    }
}

impl From<Refusal> for ActError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Condition(failed) => failed.into(),
            // Others are at the workspace without a pause: that is what stale means.
            Refusal::Conflict(_) => Self::Stale,
        }
    }
}
