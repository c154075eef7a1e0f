//! Guards over every route of the template.

use tests::TestApp;

/// Routes that anyone may call. This list only shrinks.
const PUBLIC: &[&str] = &[
    // A browser's question before the request proper; it changes nothing.
    "OPTIONS /tickets/create",
    // Says that the API answers, to whoever watches it.
    "GET /health",
    // The customer has no account: the number and the address together are the credential, and
    // misses are counted (track.rs).
    "POST /track",
];

#[tokio::test]
async fn every_route_refuses_a_caller_without_credentials() {
    let app = TestApp::start().await;
    for (method, path) in routes() {
        if PUBLIC.contains(&format!("{method} {path}").as_str()) {
            continue;
        }
        let path = format!("/api{}", path.replace("{number}", "TKT-00001"));
        let bare = app
            .send(app.request(&method, &path).json(&serde_json::json!({})))
            .await;
        assert_eq!(bare.status, 401, "{method} {path}");
        assert_eq!(bare.header("content-type"), "application/problem+json");
        assert_eq!(bare.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn a_path_without_a_route_is_the_gateways_own_404() {
    let app = TestApp::start().await;
    for (method, path) in [
        ("GET", "/api/nothing"),
        ("GET", "/api/ticket/a/b"),
        ("PATCH", "/api/ticket"),
    ] {
        let answer = app.send(app.request(method, path)).await;
        assert_eq!(
            (answer.status, &answer.body),
            (404, &serde_json::json!({"message": "Not Found"}))
        );
    }
}

fn routes() -> Vec<(String, String)> {
    let routes = crate::template::stack()
        .functions
        .into_iter()
        .flat_map(|function| function.routes);
    routes.map(|route| (route.method, route.path)).collect()
}
