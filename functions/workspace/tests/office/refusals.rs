use axum::{body::Body, http::Request};
use rstest::rstest;
use serde_json::{Value, json};

use crate::{ACCEPT, AGENTS, AUDIT, HELPER, Office, TOKENS, WORKSPACE};

/// Every route for owners.
const FOR_OWNERS: [(&str, &str); 8] = [
    ("PUT", WORKSPACE),
    ("GET", AUDIT),
    ("GET", AGENTS),
    ("POST", AGENTS),
    ("DELETE", "/api/workspace/agents/helper@acme.example"),
    ("GET", TOKENS),
    ("POST", TOKENS),
    (
        "DELETE",
        "/api/workspace/widget-tokens/0123456789abcdef0123456789abcdef",
    ),
];

#[rstest]
#[case::blank_name(json!({ "name": " " }), &["/name"])]
#[case::long_name(json!({ "name": "x".repeat(101) }), &["/name"])]
#[case::line_break_in_name(json!({ "name": "Acme\r\nBcc: b@example.com" }), &["/name"])]
#[case::null_name(json!({ "name": null }), &["/name"])]
#[case::number_for_name(json!({ "name": 5 }), &["/name"])]
#[case::no_address(json!({ "support_address": "us" }), &["/support_address"])]
#[case::two_addresses(json!({ "support_address": "a@x.example,b@x.example" }), &["/support_address"])]
#[case::empty_address(json!({ "support_address": "" }), &["/support_address"])]
#[case::short_prefix(json!({ "prefix": "A" }), &["/prefix"])]
#[case::long_prefix(json!({ "prefix": "ABCDEFGHIJK" }), &["/prefix"])]
#[case::lower_case_prefix(json!({ "prefix": "abc" }), &["/prefix"])]
#[case::digit_first(json!({ "prefix": "1AB" }), &["/prefix"])]
#[case::null_prefix(json!({ "prefix": null }), &["/prefix"])]
#[case::unknown_format(json!({ "number_format": "random" }), &["/number_format"])]
#[case::null_format(json!({ "number_format": null }), &["/number_format"])]
#[case::no_category(json!({ "categories": [] }), &["/categories"])]
#[case::null_categories(json!({ "categories": null }), &["/categories"])]
#[case::text_for_categories(json!({ "categories": "billing" }), &["/categories"])]
#[case::number_for_category(json!({ "categories": ["a", 5] }), &["/categories/1"])]
#[case::wrong_categories(
    json!({ "categories": ["a", "b,c", "d", "A", " "] }),
    &["/categories/1", "/categories/3", "/categories/4"]
)]
#[case::many_categories(json!({ "categories": (0..51).map(|n| n.to_string()).collect::<Vec<_>>() }), &["/categories"])]
#[case::any_origin(json!({ "allowed_origins": ["*"] }), &["/allowed_origins/0"])]
#[case::wrong_origins(
    json!({ "allowed_origins": ["https://a.example", "https://b.example/", "null", "https://a.example"] }),
    &["/allowed_origins/1", "/allowed_origins/2", "/allowed_origins/3"]
)]
#[case::many_origins(
    json!({ "allowed_origins": (0..51).map(|n| format!("https://s{n}.example")).collect::<Vec<_>>() }),
    &["/allowed_origins"]
)]
#[case::null_origins(json!({ "allowed_origins": null }), &["/allowed_origins"])]
#[case::unknown_zone(json!({ "time_zone": "Mars/Olympus" }), &["/time_zone"])]
#[case::offset(json!({ "time_zone": "+02:00" }), &["/time_zone"])]
#[case::null_zone(json!({ "time_zone": null }), &["/time_zone"])]
#[case::wrong_phrases(
    json!({ "ticket_phrases": ["help", "x".repeat(61), " ", "HELP", "a\tb"] }),
    &["/ticket_phrases/1", "/ticket_phrases/2", "/ticket_phrases/3", "/ticket_phrases/4"]
)]
#[case::many_phrases(json!({ "ticket_phrases": (0..21).map(|n| n.to_string()).collect::<Vec<_>>() }), &["/ticket_phrases"])]
#[case::null_phrases(json!({ "ticket_phrases": null }), &["/ticket_phrases"])]
#[case::null_limits(json!({ "limits": null }), &["/limits"])]
#[case::list_for_limits(json!({ "limits": [1] }), &["/limits"])]
#[case::no_limit(json!({ "limits": { "creations_per_address": null } }), &["/limits/creations_per_address"])]
#[case::zero(json!({ "limits": { "creations_per_address": 0 } }), &["/limits/creations_per_address"])]
#[case::negative(json!({ "limits": { "creations_per_workspace": -1 } }), &["/limits/creations_per_workspace"])]
#[case::a_part(json!({ "limits": { "creations_per_workspace": 1.5 } }), &["/limits/creations_per_workspace"])]
#[case::text_for_limit(json!({ "limits": { "conversations_per_address": "9" } }), &["/limits/conversations_per_address"])]
#[case::too_much(json!({ "limits": { "confirmations_per_recipient": 100_001 } }), &["/limits/confirmations_per_recipient"])]
#[case::unknown_limit(json!({ "limits": { "tickets": 5 } }), &["/limits/tickets"])]
#[case::all_at_once(
    json!({ "name": "", "prefix": "a", "categories": [""], "time_zone": "", "limits": { "creations_per_address": 0 } }),
    &["/name", "/prefix", "/categories/0", "/time_zone", "/limits/creations_per_address"]
)]
#[tokio::test]
async fn wrong_settings_are_named_and_nothing_is_saved(
    #[case] body: Value,
    #[case] pointers: &[&str],
) {
    let office = Office::open().await;
    let before = office.everything().await;
    let reply = office.ask("PUT", WORKSPACE, body).await;
    assert_eq!(
        (reply.status, reply.pointers()),
        (422, pointers.to_vec()),
        "{}",
        reply.body
    );
    assert_eq!(office.everything().await, before);
}

