use domain::{
    agent::Role,
    text::Category,
    ticket::{Priority, Status},
};
use rstest::rstest;
use serde_json::json;
use testkit::{
    Desk,
    samples::{OWNER, agent, email, raised_by_a_visitor, time, workspace, written_by_an_agent},
};

use crate::{desk, get, list, numbers, save};

#[tokio::test]
async fn a_row_has_every_field_and_neither_long_text_nor_foreign_id() {
    let desk = desk().await;
    desk.write("w1", "TKT-00001").await;
    save(&desk, 2, 30, raised_by_a_visitor(), |_| ()).await;
    let reply = list(&desk, "?order=asc").await;
    let expected = json!({
        "items": [{
            "ticket_number": "TKT-00002",
            "title": "Support Issue from Maria Rossi",
            "status": "open",
            "priority": "medium",
            "category": null,
            "customer_name": "Maria Rossi",
            "customer_email": "maria@customer.example",
            "customer_phone": "+39 06 1234 5678",
            "created_by": null,
            "assigned_to": null,
            "source": "widget",
            "created_at": "2024-01-15T09:30:00.000Z",
            "updated_at": "2024-01-15T09:30:00.000Z",
            "first_response_at": null,
            "resolved_at": null,
            "version": 1,
        }, reply.body["items"][1]],
        "next_cursor": null,
        "searched_back_to": null,
    });
    assert_eq!(reply.body, expected);
    assert_eq!(reply.body["items"][1]["created_by"], OWNER);
    assert_eq!(reply.header("content-type"), "application/json");
}

#[rstest]
// Newest first unless it says otherwise.
#[case::everything("", &[5, 4, 3, 2, 1])]
#[case::oldest_first("?order=asc", &[1, 2, 3, 4, 5])]
#[case::by_creation("?sort=created&order=desc", &[5, 4, 3, 2, 1])]
#[case::by_change("?sort=updated", &[1, 5, 4, 3, 2])]
#[case::by_change_oldest_first("?sort=updated&order=asc", &[2, 3, 4, 5, 1])]
#[case::most_urgent_first("?sort=priority", &[2, 1, 5, 3])]
#[case::least_urgent_first("?sort=priority&order=asc", &[3, 5, 1, 2])]
#[case::a_status("?status=open", &[5, 3, 1])]
#[case::two_statuses("?status=closed,in_progress", &[4, 2])]
#[case::as_browsers_write_a_list("?status=closed%2Cin_progress", &[4, 2])]
#[case::the_same_status_twice("?status=closed,closed", &[4])]
#[case::a_status_by_change("?status=open&sort=updated", &[1, 5, 3])]
#[case::a_priority("?priority=urgent", &[4, 2])]
#[case::a_priority_by_priority("?priority=medium&sort=priority", &[1, 5])]
#[case::a_category("?category=billing", &[5])]
#[case::a_category_with_spaces("?category=broken+things", &[3])]
#[case::mine("?assigned_to=me", &[3])]
#[case::nobodys("?assigned_to=none", &[5, 4, 1])]
#[case::mine_or_nobodys("?assigned_to=me,none&sort=updated", &[1, 5, 4, 3])]
#[case::an_agents("?assigned_to=AGENT@acme.example", &[2])]
#[case::a_customers("?customer_email=john@customer.example", &[5])]
#[case::a_customers_by_change("?customer_email=Maria@customer.example&sort=updated", &[1, 4, 3, 2])]
#[case::a_customers_in_two_states("?customer_email=maria@customer.example&status=open,closed", &[4, 3, 1])]
#[case::nothing("?category=gossip", &[])]
#[tokio::test]
async fn a_list_is_filtered_and_sorted(#[case] query: &str, #[case] expected: &[u32]) {
    let desk = shelf().await;
    assert_eq!(numbers(&desk, query).await, expected);
}

/// Five tickets, created in the order of their numbers; the first was changed last.
async fn shelf() -> Desk {
    let desk = desk().await;
    let second = agent("a1", "agent@acme.example", Role::Agent);
    desk.store()
        .add_agent(&workspace("w1"), &second)
        .await
        .unwrap();
    save(&desk, 1, 1, raised_by_a_visitor(), |created| {
        created.ticket.updated_at = time("2024-01-15T10:00:00Z");
    })
    .await;
    save(&desk, 2, 2, raised_by_a_visitor(), |created| {
        created.ticket.status = Status::InProgress;
        created.ticket.priority = Priority::Urgent;
        created.ticket.assigned_to = Some(email("agent@acme.example"));
    })
    .await;
    save(&desk, 3, 3, raised_by_a_visitor(), |created| {
        created.ticket.priority = Priority::Low;
        created.ticket.category = Some(Category::parse("broken things").unwrap());
        created.ticket.assigned_to = Some(email(OWNER));
    })
    .await;
    save(&desk, 4, 4, raised_by_a_visitor(), |created| {
        created.ticket.status = Status::Closed;
        created.ticket.priority = Priority::Urgent;
    })
    .await;
    save(&desk, 5, 5, written_by_an_agent(), |created| {
        created.ticket.priority = Priority::Medium;
    })
    .await;
    desk
}

#[rstest]
#[case::all("/api/ticket", &["Query"])]
#[case::filtered("/api/ticket?status=open&category=billing", &["Query"])]
#[case::by_customer("/api/ticket?customer_email=john@customer.example&sort=updated", &["Query"])]
#[case::by_change("/api/ticket?sort=updated", &["Query"; 5])]
#[case::by_priority("/api/ticket?sort=priority", &["Query"; 4])]
#[case::words("/api/ticket?q=invoice", &["Query"])]
#[case::a_number("/api/ticket?q=1", &["GetItem"])]
#[case::one_ticket("/api/ticket/TKT-00001", &["Query"])]
#[case::no_ticket("/api/ticket/TKT-00009", &["Query"])]
#[case::health("/api/health", &[])]
#[tokio::test]
async fn a_request_costs_these_calls(#[case] path: &str, #[case] calls: &[&str]) {
    let desk = desk().await;
    desk.write("w1", "TKT-00001").await;
    // Keys and settings are kept from now on.
    list(&desk, "?q=anything").await;
    desk.calls();
    get(&desk, path).await;
    assert_eq!(desk.calls(), calls);
}
