//! What stands once in the document: its head, tags, credentials, and the components of `api`.

use api::{
    openapi::{headers, refusals},
    problem::{FieldError, Problem},
};
use utoipa::{
    OpenApi as _,
    openapi::{
        Components, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, Server,
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
        tag::{Tag, TagBuilder},
    },
};

const DESCRIPTION: &str = "\
A support-ticket system. Agents send `Authorization: Bearer` with an access token; the widget sends \
its token in the body, and the token of a conversation's visitor as a bearer; the tracker needs a \
ticket's number and its e-mail and nothing else.

- Bodies are JSON of at most 64 KiB. A field that is not described is refused, and so is a query \
parameter. In an answer every field is always present, null when it is not set. Times are UTC.
- A refusal is `application/problem+json` (RFC 9457); its `type` is stable. What the gateway answers \
itself (404 for an unknown route, 429 for its throttle, 500 and 503 when a function fails) is its own \
JSON: `{\"message\": ...}`.
- Answers are not to be kept (`Cache-Control: no-store`), except those with an `ETag`.
- The widget's routes answer browsers' preflights. Their answers can be read by pages of the origins \
that the workspace lists.";

/// The document without its routes.
pub(crate) fn document() -> OpenApi {
    let info = InfoBuilder::new()
        .title("tkt")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(DESCRIPTION))
        .license(Some(
            LicenseBuilder::new()
                .name(env!("CARGO_PKG_LICENSE"))
                .identifier(Some(env!("CARGO_PKG_LICENSE")))
                .build(),
        ));
    OpenApiBuilder::new()
        .info(info)
        .servers(Some([Server::new("/api")]))
        .tags(Some([
            tag(
                "chat",
                "Conversations between visitors of the widget and agents.",
            ),
            tag("service", "The service itself."),
            tag(
                "sign-in",
                "How people become agents who are signed in, and stay so.",
            ),
            tag("tickets", "Tickets, for agents."),
            tag("tracker", "A ticket for its customer, who has no account."),
            tag("widget", "What the chat widget does for visitors."),
            tag(
                "workspace",
                "A workspace's settings, people and widget tokens, for its owners.",
            ),
        ]))
        .components(Some(components()))
        .build()
}

fn components() -> Components {
    #[derive(utoipa::OpenApi)]
    #[openapi(components(schemas(Problem, FieldError)))]
    struct Schemas;
    let mut components = Schemas::openapi().components.unwrap_or_default();
    let headers = headers::all().map(|(name, header)| (name.to_owned(), header.into()));
    components.headers.extend(headers);
    let refusals = refusals::components().map(|(name, refusal)| (name.to_owned(), refusal.into()));
    components.responses.extend(refusals);
    let token = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .bearer_format("JWT")
        .description(Some(
            "An agent's access token, good for 15 minutes. On the local stack: \
             `cargo xtask token --as agent@example.com`.",
        ))
        .build();
    components.add_security_scheme("access_token", SecurityScheme::Http(token));
    let visitor = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some(
            "The token of a conversation's visitor, which `POST /chat` gives; good for 30 days, and \
             for that conversation alone.",
        ))
        .build();
    components.add_security_scheme("visitor_token", SecurityScheme::Http(visitor));
    let cookie = ApiKeyValue::with_description(
        "tkt_refresh",
        "The cookie of a session, which a sign-in sets and browsers send by themselves.",
    );
    let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(cookie));
    components.add_security_scheme("refresh_cookie", cookie);
    components
}

fn tag(name: &str, description: &str) -> Tag {
    TagBuilder::new()
        .name(name)
        .description(Some(description))
        .build()
}
