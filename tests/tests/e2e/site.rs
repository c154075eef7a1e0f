//! Bucket, distribution and pages, as the template has them and as the local stack shows them.

mod edge;

use std::{collections::BTreeSet, fs, path::Path};

use local::template;
use reqwest::header::HeaderMap;
use serde_json::{Value, json};
use tests::TestApp;

use crate::template::{stack, text};

#[test]
fn nobody_but_the_distribution_reads_the_bucket() {
    let bucket = properties("SiteBucket");
    let block = &bucket["PublicAccessBlockConfiguration"];
    let block: Vec<_> = block.as_object().unwrap().values().collect();
    assert_eq!(block, [true; 4], "public access is blocked in four ways");
    let owner = &bucket["OwnershipControls"]["Rules"][0]["ObjectOwnership"];
    assert_eq!(owner, "BucketOwnerEnforced");
    let encryption = &bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"];
    assert_eq!(
        encryption[0]["ServerSideEncryptionByDefault"]["SSEAlgorithm"],
        "AES256"
    );

    let statements = &properties("SiteBucketPolicy")["PolicyDocument"]["Statement"];
    let cloudfront = json!({ "Service": "cloudfront.amazonaws.com" });
    let ours = json!({ "Fn::Sub": "arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/${Distribution}" });
    let (allows, denies): (Vec<_>, Vec<_>) = statements
        .as_array()
        .unwrap()
        .iter()
        .partition(|statement| statement["Effect"] == "Allow");
    let [allow] = allows[..] else {
        panic!("one statement allows")
    };
    assert_eq!(allow["Principal"], cloudfront);
    assert_eq!(allow["Action"], json!(["s3:GetObject", "s3:ListBucket"]));
    assert_eq!(
        allow["Condition"],
        json!({ "StringEquals": { "aws:SourceArn": ours } })
    );
    let insecure = json!({ "Bool": { "aws:SecureTransport": "false" } });
    assert!(denies.iter().any(|deny| {
        deny["Principal"] == "*" && deny["Action"] == "s3:*" && deny["Condition"] == insecure
    }));
    let note = json!({ "Fn::Sub": "${SiteBucket.Arn}/.publish/*" });
    assert!(
        denies
            .iter()
            .any(|deny| deny["Principal"] == cloudfront && deny["Resource"] == note)
    );
    assert!(origin("site")["OriginAccessControlId"].is_object());
}

/// CloudFront's own policies, by their ids.
const CACHING_DISABLED: &str = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const ALL_VIEWER_EXCEPT_HOST: &str = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

#[test]
fn the_api_passes_the_distribution_whole_and_is_neither_kept_nor_compressed() {
    let distribution = distribution();
    let behaviours = distribution["CacheBehaviors"].as_array().unwrap();
    let mut elsewhere = behaviours
        .iter()
        .filter(|one| one["TargetOriginId"] != "site");
    let api = elsewhere.next().unwrap();
    assert_eq!(
        elsewhere.next(),
        None,
        "one path leads elsewhere than to the bucket"
    );
    assert_eq!(api["PathPattern"], "/api/*");
    assert_eq!(api["TargetOriginId"], "api");
    assert_eq!(api["Compress"], false);
    assert_eq!(api["CachePolicyId"], CACHING_DISABLED);
    assert_eq!(api["OriginRequestPolicyId"], ALL_VIEWER_EXCEPT_HOST);
    let methods: BTreeSet<_> = texts(&api["AllowedMethods"]);
    for function in stack().functions {
        for route in function.routes {
            assert!(methods.contains(route.method.as_str()), "{}", route.method);
        }
    }
    assert_eq!(associated(api), "ViewerAddress");
    assert_eq!(
        associated(&distribution["DefaultCacheBehavior"]),
        "PagePaths"
    );
    let header = &origin("api")["OriginCustomHeaders"][0];
    assert_eq!(header["HeaderName"], "x-origin-secret");
    assert_eq!(header["HeaderValue"], secret());
}

#[test]
fn an_error_has_no_page_and_is_not_kept_for_whoever_asks_next() {
    let distribution = distribution();
    let errors = distribution["CustomErrorResponses"].as_array().unwrap();
    for error in errors {
        assert_eq!(error.as_object().unwrap().len(), 2, "a page for {error}");
        assert_eq!(error["ErrorCachingMinTTL"], 0);
    }
    // What CloudFront keeps whatever the answer says of caching.
    let codes: Vec<_> = errors.iter().map(|error| &error["ErrorCode"]).collect();
    assert_eq!(codes, [404, 405, 414, 500, 501, 502, 503, 504]);
}

/// Whoever looks at a client's address must be able to tell CloudFront's word from anybody's.
#[test]
fn a_function_knows_the_origins_secret_if_it_counts_by_address() {
    let functions = Path::new(env!("CARGO_MANIFEST_DIR")).join("../functions");
    for function in stack().functions {
        let looks = files(&functions.join(&function.name).join("src"))
            .iter()
            .any(|file| fs::read_to_string(file).unwrap().contains("SourceAddress"));
        let variables = &properties(&function.logical_id)["Environment"]["Variables"];
        let expected = if looks { secret() } else { Value::Null };
        assert_eq!(variables["ORIGIN_SECRET"], expected, "{}", function.name);
        // There is no Secrets Manager on a laptop.
        assert!(!function.environment.contains_key("ORIGIN_SECRET"));
    }
}

