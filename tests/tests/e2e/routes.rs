//! What is no route. What every route of the template refuses to whom is in `authorization`.

use tests::TestApp;

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