#[rstest]
#[tokio::test]
async fn what_is_not_an_owners_to_set_is_refused(
    #[values(
        "id",
        "version",
        "earlier_prefixes",
        "first",
        "log",
        "agents",
        "workspace",
        "pk",
        "sk",
        "expires_at",
        "role"
    )]
    field: &str,
) {
    let office = Office::open().await;
    let before = office.everything().await;
    let reply = office
        .ask("PUT", WORKSPACE, json!({ field: 7, "name": "Lamps" }))
        .await;
    assert_eq!(
        (reply.status, reply.pointers()),
        (422, vec![format!("/{field}").as_str()])
    );
    assert_eq!(office.everything().await, before);
}

#[tokio::test]
async fn an_agent_is_no_owner_whatever_is_sent() {
    let office = Office::open().await;
    let before = office.everything().await;
    for (method, path) in FOR_OWNERS {
        // Neither the body nor the query is looked at.
        for path in [path.to_owned(), format!("{path}?x=1")] {
            let request = Request::builder().method(method).uri(&path);
            let request = request.header("authorization", format!("Bearer {}", office.helper));
            let request = request.header("if-match", "nonsense");
            let reply = office
                .desk
                .send(request.body(Body::from("no json")).unwrap())
                .await;
            assert_eq!(reply.status, 403, "{method} {path}");
            assert_eq!(reply.body["type"], "urn:tkt:problem:forbidden");
        }
    }
    assert_eq!(office.everything().await, before);
}

#[tokio::test]
async fn nobody_is_asked_to_sign_in() {
    let office = Office::open().await;
    for (method, path) in FOR_OWNERS.into_iter().chain([("GET", WORKSPACE)]) {
        let reply = office.bare(method, path, None).await;
        assert_eq!(
            (reply.status, reply.header("www-authenticate")),
            (401, "Bearer"),
            "{method} {path}"
        );
    }
}

#[tokio::test]
async fn a_query_parameter_is_refused() {
    let office = Office::open().await;
    for (method, path) in FOR_OWNERS.into_iter().chain([("GET", WORKSPACE)]) {
        let reply = office.ask(method, &format!("{path}?x=1"), json!({})).await;
        assert_eq!(reply.status, 400, "{method} {path}");
    }
}

/// A token lives on for a quarter of an hour. It must not bring its bearer back.
#[tokio::test]
async fn an_owner_who_was_removed_changes_nothing_any_more() {
    let office = Office::open().await;
    let partner = office
        .desk
        .hire("o2", "partner@acme.example", domain::agent::Role::Owner)
        .await;
    let made = office.ask("POST", TOKENS, json!({ "name": "Shop" })).await;
    let token = format!("{TOKENS}/{}", made.body["id"].as_str().unwrap());
    office.invite("new@acme.example", "agent").await;
    office
        .delete(&format!("{AGENTS}/partner@acme.example"))
        .await;
    let before = office.everything().await;
    for (method, path, body) in [
        ("PUT", WORKSPACE, json!({ "name": "Mine" })),
        (
            "POST",
            AGENTS,
            json!({ "email": "partner@acme.example", "role": "owner" }),
        ),
        (
            "POST",
            AGENTS,
            json!({ "email": "crony@acme.example", "role": "owner" }),
        ),
        ("POST", AGENTS, json!({ "email": HELPER, "role": "owner" })),
        (
            "DELETE",
            "/api/workspace/agents/owner@acme.example",
            json!({}),
        ),
        (
            "DELETE",
            "/api/workspace/agents/new@acme.example",
            json!({}),
        ),
        ("POST", TOKENS, json!({ "name": "Mine" })),
        ("DELETE", &token, json!({})),
    ] {
        let reply = office.ask_as(&partner, method, path, body).await;
        assert_eq!(reply.status, 403, "{method} {path} {}", reply.body);
    }
    assert_eq!(office.everything().await, before);
}

#[tokio::test]
async fn the_owner_of_another_workspace_reaches_nothing() {
    let office = Office::open().await;
    let made = office.ask("POST", TOKENS, json!({ "name": "Shop" })).await;
    let token = format!("{TOKENS}/{}", made.body["id"].as_str().unwrap());
    let invited = office.invite("new@acme.example", "agent").await;
    let before = office.everything().await;
    for path in [
        token.as_str(),
        "/api/workspace/agents/helper@acme.example",
        "/api/workspace/agents/new@acme.example",
    ] {
        let reply = office.bare("DELETE", path, Some(&office.stranger)).await;
        assert_eq!(reply.status, 404, "{path}");
    }
    let tokens = office.bare("GET", TOKENS, Some(&office.stranger)).await;
    assert_eq!(tokens.body, json!({ "items": [] }));
    let people = office.bare("GET", AGENTS, Some(&office.stranger)).await;
    assert!(
        !people.body.to_string().contains("acme.example"),
        "{}",
        people.body
    );
    let log = office.bare("GET", AUDIT, Some(&office.stranger)).await;
    assert_eq!(log.body, json!({ "items": [], "next_cursor": null }));
    assert_eq!(office.everything().await, before);
    // An invitation is no credential without its token, whoever sends it.
    let body = json!({ "invite_id": invited["invite_id"], "token": office.stranger });
    assert_eq!(
        office
            .ask_as(&office.stranger, "POST", ACCEPT, body)
            .await
            .status,
        401
    );
}
