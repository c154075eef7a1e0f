use axum::body::Body;
use axum::http::{Method, Request};
use rstest::rstest;
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt as _;

use super::*;

#[test]
fn an_address_means_the_file_that_it_means_in_the_cloud() {
    let cases = cases("addresses");
    for case in &cases {
        let asked = case["asked"].as_str().unwrap();
        // Here `/` has a page of its own.
        let file = case["file"].as_str().unwrap_or("/");
        assert_eq!(rules::file_of(asked), file, "{asked}");
    }
    assert!(cases.len() > 20);
}

#[test]
fn a_file_has_the_type_and_the_time_that_it_is_published_with() {
    for case in cases("files") {
        let file = format!("/{}", case["file"].as_str().unwrap());
        assert_eq!(case["type"], rules::content_type(&file), "{file}");
        assert_eq!(case["cache"], rules::cache_control(&file), "{file}");
    }
}

/// As in the cloud, so that figures of the pages that are measured here hold there.
#[rstest]
#[case::a_browser("gzip, deflate, br, zstd", Some("gzip"))]
#[case::whoever_cannot_read_it("identity", None)]
#[tokio::test]
async fn a_file_that_is_long_enough_is_compressed_for_who_can_read_it(
    #[case] accepted: &str,
    #[case] encoding: Option<&str>,
) {
    let built = Built::new();
    let ask = |file| Request::get(file).header("accept-encoding", accepted);
    let long = built.ask(ask("/track-ticket/assets/long-1.js")).await;
    let sent = long.headers().get("content-encoding");
    assert_eq!(sent.map(|sent| sent.to_str().unwrap()), encoding);
    assert_eq!(long.headers()["vary"], "accept-encoding");
    for file in [
        "/track-ticket/assets/app-1.js",
        "/track-ticket/assets/short-1.js",
    ] {
        let short = built.ask(ask(file)).await;
        assert!(!short.headers().contains_key("content-encoding"), "{file}");
    }
}

#[rstest]
#[case::the_tracker("/track-ticket?ticket=TKT-00003", 200, "tracker")]
#[case::a_view_of_the_dashboard("/dashboard/tickets/TKT-00003", 200, "dashboard")]
#[case::an_asset("/dashboard/assets/app-1.js", 200, "script")]
#[case::an_asset_of_long_ago("/dashboard/assets/app-0.js", 404, "There is nothing here.\n")]
#[case::a_folder("/dashboard/assets/", 404, "There is nothing here.\n")]
#[case::a_folder_without_its_slash("/track-ticket/assets", 404, "There is nothing here.\n")]
#[case::no_page("/nothing", 404, "There is nothing here.\n")]
#[case::the_folder_itself("//", 404, "There is nothing here.\n")]
#[case::what_lies_beside("/../secret.txt", 404, "There is nothing here.\n")]
#[case::the_same_in_disguise("/%2e%2e/secret.txt", 404, "There is nothing here.\n")]
#[case::and_by_an_encoded_slash("/widget%2f..%2f..%2fsecret.txt", 404, "There is nothing here.\n")]
#[case::and_by_a_backslash("/..%5csecret.txt", 404, "There is nothing here.\n")]
#[case::and_from_below(
    "/dashboard/assets/../../../secret.txt",
    404,
    "There is nothing here.\n"
)]
#[case::an_absolute_path("//etc/hostname", 404, "There is nothing here.\n")]
#[case::a_nul("/a%00b", 404, "There is nothing here.\n")]
#[case::no_utf8("/%ff", 404, "There is nothing here.\n")]
#[tokio::test]
async fn a_file_is_served_and_nothing_beside_the_folder(
    #[case] address: &str,
    #[case] status: u16,
    #[case] content: &str,
) {
    let response = Built::new().ask(Request::get(address)).await;
    assert_eq!(response.status(), status);
    assert_eq!(response.headers()["x-frame-options"], "DENY");
    assert_eq!(text(response).await, content);
}

