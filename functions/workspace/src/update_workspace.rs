//! `PUT /workspace`: an owner changes settings.

#[cfg(feature = "openapi")]
use api::openapi::refusals::{Always, OfBodies, OfOwners, OfVersions};
use api::{
    agent_auth::AuthenticatedOwner,
    attempt::{Attempts, Interrupted},
    etag::IfMatch,
    fields::{Fields, Given, Object},
    json_body::JsonBody,
    problem::Problem,
    query,
};
use axum::{extract::State, http::Uri, response::Response};
use domain::{
    agent::SignedIn,
    text::PersonName,
    time::UtcTime,
    workspace::{
        Settings,
        edit::{Categories, InvalidEntry, Limit, LimitsEdit, Origins, SettingsEdit, TicketPhrases},
    },
};
use serde::Deserialize;
use store::{Store, audit::Act};

use crate::{App, current::workspace_of, workspace_body::show};

/// The body, as it may be sent. What is absent stays as it is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
struct UpdateWorkspace {
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = PersonName))]
    name: Given,
    /// Where customers' replies go; null for the first owner's address.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<domain::email::EmailAddress>))]
    support_address: Given,
    /// Leads the next number. Numbers with earlier prefixes stay as they are, and known.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = domain::number::Prefix))]
    prefix: Given,
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = domain::number::NumberFormat))]
    number_format: Given,
    /// All categories that a ticket may have, each once whatever its case, none with a comma.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(
        value_type = Vec<domain::text::Category>, min_items = 1, max_items = 50
    ))]
    categories: Given<Vec<String>>,
    /// All origins whose pages may read the widget routes' answers, each once.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(
        value_type = Vec<domain::origin::Origin>, max_items = 50
    ))]
    allowed_origins: Given<Vec<String>>,
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = domain::time_zone::TimeZoneName))]
    time_zone: Given,
    /// All words by which a visitor who wants to raise a ticket is known, each once whatever its case:
    /// a message that has them in it gets the intent `raise_ticket`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(
        value_type = Vec<domain::text::TicketPhrase>, max_items = 20
    ))]
    ticket_phrases: Given<Vec<String>>,
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = UpdateLimits))]
    limits: Given<Object<UpdateLimits>>,
}

/// Those of the bounds that change.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub(crate) struct UpdateLimits {
    /// Tickets that one network address may raise by the widget in a minute.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = u32, minimum = 1, maximum = 100_000))]
    creations_per_address: Given<u64>,
    /// Tickets that the widget may raise in the workspace in a minute.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = u32, minimum = 1, maximum = 100_000))]
    creations_per_workspace: Given<u64>,
    /// Confirmations that one recipient gets in a day.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = u32, minimum = 1, maximum = 100_000))]
    confirmations_per_recipient: Given<u64>,
    /// Conversations that one network address may start in a minute.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = u32, minimum = 1, maximum = 100_000))]
    conversations_per_address: Given<u64>,
}

/// Lays the sent fields over the settings and answers the workspace.
#[cfg_attr(feature = "openapi", utoipa::path(
    put, path = "/workspace", tag = "workspace", security(("access_token" = [])),
    summary = "Change settings",
    description = crate::openapi::UPDATE_WORKSPACE,
    params(IfMatch),
    request_body(content = UpdateWorkspace, example = crate::openapi::edit),
    responses(crate::openapi::Updated, Always, OfOwners, OfVersions, OfBodies),
))]
pub(crate) async fn update_workspace(
    AuthenticatedOwner(owner): AuthenticatedOwner,
    if_match: IfMatch,
    State(app): State<App>,
    uri: Uri,
    body: JsonBody,
) -> Result<Response, Problem> {
    query::refuse_parameters(&uri)?;
    let edit = body.read::<UpdateWorkspace>()?.parse()?;
    let mut attempts = Attempts::default();
    let settings = loop {
        match apply(&app.store, &owner, &if_match, edit.clone()).await {
            Ok(settings) => break settings,
            Err(interrupted) => attempts.go_on_after(interrupted).await?,
        }
    };
    show(&app.store, &owner.workspace, &settings).await
}

/// Lays the edit over the settings as they are now. An edit that changes nothing saves nothing.
async fn apply(
    store: &Store,
    owner: &SignedIn,
    if_match: &IfMatch,
    edit: SettingsEdit,
) -> Result<Settings, Interrupted> {
    let before = workspace_of(store, owner).await?;
    if_match.check("workspace", before.settings.version)?;
    let act = Act {
        by: owner,
        at: UtcTime::now(),
        log: before.log,
    };
    let changed = edit.apply(&before.settings).map_err(|error| {
        let mut fields = Fields::default();
        fields.wrong("prefix", error);
        Problem::from(fields)
    })?;
    let Some(changed) = changed else {
        return Ok(before.settings);
    };
    store.save_settings(&act, &changed).await?;
    Ok(changed.settings)
}

impl UpdateWorkspace {
    fn parse(self) -> Result<SettingsEdit, Problem> {
        let mut fields = Fields::default();
        let address = self.support_address;
        let edit = SettingsEdit {
            name: fields.set("name", self.name, PersonName::parse),
            support_address: fields.set_or_clear("support_address", address, str::parse),
            prefix: fields.set("prefix", self.prefix, str::parse),
            number_format: fields.set("number_format", self.number_format, str::parse),
            categories: list(
                &mut fields,
                "categories",
                self.categories,
                Categories::parse,
            ),
            allowed_origins: list(
                &mut fields,
                "allowed_origins",
                self.allowed_origins,
                Origins::parse,
            ),
            time_zone: fields.set("time_zone", self.time_zone, str::parse),
            ticket_phrases: list(
                &mut fields,
                "ticket_phrases",
                self.ticket_phrases,
                TicketPhrases::parse,
            ),
            limits: match fields.not_null("limits", self.limits) {
                None => LimitsEdit::default(),
                Some(Object(limits)) => limits.parse(&mut fields),
            },
        };
        fields.finish()?;
        Ok(edit)
    }
}

impl UpdateLimits {
    fn parse(self, fields: &mut Fields) -> LimitsEdit {
        let mut limit = |name: &str, given| {
            let name = format!("limits/{name}");
            let number = fields.not_null(&name, given)?;
            fields.parsed(&name, Limit::try_from(number))
        };
        LimitsEdit {
            creations_per_address: limit("creations_per_address", self.creations_per_address),
            creations_per_workspace: limit("creations_per_workspace", self.creations_per_workspace),
            confirmations_per_recipient: limit(
                "confirmations_per_recipient",
                self.confirmations_per_recipient,
            ),
            conversations_per_address: limit(
                "conversations_per_address",
                self.conversations_per_address,
            ),
        }
    }
}

/// Reads a list, of which each wrong entry is named.
fn list<T>(
    fields: &mut Fields,
    name: &str,
    given: Given<Vec<String>>,
    parse: impl FnOnce(&[String]) -> Result<T, Vec<InvalidEntry>>,
) -> Option<T> {
    let texts = fields.not_null(name, given)?;
    let wrong = match parse(&texts) {
        Ok(list) => return Some(list),
        Err(wrong) => wrong,
    };
    for InvalidEntry { index, reason } in wrong {
        match index {
            None => fields.wrong(name, reason),
            Some(index) => fields.wrong(&format!("{name}/{index}"), reason),
        }
    }
    None
}
