//! Who looks at a conversation: said by agents' browsers, and over by itself.

use domain::{
    agent::SignedIn,
    chat::{Conversation, ConversationId},
    email::EmailAddress,
    time::UtcTime,
    workspace::WorkspaceId,
};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use super::heads;
use crate::{
    Store, StoreError, expiry,
    keys::{self, HEAD, PK, PRESENCES, SK},
    table::{from_item, text, to_item},
};

/// How long a presence is believed.
const LIFETIME: SignedDuration = SignedDuration::from_secs(15);

/// What an agent is doing at a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activity {
    /// Reading it.
    Viewing,
    /// Writing an answer.
    Writing,
}

/// An agent at a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presence {
    /// The agent.
    pub email: EmailAddress,
    /// What they do.
    pub state: Activity,
    /// When it is over, unless it is said again.
    #[serde(with = "expiry")]
    pub expires_at: UtcTime,
}

impl Store {
    /// Notes that an agent is at a conversation, for a quarter of a minute.
    ///
    /// # Errors
    /// When the table does not answer.
    pub async fn note_presence(
        &self,
        agent: &SignedIn,
        id: &ConversationId,
        state: Activity,
        now: UtcTime,
    ) -> Result<(), StoreError> {
        let presence = Presence {
            email: agent.email.clone(),
            state,
            expires_at: now.plus(LIFETIME),
        };
        let key = keys::presence(&agent.workspace, id, &agent.id);
        self.client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(to_item("presence", key, &presence)?))
            .send()
            .await
            .map_err(StoreError::unavailable("PutItem (presence)"))?;
        Ok(())
    }

    /// The conversation, and who is at it; none when there is no such conversation. One call.
    ///
    /// # Errors
    /// When the table does not answer or an item cannot be read.
    pub async fn conversation_with_presence(
        &self,
        workspace: &WorkspaceId,
        id: &ConversationId,
        now: UtcTime,
    ) -> Result<Option<(Conversation, Vec<Presence>)>, StoreError> {
        let head = keys::conversation(workspace, id);
        let mut pages = self
            .client
            .query()
            .table_name(&self.table)
            // Presences follow the head.
            .key_condition_expression("#pk = :pk AND #sk BETWEEN :head AND :last")
            .expression_attribute_names("#pk", PK)
            .expression_attribute_names("#sk", SK)
            .expression_attribute_values(":pk", text(head.pk))
            .expression_attribute_values(":head", text(HEAD))
            .expression_attribute_values(":last", text(format!("{PRESENCES}~")))
            .consistent_read(true)
            .into_paginator()
            .items()
            .send();
        let mut conversation = None;
        let mut present = Vec::new();
        while let Some(item) = pages.next().await {
            let item = item.map_err(StoreError::unavailable("Query (conversation)"))?;
            if item.contains_key("active_key") {
                conversation = Some(heads::read(item)?);
            } else {
                let presence: Presence = from_item("presence", item)?;
                present.extend((now < presence.expires_at).then_some(presence));
            }
        }
        Ok(conversation.map(|conversation| (conversation, present)))
    }
}