#[tokio::test]
async fn a_browser_that_has_the_page_is_told_so() {
    let built = Built::new();
    let first = built.ask(Request::get("/track-ticket")).await;
    let tag = first.headers()["etag"].to_str().unwrap().to_owned();
    // As S3 would name it.
    assert_eq!(tag, "\"ae2aeb935c2a8c7a80fb116093ef35ca\"");
    for known in [
        tag.clone(),
        format!("W/{tag}"),
        format!("\"other\", {tag}"),
        "*".to_owned(),
    ] {
        let request = Request::get("/track-ticket/").header("if-none-match", &known);
        let again = built.ask(request).await;
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{known}");
        assert_eq!(again.headers()["cache-control"], "no-cache");
        assert_eq!(text(again).await, "");
    }
    let other = Request::get("/track-ticket").header("if-none-match", "\"other\"");
    assert_eq!(built.ask(other).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_page_can_be_asked_for_its_headers_and_changed_by_nobody() {
    let built = Built::new();
    let head = built
        .ask(Request::builder().method(Method::HEAD).uri("/dashboard"))
        .await;
    assert_eq!(head.headers()["content-type"], "text/html; charset=utf-8");
    assert_eq!(head.headers()["content-length"], "9");
    assert_eq!(text(head).await, "");
    let put = built.ask(Request::put("/dashboard")).await;
    assert_eq!(put.status(), StatusCode::METHOD_NOT_ALLOWED);
}

#[rstest]
#[case::no_folder(None)]
#[case::a_folder_that_is_not_there(Some("/nowhere/web/dist"))]
#[tokio::test]
async fn without_a_build_the_pages_say_how_to_get_one(#[case] folder: Option<&str>) {
    let site = || Site::new(folder.map(PathBuf::from), &EdgeHeaders::default()).unwrap();
    for address in ["/dashboard", "/dashboard/tickets", "/track-ticket"] {
        let response = ask(site(), Request::get(address)).await;
        assert_eq!(
            response.status(),
            StatusCode::SERVICE_UNAVAILABLE,
            "{address}"
        );
        assert!(
            text(response).await.contains("cargo xtask dev"),
            "{address}"
        );
    }
    let response = ask(site(), Request::get("/widget.js")).await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    let response = ask(site(), Request::get("/")).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["cache-control"], "no-store");
    assert!(text(response).await.contains("tkt is running"));
}

#[tokio::test]
async fn with_a_build_the_shop_is_at_the_root() {
    let built = Built::new();
    let shop = built.ask(Request::get("/")).await;
    assert_eq!(shop.status(), StatusCode::OK);
    let headers = shop.headers().clone();
    assert_eq!(headers["content-type"], "text/html; charset=utf-8");
    assert_eq!(headers["cache-control"], "no-cache");
    assert_eq!(headers["x-frame-options"], "DENY");
    assert_eq!(text(shop).await, "shop");
    let known = Request::get("/").header("if-none-match", &headers["etag"]);
    assert_eq!(built.ask(known).await.status(), StatusCode::NOT_MODIFIED);
}

/// The shop comes with the build, the other page with the program.
#[test]
fn both_pages_at_the_root_lead_to_every_other() {
    let shop = include_str!("../../../../../web/apps/demo/index.html");
    for page in [shop, include_str!("../assets/start.html")] {
        for place in ["/_local/", "/_local/api/", "/dashboard", "/track-ticket"] {
            assert!(page.contains(&format!("href=\"{place}\"")), "{place}");
        }
    }
}

/// Pages of other origins load the widget, as a script and as a module, known to the browser or not.
#[rstest]
#[case::the_script("/widget.js", "public, max-age=300")]
#[case::what_it_imports("/widget/assets/panel-1.js", "public, max-age=31536000, immutable")]
#[tokio::test]
async fn the_widgets_files_have_headers_of_their_own(#[case] file: &str, #[case] cache: &str) {
    let built = Built::new();
    let first = built.ask(Request::get(file)).await;
    let tag = first.headers()["etag"].clone();
    let from_elsewhere = Request::get(file).header("origin", "https://shop.example");
    let again = Request::get(file).header("if-none-match", tag);
    let (other, again) = (built.ask(from_elsewhere).await, built.ask(again).await);
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    for response in [first, other, again] {
        assert_eq!(response.headers()["access-control-allow-origin"], "*");
        assert_eq!(response.headers()["cache-control"], cache);
        assert!(!response.headers().contains_key("x-frame-options"));
    }
    let page = built.ask(Request::get("/track-ticket")).await;
    assert!(!page.headers().contains_key("access-control-allow-origin"));
}

#[test]
fn a_header_that_cannot_be_sent_is_refused() {
    assert!(Site::new(None, &behaviours([("*", ("x-policy", "two\nlines"))])).is_err());
}

/// Some pages, and a file beside their folder.
struct Built(TempDir);

impl Built {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (file, content) in [
            ("dist/track-ticket/index.html", "tracker"),
            ("dist/track-ticket/assets/app-1.js", "script"),
            ("dist/track-ticket/assets/long-1.js", &"l".repeat(1_000)),
            ("dist/track-ticket/assets/short-1.js", &"s".repeat(999)),
            ("dist/dashboard/index.html", "dashboard"),
            ("dist/dashboard/assets/app-1.js", "script"),
            ("dist/demo/index.html", "shop"),
            ("dist/widget.js", "loader"),
            ("dist/widget/assets/panel-1.js", "panel"),
            ("secret.txt", "secret"),
        ] {
            let file = folder.path().join(file);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, content).unwrap();
        }
        Self(folder)
    }

    async fn ask(&self, request: axum::http::request::Builder) -> Response {
        let any_origin = ("access-control-allow-origin", "*");
        let headers = behaviours([
            ("/widget.js", any_origin),
            ("/widget/*", any_origin),
            ("*", ("x-frame-options", "DENY")),
        ]);
        let site = Site::new(Some(self.0.path().join("dist")), &headers).unwrap();
        ask(site, request).await
    }
}

fn behaviours<const N: usize>(all: [(&str, (&str, &str)); N]) -> EdgeHeaders {
    all.into_iter()
        .map(|(pattern, (name, value))| {
            (
                pattern.to_owned(),
                vec![(name.to_owned(), value.to_owned())],
            )
        })
        .collect()
}

async fn ask(site: Site, request: axum::http::request::Builder) -> Response {
    let request = request.body(Body::empty()).unwrap();
    site.behind(Router::new()).oneshot(request).await.unwrap()
}

async fn text(response: Response) -> String {
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await;
    String::from_utf8(bytes.unwrap().into()).unwrap()
}

fn cases(kind: &str) -> Vec<Value> {
    let cases = include_str!("../../../../../tests/site/cases.json");
    let cases: Value = serde_json::from_str(cases).unwrap();
    cases[kind].as_array().unwrap().clone()
}
