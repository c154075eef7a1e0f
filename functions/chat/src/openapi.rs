//! What the function's routes take and answer, for the API's description.

use std::collections::BTreeMap;

use api::openapi::{
    answer::{Answer, link, not_modified},
    parameters, samples,
};
use domain::chat::{ChatState, ConversationId};
use serde_json::{Value, json};
use utoipa::{
    IntoParams, IntoResponses, OpenApi, ToSchema,
    openapi::{
        ObjectBuilder, Ref, RefOr, Required, Response,
        path::{Parameter, ParameterBuilder, ParameterIn},
        schema::Type,
    },
};

use crate::{
    conversation_in_path::ConversationInPath,
    get_conversation::{self, ConversationWithPresence},
    list_conversations::{self, ConversationList},
    list_messages::{self, Messages},
    message_body::MessageBody,
    note_presence::{self, PresenceState},
    read_messages, send_message, set_state,
    start_conversation::{self, StartedConversation},
};

/// The function's routes.
#[derive(OpenApi)]
#[openapi(
    paths(
        start_conversation::start_conversation,
        list_conversations::list_conversations,
        get_conversation::get_conversation,
        list_messages::list_messages,
        send_message::send_message,
        read_messages::read_messages,
        note_presence::note_presence,
        set_state::close_conversation,
        set_state::reopen_conversation
    ),
    components(schemas(
        StartedConversation,
        ConversationList,
        ConversationWithPresence,
        Messages,
        MessageBody,
        PresenceState
    ))
)]
pub struct Document;

pub(crate) const START_CONVERSATION: &str = "\
For the chat widget. The visitor's token opens this conversation for 30 days; whoever starts another \
with the same address sees nothing of this one. Conversations are counted for the network address; past \
a limit the answer is 429.";

pub(crate) const LIST_CONVERSATIONS: &str = "\
The one that was active last comes first, 20 a page. A conversation in which something happens moves to \
the front: between two pages it may be seen twice or missed. A change may take a second to appear.";

pub(crate) const GET_CONVERSATION: &str = "\
The conversation as it stands now, with the other agents who are at it; the caller is left out.";

pub(crate) const LIST_MESSAGES: &str = "\
For agents, and for the visitor of the conversation: another conversation is 404 to them. Messages are \
numbered without a hole, so that reading on behind the last one misses none and repeats none. Cards show \
tickets as they are now, to agents and visitor alike those of the visitor's address. Visitors read the \
workspace's name in place of an agent's address.";

pub(crate) const SEND_MESSAGE: &str = "\
For agents, and for the visitor of the conversation, whose message opens a closed conversation again. \
The same `client_id` of the same sender gets the same message. Wrong ticket numbers of a visitor are \
counted; past a limit a message is taken, and its numbers show no tickets. A conversation takes 30 \
messages of its visitor in a minute, and 30 of agents; past that the answer is 429.";

pub(crate) const READ_MESSAGES: &str = "\
Up to a message, or all. `unread` counts the visitor's messages behind the last one that any agent has \
read; it never grows by this.";

pub(crate) const NOTE_PRESENCE: &str = "\
Other agents see it for 15 seconds, unless it is said again.";

pub(crate) const CLOSE_CONVERSATION: &str = "\
Nothing is said in the conversation. Its visitor can still read it; the visitor's next message opens it \
again.";

pub(crate) const REOPEN_CONVERSATION: &str = "Nothing is said in the conversation.";

const ID: &str = "6f1c0f7a3f0e4d6b9a6f1f0c2b7d5e84";

impl IntoParams for ConversationInPath {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let id = ParameterBuilder::new()
            .name("id")
            .parameter_in(ParameterIn::Path)
            .required(Required::True)
            .description(Some("The conversation."))
            .schema(Some(Ref::from_schema_name(ConversationId::name())))
            .example(Some(ID.into()));
        vec![id.build()]
    }
}

/// The parameters of `list_conversations`.
pub(crate) struct ListParameters;

