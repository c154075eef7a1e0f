//! Conversations: visitors' routes and agents'.

use serde_json::{Value, json};

use super::{Row, Who};
use crate::authorization::subjects::About;

pub(super) const CHAT: &[Row] = &[
    Row {
        route: "POST /chat",
        who: Who::Widget,
        about: About::Nothing,
        body: |_| json!({"name": "Vera", "email": "vera@example.com"}),
        granted: 201,
        elsewhere: 201,
    },
    Row {
        // A browser's question before the request proper; it changes nothing.
        route: "OPTIONS /chat",
        who: Who::Anyone,
        about: About::Nothing,
        body: |_| Value::Null,
        granted: 204,
        elsewhere: 204,
    },
    Row {
        route: "GET /chat",
        who: Who::Agents,
        about: About::Nothing,
        body: |_| Value::Null,
        granted: 200,
        elsewhere: 200,
    },
    Row {
        route: "GET /chat/{id}",
        who: Who::Agents,
        about: About::Conversation,
        body: |_| Value::Null,
        granted: 200,
        elsewhere: 404,
    },
    Row {
        route: "GET /chat/{id}/messages",
        who: Who::Speakers,
        about: About::Conversation,
        body: |_| Value::Null,
        granted: 200,
        elsewhere: 404,
    },
    Row {
        route: "POST /chat/{id}/messages",
        who: Who::Speakers,
        about: About::Conversation,
        body: |_| json!({"text": "Hello", "client_id": "1"}),
        granted: 201,
        elsewhere: 404,
    },
    Row {
        route: "OPTIONS /chat/{id}/messages",
        who: Who::Anyone,
        about: About::Conversation,
        body: |_| Value::Null,
        granted: 204,
        elsewhere: 204,
    },
    Row {
        route: "POST /chat/{id}/read",
        who: Who::Agents,
        about: About::Conversation,
        body: |_| json!({}),
        granted: 204,
        elsewhere: 404,
    },
    Row {
        route: "POST /chat/{id}/presence",
        who: Who::Agents,
        about: About::Conversation,
        body: |_| json!({"state": "viewing"}),
        granted: 204,
        elsewhere: 404,
    },
    Row {
        route: "POST /chat/{id}/close",
        who: Who::Agents,
        about: About::Conversation,
        body: |_| Value::Null,
        granted: 204,
        elsewhere: 404,
    },
    Row {
        route: "POST /chat/{id}/reopen",
        who: Who::Agents,
        about: About::Conversation,
        body: |_| Value::Null,
        granted: 204,
        elsewhere: 404,
    },
];
