//! What the function's routes take and answer, for the API's description.

use std::collections::BTreeMap;

use api::openapi::{answer::Answer, parameters};
use serde_json::{Value, json};
use utoipa::{
    IntoParams, IntoResponses, OpenApi,
    openapi::{
        ObjectBuilder, RefOr, Response,
        path::{Parameter, ParameterIn},
        schema::Type,
    },
};

use crate::{
    accept_invitation::{self, Joined},
    agent_body::{AgentBody, InvitationBody},
    create_widget_token::{self, NewWidgetToken},
    get_workspace, invite_agent,
    list_agents::{self, People},
    list_audit::{self, AuditLog},
    list_widget_tokens::{self, WidgetTokens},
    remove_agent, revoke_widget_token,
    token_body::TokenBody,
    update_workspace::{self, UpdateLimits},
    workspace_body::WorkspaceBody,
};

/// The function's routes.
#[derive(OpenApi)]
#[openapi(
    paths(
        get_workspace::get_workspace,
        update_workspace::update_workspace,
        list_audit::list_audit,
        list_agents::list_agents,
        invite_agent::invite_agent,
        accept_invitation::accept_invitation,
        remove_agent::remove_agent,
        list_widget_tokens::list_widget_tokens,
        create_widget_token::create_widget_token,
        revoke_widget_token::revoke_widget_token
    ),
    components(schemas(
        WorkspaceBody,
        UpdateLimits,
        AuditLog,
        People,
        AgentBody,
        InvitationBody,
        Joined,
        WidgetTokens,
        TokenBody,
        NewWidgetToken
    ))
)]
pub struct Document;

pub(crate) const GET_WORKSPACE: &str = "\
The workspace of the caller's token, as it stands now. A change of settings reaches every route within a \
minute.";

pub(crate) const UPDATE_WORKSPACE: &str = "\
For owners. A field that is absent stays as it is; null clears `support_address`; a list is replaced as a \
whole. Without `If-Match` the fields are laid over the newest version. No change of prefix or format ever \
repeats a number, and numbers with an earlier prefix stay known; at most 20 earlier prefixes are kept.";

pub(crate) const LIST_AUDIT: &str = "\
For owners: settings, roles, invitations and widget tokens, the newest change first, 50 a page.";

pub(crate) const LIST_AGENTS: &str = "\
For owners. Invitations that were accepted, taken back or replaced, or have ended, are not shown.";

pub(crate) const INVITE_AGENT: &str = "\
For owners. Somebody new gets an e-mail with a link that works once, within seven days; inviting again \
sends a new link, and the old one counts no more. An agent's role is changed at once. The last owner \
cannot become an agent. A workspace sends at most 100 invitations a day.";

pub(crate) const REMOVE_AGENT: &str = "\
For owners. The agent cannot refresh their access from then on; an access token that they still have ends \
within 15 minutes. Tickets stay assigned to them. Owners may remove themselves, but not the last one.";

pub(crate) const ACCEPT_INVITATION: &str = "\
Needs no account: the token of the e-mail's link shows who asks. Whatever is wrong, the answer is the \
same, 401. The new agent signs in with the address that was invited.";

pub(crate) const LIST_WIDGET_TOKENS: &str = "\
For owners. The tokens themselves are not stored, and so not shown.";

pub(crate) const CREATE_WIDGET_TOKEN: &str = "\
For owners. The token is shown in this answer and never again. At most 50 count at a time.";

pub(crate) const REVOKE_WIDGET_TOKEN: &str = "\
For owners. Whoever uses the token gets 401 from then on. Its record stays.";

/// The parameters of `list_audit`.
pub(crate) struct AuditParameters;

impl IntoParams for AuditParameters {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let cursor = ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some("^[A-Za-z0-9_-]+$"));
        let words = "The `next_cursor` of the page before.";
        vec![parameters::query("cursor", cursor, words)]
    }
}

pub(crate) fn edit() -> Value {
    json!({
        "name": "Lamps & more",
        "categories": ["billing", "technical", "returns"],
        "allowed_origins": ["https://shop.example"],
        "limits": { "creations_per_address": 10 },
    })
}

pub(crate) fn new_agent() -> Value {
    json!({ "email": "new@example.com", "role": "agent" })
}

pub(crate) fn acceptance() -> Value {
    json!({
        "invite_id": INVITATION,
        "token": "c2VlIHRoZSBtYWlsIHRoYXQgYnJpbmdzIHRoZSBsaW5r",
    })
}

