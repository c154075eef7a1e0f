use domain::{
    edit::Visibility,
    event::{Event, EventId},
    job::{Job, Recipient},
    text::MessageText,
    ticket::{CreatedTicket, Ticket},
    time::UtcTime,
};
use rstest::rstest;
use serde_json::{Value, json};
use store::deliveries::DeliveryState;
use testkit::{
    Desk,
    samples::{OWNER, settings, signed_in, workspace},
};

use crate::{desk, get, stranger};

#[tokio::test]
async fn a_ticket_is_shown_with_all_that_happened_to_it() {
    let desk = desk().await;
    let created = desk.write("w1", "TKT-00001").await;
    let answered = message(&desk, &created.ticket, "Here it is.", Visibility::Public).await;
    message(&desk, &answered, "Called back.", Visibility::Internal).await;
    let reply = get(&desk, "/api/ticket/TKT-00001").await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("etag"), "\"3\"");
    assert_eq!(reply.header("cache-control"), "private, no-cache");

    let body = reply.body;
    assert_eq!(body["ticket_number"], "TKT-00001");
    assert_eq!(body["description"], created.texts.description.as_str());
    assert_eq!(body["resolution_notes"], Value::Null);
    assert_eq!(body["version"], 3);
    assert_eq!(body["earlier_events"], false);
    let answered_at = &body["first_response_at"];
    let customer = json!([{ "to": "customer", "state": "queued" }]);
    assert_eq!(
        body["timeline"],
        json!([
            {
                "version": 1, "at": body["created_at"], "by": OWNER, "kind": "created",
                "changes": [], "body": null, "mails": customer,
            },
            {
                "version": 2, "at": answered_at, "by": OWNER, "kind": "answered",
                "changes": [], "body": "Here it is.", "mails": customer,
            },
            {
                "version": 3, "at": body["updated_at"], "by": OWNER, "kind": "noted",
                "changes": [], "body": "Called back.", "mails": [],
            },
        ])
    );
}

#[rstest]
#[case::sent(DeliveryState::Sent, "sent")]
#[case::rejected(DeliveryState::Undeliverable, "undeliverable")]
#[case::too_many_today(DeliveryState::Suppressed, "undeliverable")]
#[tokio::test]
async fn a_mail_shows_how_far_it_came(#[case] state: DeliveryState, #[case] shown: &str) {
    let desk = desk().await;
    let created = desk.raise("w1", "TKT-00001").await;
    let waiting = json!([
        { "to": "owner", "state": "queued" },
        { "to": "visitor", "state": "queued" },
    ]);
    assert_eq!(mails(&desk).await, waiting);

    let jobs = [Recipient::Visitor, owner()].map(|to| job(&created.event, to));
    for job in &jobs {
        desk.store().claim(job, "c1", UtcTime::now()).await.unwrap();
    }
    assert_eq!(mails(&desk).await, waiting, "somebody is at it");
    for job in &jobs {
        desk.store()
            .put_settled(job, state, UtcTime::now())
            .await
            .unwrap();
    }
    let settled = json!([
        { "to": "owner", "state": shown },
        { "to": "visitor", "state": shown },
    ]);
    assert_eq!(mails(&desk).await, settled);
}

#[rstest]
#[case::unknown("TKT-00002")]
#[case::another_workspaces("TKT-00003")]
#[case::deleted("TKT-00004")]
#[case::lower_case("tkt-00001")]
#[case::without_padding("TKT-1")]
#[case::no_number("nonsense")]
#[case::not_utf8("%FF")]
#[tokio::test]
async fn what_is_not_there_is_one_404(#[case] number: &str) {
    let desk = desk().await;
    desk.write("w1", "TKT-00001").await;
    desk.write("w2", "TKT-00003").await;
    delete(&desk, &desk.write("w1", "TKT-00004").await).await;
    let reply = get(&desk, &format!("/api/ticket/{number}")).await;
    assert_eq!(reply.status, 404);
    let reference = get(&desk, "/api/ticket/TKT-99999").await;
    assert_eq!(reply.body, reference.body);
}

#[tokio::test]
async fn another_workspaces_agent_does_not_see_the_ticket() {
    let desk = desk().await;
    desk.store()
        .put_settings(&workspace("w2"), &settings())
        .await
        .unwrap();
    desk.write("w1", "TKT-00001").await;
    let token = desk.token_of(&stranger()).await;
    let request = axum::http::Request::get("/api/ticket/TKT-00001")
        .header("authorization", format!("Bearer {token}"));
    let reply = desk
        .send(request.body(axum::body::Body::empty()).unwrap())
        .await;
    assert_eq!(reply.status, 404);
}

async fn mails(desk: &Desk) -> Value {
    let mut body = get(desk, "/api/ticket/TKT-00001").await.body;
    let mut mails: Vec<Value> = body["timeline"][0]["mails"]
        .as_array_mut()
        .unwrap()
        .drain(..)
        .collect();
    mails.sort_by_key(|mail| mail["to"].as_str().unwrap().to_owned());
    json!(mails)
}

async fn message(desk: &Desk, before: &Ticket, body: &str, visibility: Visibility) -> Ticket {
    let body = MessageText::parse(body).unwrap();
    let changed = before.with_message(body, visibility, &signed_in(), UtcTime::now());
    let store = desk.store();
    store
        .save_change(&workspace("w1"), before, &changed, None)
        .await
        .unwrap();
    changed.ticket
}

async fn delete(desk: &Desk, created: &CreatedTicket) {
    let deletion = created.ticket.deletion(&signed_in(), UtcTime::now());
    let store = desk.store();
    store
        .delete_ticket(&workspace("w1"), &created.ticket, &deletion)
        .await
        .unwrap();
}

fn owner() -> Recipient {
    Recipient::Owner {
        id: "o1".to_owned().try_into().unwrap(),
    }
}

fn job(event: &Event, to: Recipient) -> Job {
    Job {
        event: EventId::Ticket(event.id.clone()),
        to,
    }
}
