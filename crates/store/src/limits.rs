//! Counts of what strangers cause, in fixed windows of time.

use aws_sdk_dynamodb::types::ReturnValue;
use domain::{
    address::ClientAddress, chat::ConversationId, email::EmailAddress, time::UtcTime,
    workspace::WorkspaceId,
};

use crate::{
    Store, StoreError,
    keys::{self, EXPIRES_AT},
    table::number,
};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// What is counted, by whom.
#[derive(Debug, Clone, Copy)]
pub enum Scope<'a> {
    /// Tickets raised by the widget from one client address, in a minute.
    CreationsByAddress(&'a WorkspaceId, &'a ClientAddress),
    /// Tickets raised by the widget in a workspace, in a minute.
    CreationsInWorkspace(&'a WorkspaceId),
    /// Conversations started by the widget from one client address, in a minute.
    ConversationsByAddress(&'a WorkspaceId, &'a ClientAddress),
    /// Messages of a conversation's visitor, in a minute.
    VisitorMessagesIn(&'a WorkspaceId, &'a ConversationId),
    /// Messages of a conversation's agents, all of them together, in a minute.
    AgentMessagesIn(&'a WorkspaceId, &'a ConversationId),
    /// Confirmations that one recipient got from a workspace, in a day.
    ConfirmationsTo(&'a WorkspaceId, &'a EmailAddress),
    /// Sign-in codes that were asked for an e-mail address, in an hour.
    CodesForEmail(&'a EmailAddress),
    /// Sign-in codes that were asked for from one client address, in an hour.
    CodesFromAddress(&'a ClientAddress),
    /// Invitations that a workspace sent, in a day.
    InvitationsBy(&'a WorkspaceId),
}

/// A count, this one included, and when it starts again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// How many there were in this window.
    pub total: u32,
    /// Seconds until the window ends.
    pub seconds_left: i64,
}

impl Store {
    /// Counts one more of `scope`: one plain `ADD`.
    ///
    /// # Errors
    /// When the table does not answer.
    pub async fn count(&self, scope: Scope<'_>, at: UtcTime) -> Result<Count, StoreError> {
        let length = scope.window();
        let window = at.epoch_seconds().div_euclid(length);
        let ends = (window + 1) * length;
        let updated = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(keys::limit(&scope.key(), window).into_item()))
            .update_expression("ADD #count :one SET #expires = :ends")
            .expression_attribute_names("#count", "count")
            .expression_attribute_names("#expires", EXPIRES_AT)
            .expression_attribute_values(":one", number(1))
            .expression_attribute_values(":ends", number(ends))
            .return_values(ReturnValue::UpdatedNew)
            .send()
            .await
            .map_err(StoreError::unavailable("UpdateItem (limit)"))?;
        let total = updated
            .attributes
            .as_ref()
            .and_then(|item| item.get("count")?.as_n().ok());
        let total = total
            .map_or("", String::as_str)
            .parse()
            .map_err(StoreError::corrupt("limit"))?;
        Ok(Count {
            total,
            seconds_left: ends - at.epoch_seconds(),
        })
    }
}

impl Scope<'_> {
    fn window(&self) -> i64 {
        match self {
            Self::CreationsByAddress(..)
            | Self::CreationsInWorkspace(_)
            | Self::ConversationsByAddress(..)
            | Self::VisitorMessagesIn(..)
            | Self::AgentMessagesIn(..) => MINUTE,
            Self::CodesForEmail(_) | Self::CodesFromAddress(_) => HOUR,
            Self::ConfirmationsTo(..) | Self::InvitationsBy(_) => DAY,
        }
    }

    /// Addresses are hashed, so that a count tells nobody who wrote to whom.
    fn key(&self) -> String {
        match self {
            Self::CreationsByAddress(workspace, address) => {
                format!(
                    "CREATE#{workspace}#{}",
                    keys::sha256_hex(&address.network())
                )
            }
            Self::CreationsInWorkspace(workspace) => format!("CREATE#{workspace}"),
            Self::ConversationsByAddress(workspace, address) => {
                format!("CHAT#{workspace}#{}", keys::sha256_hex(&address.network()))
            }
            Self::VisitorMessagesIn(workspace, id) => {
                format!("SAID#VISITOR#{workspace}#{}", id.as_str())
            }
            Self::AgentMessagesIn(workspace, id) => {
                format!("SAID#AGENT#{workspace}#{}", id.as_str())
            }
            Self::InvitationsBy(workspace) => format!("INVITE#{workspace}"),
            Self::ConfirmationsTo(workspace, recipient) => {
                format!("CONFIRM#{workspace}#{}", keys::sha256_hex(&recipient.key()))
            }
            Self::CodesForEmail(email) => {
                format!("CODE#EMAIL#{}", keys::sha256_hex(&email.key()))
            }
            Self::CodesFromAddress(address) => {
                format!("CODE#CLIENT#{}", keys::sha256_hex(&address.network()))
            }
        }
    }
}