pub(crate) fn new_token() -> Value {
    json!({ "name": "Shop" })
}

const INVITATION: &str = "demo.0123456789abcdef0123456789abcdef";

fn workspace(version: u64) -> Value {
    json!({
        "id": "demo",
        "name": "Lamps & more",
        "support_address": "help@example.com",
        "prefix": "TKT",
        "earlier_prefixes": [],
        "number_format": "sequential",
        "categories": ["billing", "technical", "general"],
        "allowed_origins": ["https://shop.example"],
        "time_zone": "Europe/Berlin",
        "ticket_phrases": ["support ticket", "raise a ticket", "open a ticket", "create a ticket", "new ticket"],
        "limits": {
            "creations_per_address": 60,
            "creations_per_workspace": 1_200,
            "confirmations_per_recipient": 5,
            "conversations_per_address": 30,
        },
        "agents": ["agent@example.com", "owner@example.com"],
        "version": version,
    })
}

fn agent() -> Value {
    json!({ "email": "agent@example.com", "role": "agent", "since": "2024-01-15T09:30:00.000Z" })
}

fn invitation() -> Value {
    json!({
        "invite_id": INVITATION,
        "email": "new@example.com",
        "role": "agent",
        "invited_at": "2024-01-15T09:30:00.000Z",
        "invited_by": "owner@example.com",
        "expires_at": "2024-01-22T09:30:00.000Z",
    })
}

fn token() -> Value {
    json!({
        "id": "0123456789abcdef0123456789abcdef",
        "name": "Shop",
        "created_at": "2024-01-15T09:30:00.000Z",
        "created_by": "owner@example.com",
        "last_used_at": null,
        "revoked_at": null,
    })
}

fn log() -> Value {
    json!({
        "items": [
            {
                "number": 3,
                "at": "2024-01-15T09:42:00.000Z",
                "by": "owner@example.com",
                "kind": "settings_changed",
                "changes": [{ "field": "prefix", "from": "TKT", "to": "LAMP" }],
            },
            {
                "number": 2,
                "at": "2024-01-15T09:31:00.000Z",
                "by": "owner@example.com",
                "kind": "agent_invited",
                "email": "new@example.com",
                "role": "agent",
            },
            {
                "number": 1,
                "at": "2024-01-15T09:30:00.000Z",
                "by": "owner@example.com",
                "kind": "workspace_created",
            },
        ],
        "next_cursor": null,
    })
}

/// Gives each answer the type that a route names.
macro_rules! answers {
    ($($name:ident => $answer:expr;)*) => {
        $(pub(crate) struct $name;

        impl IntoResponses for $name {
            fn responses() -> BTreeMap<String, RefOr<Response>> {
                $answer.into_responses()
            }
        })*
    };
}

answers! {
    Shown => Answer::new(200, "The workspace.")
        .body::<WorkspaceBody>(workspace(1))
        .with_entity_tag();
    Updated => Answer::new(
        200,
        "The workspace as it is now. At the same version when nothing was to be changed.",
    )
    .body::<WorkspaceBody>(workspace(2))
    .with_entity_tag();
    Logged => Answer::new(200, "A page of the log.").body::<AuditLog>(log());
    Peopled => Answer::new(200, "All agents, and the invitations that can be accepted.")
        .body::<People>(json!({ "agents": [agent()], "invitations": [invitation()] }));
    NowAgent => Answer::new(200, "The person is an agent, and has the role.")
        .body::<AgentBody>(agent());
    NowInvited => Answer::new(201, "The person is invited.").body::<InvitationBody>(invitation());
    Removed => Answer::new(204, "The person is neither an agent nor invited any more.");
    Accepted => Answer::new(200, "The invited person is an agent now.")
        .body::<Joined>(json!({
            "email": "new@example.com",
            "role": "agent",
            "workspace": "demo",
            "workspace_name": "Lamps & more",
        }));
    Listed => Answer::new(200, "All widget tokens that the workspace ever had.")
        .body::<WidgetTokens>(json!({ "items": [token()] }));
    Made => Answer::new(201, "The token.")
        .body::<NewWidgetToken>({
            let mut made = token();
            made["token"] = json!("AAECAwQFBgcICQoLDA0ODw");
            made
        });
    Revoked => Answer::new(204, "The token does not count any more.");
}

pub(crate) struct Invited;

impl IntoResponses for Invited {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let mut answers = NowAgent::responses();
        answers.extend(NowInvited::responses());
        answers
    }
}
