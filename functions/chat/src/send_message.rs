//! `POST /chat/{id}/messages`: an agent or the visitor says something.

#[cfg(feature = "openapi")]
use api::openapi::refusals::{Always, OfBodies, OfCredentials, OfLimits, OfNames};
use api::{
    attempt::{Attempts, Interrupted},
    chat_auth::{Speaker, Who},
    client_address::SourceAddress,
    fields::Fields,
    json_body::JsonBody,
    problem::Problem,
    query,
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, Uri},
    response::{IntoResponse, Response},
};
use domain::{
    chat::{ChatMessage, ChatText, ClientId, Conversation, ConversationId},
    time::UtcTime,
};
use serde::Deserialize;
use store::{
    Store,
    chat::{SendKey, Sending},
    limits::Scope,
};

use crate::{
    App, composed::Composed, conversation_in_path::ConversationInPath, message_body::Reader,
};

/// How many messages a conversation's visitor may send in a minute, and its agents together.
const A_MINUTE: u32 = 30;

/// The body, as it may be sent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
struct SendMessage {
    #[cfg_attr(feature = "openapi", schema(value_type = ChatText))]
    text: Option<String>,
    /// What the client calls the message: the same name again gets the same message, and makes no
    /// second one.
    #[cfg_attr(feature = "openapi", schema(value_type = ClientId))]
    client_id: Option<String>,
}

/// Where a message goes, from whom, under which name.
struct Outgoing<'a> {
    store: &'a Store,
    speaker: &'a Speaker,
    id: &'a ConversationId,
    client_id: &'a ClientId,
}

/// Saves the message behind all that were saved before it, and answers it.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/chat/{id}/messages", tag = "chat",
    security(("access_token" = []), ("visitor_token" = [])),
    summary = "Say something in a conversation",
    description = crate::openapi::SEND_MESSAGE,
    params(ConversationInPath),
    request_body(content = SendMessage, example = crate::openapi::question),
    responses(crate::openapi::Sent, Always, OfCredentials, OfNames, OfBodies, OfLimits),
))]
pub(crate) async fn send_message(
    speaker: Speaker,
    id: Result<ConversationInPath, Problem>,
    address: Result<SourceAddress, Problem>,
    State(app): State<App>,
    uri: Uri,
    headers: HeaderMap,
    body: Result<JsonBody, Problem>,
) -> Response {
    let sent = async {
        let (ConversationInPath(id), SourceAddress(address)) = (id?, address?);
        speaker.check_may_enter(&id)?;
        query::refuse_parameters(&uri)?;
        let (text, client_id) = body?.read::<SendMessage>()?.parse()?;
        let outgoing = Outgoing {
            store: &app.store,
            speaker: &speaker,
            id: &id,
            client_id: &client_id,
        };
        let composed = Composed::new(text, &speaker, address);
        let (conversation, message) = outgoing.send(composed).await?;
        let messages = [message];
        let reader = Reader::of(&app.store, &speaker, &conversation, &messages).await?;
        let [message] = &messages;
        Ok::<_, Problem>((StatusCode::CREATED, Json(reader.show(message))).into_response())
    };
    let sent = sent.await;
    speaker.share(sent.into_response(), &headers)
}

impl SendMessage {
    fn parse(self) -> Result<(ChatText, ClientId), Problem> {
        let mut fields = Fields::default();
        let text = fields.required("text", self.text, ChatText::parse);
        let client_id = fields.required("client_id", self.client_id, ClientId::parse);
        let (Some(text), Some(client_id)) = (text, client_id) else {
            return Err(fields.into());
        };
        Ok((text, client_id))
    }
}

impl Outgoing<'_> {
    /// The message, and the conversation that it belongs to.
    async fn send(&self, mut composed: Composed) -> Result<(Conversation, ChatMessage), Problem> {
        let mut sending = self.begin().await?;
        if sending.earlier.is_none() {
            // Neither is done again when others are faster.
            self.count(composed.at).await?;
            composed
                .judge(self.store, &sending.conversation, self.speaker)
                .await?;
        }
        let mut attempts = Attempts::default();
        loop {
            if let Some(earlier) = sending.earlier {
                return Ok((sending.conversation, earlier));
            }
            let new = composed.message(self.speaker);
            let key = self.key();
            let workspace = self.speaker.workspace();
            let sent = self
                .store
                .send(workspace, &sending.conversation, new, &key)
                .await;
            match sent {
                Ok(message) => return Ok((sending.conversation, message)),
                Err(error) => attempts.go_on_after(Interrupted::from(error)).await?,
            }
            sending = self.begin().await?;
        }
    }

    async fn begin(&self) -> Result<Sending, Problem> {
        let found = self
            .store
            .begin_send(self.speaker.workspace(), self.id, &self.key())
            .await?;
        found.ok_or_else(Problem::no_conversation)
    }

    fn key(&self) -> SendKey<'_> {
        SendKey {
            sender: match &self.speaker.who {
                Who::Agent(agent) => agent.id.as_str(),
                Who::Visitor(access) => access.conversation.as_str(),
            },
            client_id: self.client_id,
        }
    }

    /// A visitor who says too much must not keep agents from answering: each side has its own count.
    async fn count(&self, at: UtcTime) -> Result<(), Problem> {
        let workspace = self.speaker.workspace();
        let scope = match &self.speaker.who {
            Who::Agent(_) => Scope::AgentMessagesIn(workspace, self.id),
            Who::Visitor(_) => Scope::VisitorMessagesIn(workspace, self.id),
        };
        let count = self.store.count(scope, at).await?;
        if count.total <= A_MINUTE {
            return Ok(());
        }
        let words = "Too many messages just now. This one was not sent; send it again in a minute.";
        Err(Problem::too_many(words).retry_after(count.seconds_left))
    }
}
