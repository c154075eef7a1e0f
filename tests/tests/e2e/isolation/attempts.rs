//! What one side tries with what it knows of the other.

use serde_json::{Value, json};

use super::sides::Side;
use crate::authorization::subjects::ticket;

/// A request that names something of the other workspace.
pub(super) struct Attempt {
    pub(super) what: String,
    pub(super) method: &'static str,
    pub(super) path: String,
    pub(super) body: Value,
    /// The answer to an owner, and to an agent where agents may.
    pub(super) expected: u16,
    pub(super) is_for_owners: bool,
}

/// Every id, number, cursor and address of `foreign`, in every place where one can stand.
pub(super) fn attempts(own: &Side, foreign: &Side) -> Vec<Attempt> {
    let mut all = tickets(foreign);
    all.extend(fields(foreign));
    all.extend(lists(foreign));
    all.extend(people(foreign));
    all.extend(credentials(own, foreign));
    all.extend(conversations(foreign));
    all
}

fn tickets(foreign: &Side) -> Vec<Attempt> {
    let path = format!("/api/ticket/{}", foreign.number);
    let messages = format!("{path}/messages");
    let message = json!({"body": "Hello", "visibility": "internal"});
    vec![
        attempt("a ticket's number", "GET", &path, Value::Null, 404),
        attempt(
            "a ticket's number",
            "PUT",
            &path,
            json!({"status": "closed"}),
            404,
        ),
        attempt("a ticket's number", "DELETE", &path, Value::Null, 404),
        attempt("a ticket's number", "POST", &messages, message, 404),
    ]
}

/// In bodies: what is not of the own workspace is no value at all.
fn fields(foreign: &Side) -> Vec<Attempt> {
    let with = |field: &str, value: &str| {
        let mut body = ticket();
        body[field] = value.into();
        body
    };
    let path = "/api/ticket";
    vec![
        attempt(
            "an assignee",
            "POST",
            path,
            with("assigned_to", foreign.agent_email),
            422,
        ),
        attempt(
            "a workspace",
            "POST",
            path,
            with("workspace", foreign.workspace),
            422,
        ),
        attempt(
            "a conversation",
            "POST",
            path,
            with("conversation_id", &foreign.chat.id),
            422,
        ),
    ]
}

/// In lists: a foreign cursor is none, and what is looked for is not there.
fn lists(foreign: &Side) -> Vec<Attempt> {
    let (number, customer, agent) = (&foreign.number, foreign.customer, foreign.agent_email);
    let list = |what: &str, query: String, expected| {
        let path = format!("/api/ticket?{query}");
        attempt(what, "GET", &path, Value::Null, expected)
    };
    let text = json!({
        "text": format!("Is {number} done?"), "customer_email": "nobody@example.com",
    });
    let cursor = format!("limit=1&cursor={}", foreign.list_cursor);
    vec![
        list("a list's cursor", cursor, 400),
        list("a number to search", format!("q={number}"), 200),
        list("a customer to search", format!("q={customer}"), 200),
        list("words to search", format!("q={}", foreign.secret), 200),
        list(
            "a customer's filter",
            format!("customer_email={customer}"),
            200,
        ),
        list("an assignee's filter", format!("assigned_to={agent}"), 200),
        attempt("a number in a text", "POST", "/api/detect", text, 200),
    ]
}

fn conversations(foreign: &Side) -> Vec<Attempt> {
    let path = format!("/api/chat/{}", foreign.chat.id);
    let at = |method, below: &str, body| {
        let path = format!("{path}{below}");
        attempt("a conversation's id", method, &path, body, 404)
    };
    let list = format!("/api/chat?cursor={}", foreign.chat_cursor);
    let text = json!({ "text": "TKT-00001", "conversation_id": foreign.chat.id });
    vec![
        at("GET", "", Value::Null),
        at("GET", "/messages", Value::Null),
        at(
            "POST",
            "/messages",
            json!({ "text": "Hello", "client_id": "1" }),
        ),
        at("POST", "/read", json!({})),
        at("POST", "/presence", json!({ "state": "viewing" })),
        at("POST", "/close", Value::Null),
        at("POST", "/reopen", Value::Null),
        attempt("a conversation in a body", "POST", "/api/detect", text, 422),
        attempt("a cursor of conversations", "GET", &list, Value::Null, 400),
    ]
}

/// What owners alone may name.
fn people(foreign: &Side) -> Vec<Attempt> {
    let remove = |what: &str, from: &str, id: &str| {
        let path = format!("/api/workspace/{from}/{id}");
        attempt(what, "DELETE", &path, Value::Null, 404)
    };
    let log = format!("/api/workspace/audit?cursor={}", foreign.audit_cursor);
    let all = [
        remove("an agent's address", "agents", foreign.agent_email),
        remove("an invited address", "agents", &foreign.invited_email),
        remove("an invitation's id", "agents", &foreign.invite_id),
        remove(
            "a widget token's id",
            "widget-tokens",
            &foreign.widget_token_id,
        ),
        attempt("a log's cursor", "GET", &log, Value::Null, 400),
    ];
    let all = all.map(|attempt| Attempt {
        is_for_owners: true,
        ..attempt
    });
    all.into()
}

/// Ids that are half a credential: the other half is of the wrong side.
fn credentials(own: &Side, foreign: &Side) -> Vec<Attempt> {
    let accept = |id: &str, token: &str| json!({ "invite_id": id, "token": token });
    let (_, foreign_bits) = foreign.invite_id.split_once('.').unwrap();
    let moved = format!("{}.{foreign_bits}", own.workspace);
    let path = "/api/workspace/agents/accept";
    let code = json!({ "request_id": foreign.request_id, "code": other_code(own, foreign) });
    vec![
        attempt(
            "an invitation",
            "POST",
            path,
            accept(&foreign.invite_id, &own.invite_token),
            401,
        ),
        attempt(
            "an own invitation",
            "POST",
            path,
            accept(&own.invite_id, &foreign.invite_token),
            401,
        ),
        attempt(
            "a moved invitation",
            "POST",
            path,
            accept(&moved, &foreign.invite_token),
            401,
        ),
        attempt("a sign-in request", "POST", "/api/sign-in/token", code, 401),
    ]
}

/// The own code; one in a million runs would find both the same.
fn other_code(own: &Side, foreign: &Side) -> String {
    if own.code == foreign.code {
        let digit = if own.code.starts_with('0') { "1" } else { "0" };
        return format!("{digit}{}", &own.code[1..]);
    }
    own.code.clone()
}

fn attempt(what: &str, method: &'static str, path: &str, body: Value, expected: u16) -> Attempt {
    Attempt {
        what: format!("{what}: {method} {path}"),
        method,
        path: path.to_owned(),
        body,
        expected,
        is_for_owners: false,
    }
}