impl IntoParams for ListParameters {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let state = Ref::from_schema_name(<ChatState as ToSchema>::name());
        let cursor = ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some("^[A-Za-z0-9_-]+$"));
        let cursor_is = "The `next_cursor` of the page before, with the same `state`.";
        vec![
            parameters::query(
                "state",
                state,
                "Open or closed ones only; both unless given.",
            ),
            parameters::query("cursor", cursor, cursor_is),
        ]
    }
}

/// The parameters of `list_messages`.
pub(crate) struct MessageParameters;

impl IntoParams for MessageParameters {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let seq = ObjectBuilder::new()
            .schema_type(Type::Integer)
            .minimum(Some(0))
            .maximum(Some(9_999_999_999_u64))
            .default(Some(json!(0)));
        let words = "The last message that the caller has: those behind it are answered.";
        vec![parameters::query("after", seq, words)]
    }
}

pub(crate) fn visitor() -> Value {
    json!({
        "bot_token": "demo-widget-token",
        "name": "Maria Rossi",
        "email": "maria@example.com",
        "page": "https://shop.example/lamps",
    })
}

pub(crate) fn question() -> Value {
    json!({ "text": "Is there any news of TKT-00003?", "client_id": "5b0c4a1e" })
}

pub(crate) fn writing() -> Value {
    json!({ "state": "writing" })
}

pub(crate) fn last_read() -> Value {
    json!({ "seq": 1 })
}

pub(crate) struct Started;

impl IntoResponses for Started {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let started = json!({
            "conversation_id": ID,
            "visitor_token": "q83vASNFZ4mrze8BI0VniQ",
            "expires_at": "2024-02-14T09:30:00.000Z",
        });
        let of_it = |operation, words| {
            link(operation, words).parameter("id", "$response.body#/conversation_id")
        };
        Answer::new(201, "The new conversation, and the token that opens it.")
            .body::<StartedConversation>(started)
            .link("show", of_it("get_conversation", "Show it."))
            .link("read", of_it("list_messages", "Read its messages."))
            .link("say", of_it("send_message", "Say something."))
            .link("close", of_it("close_conversation", "Close it."))
            .into_responses()
    }
}

pub(crate) struct Listed;

impl IntoResponses for Listed {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let list = json!({ "items": [conversation()], "next_cursor": null });
        let page = Answer::new(200, "A page of conversations.")
            .body::<ConversationList>(list)
            .with_entity_tag();
        [page.into_responses(), not_modified().into_responses()]
            .into_iter()
            .flatten()
            .collect()
    }
}

pub(crate) struct Shown;

impl IntoResponses for Shown {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let mut shown = conversation();
        shown["presence"] = json!([{ "email": "owner@example.com", "state": "writing" }]);
        Answer::new(200, "The conversation.")
            .body::<ConversationWithPresence>(shown)
            .into_responses()
    }
}

pub(crate) struct Read;

impl IntoResponses for Read {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let answer = json!({ "messages": [message()], "state": "open" });
        let read = Answer::new(200, "The messages, the oldest first.")
            .body::<Messages>(answer)
            .with_entity_tag();
        [read.into_responses(), not_modified().into_responses()]
            .into_iter()
            .flatten()
            .collect()
    }
}

pub(crate) struct Sent;

impl IntoResponses for Sent {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        Answer::new(201, "The message with its number.")
            .body::<MessageBody>(message())
            .into_responses()
    }
}

pub(crate) struct Done;

impl IntoResponses for Done {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        Answer::new(204, "It is done, or was so already.").into_responses()
    }
}

fn conversation() -> Value {
    json!({
        "id": ID,
        "state": "open",
        "visitor": { "name": "Maria Rossi", "email": "maria@example.com" },
        "page": "https://shop.example/lamps",
        "unread": 1,
        "last": { "from": "visitor", "text": "Is there any news of TKT-00003?" },
        "tickets": [],
        "created_at": "2024-01-15T09:30:00.000Z",
        "active_at": "2024-01-15T09:31:00.000Z",
    })
}

fn message() -> Value {
    json!({
        "seq": 1,
        "from": "visitor",
        "name": "Maria Rossi",
        "text": "Is there any news of TKT-00003?",
        "cards": [samples::card()],
        "intent": null,
        "at": "2024-01-15T09:31:00.000Z",
    })
}
