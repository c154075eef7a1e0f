//! People: signing in, and an owner's workspace.

use serde_json::{Value, json};

use super::{Row, Who};
use crate::authorization::subjects::About;

pub(super) const PEOPLE: &[Row] = &[
    // sign-in: who asks for a code, or has one, has no token yet.
    Row {
        route: "POST /sign-in/code",
        who: Who::Anyone,
        about: About::Stranger,
        body: |it| json!({"email": it.id}),
        granted: 202,
        elsewhere: 202,
    },
    Row {
        route: "POST /sign-in/token",
        who: Who::Anyone,
        about: About::Code,
        body: |it| json!({"request_id": it.id, "code": it.secret}),
        granted: 200,
        elsewhere: 200,
    },
    Row {
        route: "POST /sign-in/refresh",
        who: Who::Cookie,
        about: About::Session,
        body: |_| Value::Null,
        granted: 200,
        elsewhere: 200,
    },
    Row {
        route: "POST /sign-in/out",
        who: Who::Cookie,
        about: About::Session,
        body: |_| Value::Null,
        granted: 204,
        elsewhere: 204,
    },
    Row {
        route: "GET /sign-in/options",
        who: Who::Anyone,
        about: About::Nothing,
        body: |_| Value::Null,
        granted: 200,
        elsewhere: 200,
    },
    Row {
        // No issuer is set up here; functions/sign-in/tests/oidc has one.
        route: "POST /sign-in/oidc",
        who: Who::Anyone,
        about: About::Nothing,
        body: |_| json!({"id_token": "x.y.z"}),
        granted: 404,
        elsewhere: 404,
    },
    Row {
        route: "GET /.well-known/jwks.json",
        who: Who::Anyone,
        about: About::Nothing,
        body: |_| Value::Null,
        granted: 200,
        elsewhere: 200,
    },
    // workspace
    Row {
        route: "GET /workspace",
        who: Who::Agents,
        about: About::Nothing,
        body: |_| Value::Null,
        granted: 200,
        elsewhere: 200,
    },
    Row {
        route: "PUT /workspace",
        who: Who::Owners,
        about: About::Nothing,
        body: |_| json!({"name": "Renamed"}),
        granted: 200,
        elsewhere: 200,
    },
    Row {
        route: "GET /workspace/audit",
        who: Who::Owners,
        about: About::Nothing,
        body: |_| Value::Null,
        granted: 200,
        elsewhere: 200,
    },
    Row {
        route: "GET /workspace/agents",
        who: Who::Owners,
        about: About::Nothing,
        body: |_| Value::Null,
        granted: 200,
        elsewhere: 200,
    },
    Row {
        route: "POST /workspace/agents",
        who: Who::Owners,
        about: About::Stranger,
        body: |it| json!({"email": it.id, "role": "agent"}),
        granted: 201,
        elsewhere: 201,
    },
    Row {
        route: "DELETE /workspace/agents/{email}",
        who: Who::Owners,
        about: About::Agent,
        body: |_| Value::Null,
        granted: 204,
        elsewhere: 404,
    },
    Row {
        // The invitation's token is the credential.
        route: "POST /workspace/agents/accept",
        who: Who::Anyone,
        about: About::Invitation,
        body: |it| json!({"invite_id": it.id, "token": it.secret}),
        granted: 200,
        elsewhere: 200,
    },
    Row {
        route: "GET /workspace/widget-tokens",
        who: Who::Owners,
        about: About::Nothing,
        body: |_| Value::Null,
        granted: 200,
        elsewhere: 200,
    },
    Row {
        route: "POST /workspace/widget-tokens",
        who: Who::Owners,
        about: About::Nothing,
        body: |_| json!({"name": "Shop"}),
        granted: 201,
        elsewhere: 201,
    },
    Row {
        route: "DELETE /workspace/widget-tokens/{id}",
        who: Who::Owners,
        about: About::WidgetToken,
        body: |_| Value::Null,
        granted: 204,
        elsewhere: 404,
    },
];
