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
    // Whoever signs in has no credential yet. Both are limited and answer everybody alike; the
    // second takes the code for one (sign_in.rs).
    "POST /sign-in/code",
    "POST /sign-in/token",
    // The same by the token of another issuer. Without one it does not exist.
    "POST /sign-in/oidc",
    // What the page of the sign-in needs to know before anybody has signed in.
    "GET /sign-in/options",
    // Public keys.
    "GET /.well-known/jwks.json",
    // Whoever is invited is no agent yet: the invitation's token is the credential.
    "POST /workspace/agents/accept",
];

#[tokio::test]
async fn every_route_refuses_a_caller_without_credentials() {
    let app = TestApp::start().await;
    for (method, path) in routes() {
        if PUBLIC.contains(&format!("{method} {path}").as_str()) {
            continue;
        }
        let path = format!("/api{}", filled(&path));
        let bare = app
            .send(app.request(&method, &path).json(&serde_json::json!({})))
            .await;
        assert_eq!(bare.status, 401, "{method} {path}");
        assert_eq!(bare.header("content-type"), "application/problem+json");
        assert_eq!(bare.header("cache-control"), "no-store");
    }
}

#[test]
fn a_public_route_is_one_that_there_is() {
    let routes = routes().into_iter();
    let routes: Vec<_> = routes
        .map(|(method, path)| format!("{method} {path}"))
        .collect();
    for public in PUBLIC {
        assert!(routes.iter().any(|route| route == public), "{public}");
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

/// The path with a value for each parameter.
fn filled(path: &str) -> String {
    let number = path.replace("{number}", "TKT-00001");
    let email = number.replace("{email}", "agent@example.com");
    email.replace("{id}", "0123456789abcdef0123456789abcdef")
}

fn routes() -> Vec<(String, String)> {
    let routes = crate::template::stack()
        .functions
        .into_iter()
        .flat_map(|function| function.routes);
    routes.map(|route| (route.method, route.path)).collect()
}
