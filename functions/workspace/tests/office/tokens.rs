use futures_util::future::join_all;
use rstest::rstest;
use serde_json::{Value, json};
use testkit::samples::{OWNER, workspace};

use crate::{Office, TOKENS};

#[tokio::test]
async fn a_token_is_shown_once_and_kept_nowhere() {
    let office = Office::open().await;
    let reply = office
        .ask("POST", TOKENS, json!({ "name": "  Shop " }))
        .await;
    assert_eq!(reply.status, 201);
    let token = reply.body["token"].as_str().unwrap().to_owned();
    // 128 bits.
    assert_eq!(token.len(), 22);
    let mut listed = reply.body.clone();
    listed.as_object_mut().unwrap().remove("token");
    let expected = json!({
        "id": listed["id"],
        "name": "Shop",
        "created_at": listed["created_at"],
        "created_by": OWNER,
        "last_used_at": null,
        "revoked_at": null,
    });
    assert_eq!(listed, expected);
    let list = office.get(TOKENS).await;
    assert_eq!(
        (list.status, list.body),
        (200, json!({ "items": [expected] }))
    );
    for item in office.everything().await {
        assert!(!format!("{item:?}").contains(&token), "{item:?}");
    }
    let found = office
        .desk
        .store()
        .widget_token(&token)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(Some(found.id.as_str()), listed["id"].as_str());
    assert_eq!((found.workspace, found.revoked), (workspace("w1"), false));
}

#[tokio::test]
async fn no_two_tokens_are_the_same() {
    let office = Office::open().await;
    let (first, second) = (office.make("Shop").await, office.make("Shop").await);
    assert_ne!(first["token"], second["token"]);
    assert_ne!(first["id"], second["id"]);
    let items = office.get(TOKENS).await.body["items"].clone();
    let ids: Vec<_> = items
        .as_array()
        .unwrap()
        .iter()
        .map(|item| &item["id"])
        .collect();
    assert_eq!(ids, [&second["id"], &first["id"]]);
}

#[tokio::test]
async fn a_revoked_token_keeps_its_record_and_is_revoked_once() {
    let office = Office::open().await;
    let made = office.make("Shop").await;
    let path = format!("{TOKENS}/{}", made["id"].as_str().unwrap());
    assert_eq!(office.delete(&path).await.status, 204);
    let after = office.everything().await;
    assert_eq!(office.delete(&path).await.status, 204);
    assert_eq!(office.everything().await, after);
    let token = made["token"].as_str().unwrap();
    let found = office
        .desk
        .store()
        .widget_token(token)
        .await
        .unwrap()
        .unwrap();
    assert!(found.revoked);
    let items = office.get(TOKENS).await.body["items"].clone();
    assert!(items[0]["revoked_at"].is_string());
    assert_eq!(office.logged().await, 2);
}

#[rstest]
#[case::unknown("0123456789abcdef0123456789abcdef")]
#[case::nonsense("nonsense")]
#[case::long(&"a".repeat(2_000))]
#[case::not_utf8("%FF")]
#[case::blank("%20")]
#[tokio::test]
async fn what_is_no_token_cannot_be_revoked(#[case] id: &str) {
    let office = Office::open().await;
    office.make("Shop").await;
    assert_eq!(office.delete(&format!("{TOKENS}/{id}")).await.status, 404);
}

#[tokio::test]
async fn a_token_is_not_its_id() {
    let office = Office::open().await;
    let made = office.make("Shop").await;
    let path = format!("{TOKENS}/{}", made["token"].as_str().unwrap());
    assert_eq!(office.delete(&path).await.status, 404);
    let id = made["id"].as_str().unwrap();
    assert_eq!(office.desk.store().widget_token(id).await.unwrap(), None);
}

#[tokio::test]
async fn fifty_tokens_count_at_a_time_also_when_many_are_made_at_once() {
    let office = Office::open().await;
    let mut made = Vec::new();
    for n in 0..48 {
        made.push(office.make(&format!("Shop {n}")).await);
    }
    let body = json!({ "name": "One more" });
    let replies = join_all((0..5).map(|_| office.ask("POST", TOKENS, body.clone()))).await;
    let mut statuses: Vec<_> = replies.iter().map(|reply| reply.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 201, 422, 422, 422]);
    let refused = replies.iter().find(|reply| reply.status == 422).unwrap();
    assert_eq!(refused.pointers(), [""]);
    let path = format!("{TOKENS}/{}", made[0]["id"].as_str().unwrap());
    assert_eq!(office.delete(&path).await.status, 204);
    assert_eq!(office.ask("POST", TOKENS, body.clone()).await.status, 201);
    assert_eq!(office.ask("POST", TOKENS, body.clone()).await.status, 422);
    let theirs = office.ask_as(&office.stranger, "POST", TOKENS, body).await;
    assert_eq!(theirs.status, 201);
}

#[rstest]
#[case::nothing(json!({}), &["/name"])]
#[case::null(json!({ "name": null }), &["/name"])]
#[case::blank(json!({ "name": " " }), &["/name"])]
#[case::long(json!({ "name": "x".repeat(101) }), &["/name"])]
#[case::line_break(json!({ "name": "a\nb" }), &["/name"])]
#[case::a_number(json!({ "name": 5 }), &["/name"])]
#[case::a_token(json!({ "name": "Shop", "token": "mine" }), &["/token"])]
#[case::an_id(json!({ "name": "Shop", "id": "mine" }), &["/id"])]
#[case::a_use(json!({ "name": "Shop", "last_used_at": null }), &["/last_used_at"])]
#[tokio::test]
async fn wrong_fields_of_a_token_are_named(#[case] body: Value, #[case] pointers: &[&str]) {
    let office = Office::open().await;
    let before = office.everything().await;
    let reply = office.ask("POST", TOKENS, body).await;
    assert_eq!(
        (reply.status, reply.pointers()),
        (422, pointers.to_vec()),
        "{}",
        reply.body
    );
    assert_eq!(office.everything().await, before);
}

impl Office {
    async fn make(&self, name: &str) -> Value {
        let reply = self.ask("POST", TOKENS, json!({ "name": name })).await;
        assert_eq!(reply.status, 201, "{}", reply.body);
        reply.body
    }
}