#[test]
fn the_widgets_files_are_handed_out_to_pages_of_every_origin() {
    let cors = &properties("WidgetHeaders")["ResponseHeadersPolicyConfig"]["CorsConfig"];
    assert_eq!(cors["AccessControlAllowOrigins"]["Items"], json!(["*"]));
    assert_eq!(cors["AccessControlAllowCredentials"], false);
    let expected = [
        ("access-control-allow-origin", "*"),
        ("cross-origin-resource-policy", "cross-origin"),
        ("strict-transport-security", "max-age=31536000"),
        ("x-content-type-options", "nosniff"),
    ];
    let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
    for pattern in ["/widget.js", "/widget/*"] {
        assert_eq!(
            headers_of(pattern),
            BTreeSet::from(expected.clone()),
            "{pattern}"
        );
        let distribution = distribution();
        let mut behaviours = distribution["CacheBehaviors"].as_array().unwrap().iter();
        let widget = behaviours
            .find(|one| one["PathPattern"] == pattern)
            .unwrap();
        let mut of_pages = distribution["DefaultCacheBehavior"].clone();
        // All else is as with the pages, except that no address is another file's.
        of_pages["PathPattern"] = json!(pattern);
        of_pages["ResponseHeadersPolicyId"] = json!({ "Ref": "WidgetHeaders" });
        of_pages
            .as_object_mut()
            .unwrap()
            .remove("FunctionAssociations");
        assert_eq!(*widget, of_pages);
    }
    assert!(
        headers_of("*")
            .iter()
            .all(|(name, _)| !name.starts_with("access-control"))
    );
}

#[tokio::test]
async fn a_file_has_the_headers_of_the_template() {
    let folder = tempfile::tempdir().unwrap();
    for file in [
        "dashboard/index.html",
        "demo/index.html",
        "widget.js",
        "widget/assets/panel-1.js",
    ] {
        let file = folder.path().join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, "a file").unwrap();
    }
    let site = folder.path().to_str().unwrap();
    let app = TestApp::options()
        .arguments(&["--site", site])
        .start()
        .await;
    let page = app
        .send(app.request("GET", "/dashboard/tickets/TKT-00003"))
        .await;
    assert_eq!(page.status, 200);
    assert_eq!(page.headers["cache-control"], "no-cache");
    assert!(headers_of("*").len() >= 7);
    for (pattern, path) in [
        ("*", "/dashboard/tickets/TKT-00003"),
        ("*", "/"),
        ("/widget.js", "/widget.js"),
        ("/widget/*", "/widget/assets/panel-1.js"),
    ] {
        let file = app.send(app.request("GET", path)).await;
        assert_eq!(file.status, 200, "{path}");
        for (name, value) in headers_of(pattern) {
            assert_eq!(file.headers[&name], value, "{path}");
        }
    }
    let scripts = directives(&page.headers);
    assert!(
        scripts.contains(&"script-src 'self'".to_owned()),
        "{scripts:?}"
    );
    assert!(
        !scripts.iter().any(|one| one.contains("unsafe")),
        "{scripts:?}"
    );
    // Those of another page are not its own.
    let missing = app.send(app.request("GET", "/track-ticket/nothing")).await;
    assert_eq!(missing.status, 404);
    let api = app.send(app.request("GET", "/api/health")).await;
    assert_eq!((api.status, &api.body), (200, &json!({ "status": "ok" })));
}

/// What the behaviour with this pattern adds, as the local stack reads it.
fn headers_of(pattern: &str) -> BTreeSet<template::Header> {
    let stack = stack();
    let mut all = stack.edge_headers.by_pattern();
    let (_, headers) = all.find(|(one, _)| *one == pattern).unwrap();
    headers.iter().cloned().collect()
}

fn directives(headers: &HeaderMap) -> Vec<String> {
    let policy = headers["content-security-policy"].to_str().unwrap();
    policy.split("; ").map(str::to_owned).collect()
}

fn distribution() -> Value {
    properties("Distribution")["DistributionConfig"].clone()
}

fn origin(id: &str) -> Value {
    let distribution = distribution();
    let mut origins = distribution["Origins"].as_array().unwrap().iter();
    origins.find(|origin| origin["Id"] == id).unwrap().clone()
}

/// The function that a behaviour runs for each request.
fn associated(behaviour: &Value) -> String {
    let associations = behaviour["FunctionAssociations"].as_array().unwrap();
    let [association] = &associations[..] else {
        panic!("one function")
    };
    assert_eq!(association["EventType"], "viewer-request");
    let path = &association["FunctionARN"]["Fn::GetAtt"];
    assert_eq!(path[1], "FunctionARN");
    path[0].as_str().unwrap().to_owned()
}

fn secret() -> Value {
    json!({ "Fn::Sub": "{{resolve:secretsmanager:${OriginSecret}}}" })
}

fn properties(logical_id: &str) -> Value {
    template::document(&text()).unwrap()["Resources"][logical_id]["Properties"].clone()
}

fn texts(list: &Value) -> BTreeSet<&str> {
    list.as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect()
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().path())
        .flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}
