//! One ticket over all the ways on which it can be read: each field shows where the table says, with
//! one value everywhere, and nowhere else.

mod answers;
mod mails;
mod story;

use tests::TestApp;

use story::Story;

use Path::{Card, Detail, List, Tracker};
use Told::{Answered, Confirmed, Created, Raised, Resolved, Updated};

/// A way on which a ticket is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Path {
    /// A row of the agents' list.
    List,
    /// The whole ticket, for agents.
    Detail,
    /// What a customer sees without an account.
    Tracker,
    /// What stands below a visitor's chat message.
    Card,
}

/// Every field of every answer, and where it shows.
const FIELDS: [(&str, &[Path]); 26] = [
    ("ticket_number", &[List, Detail, Tracker, Card]),
    ("title", &[List, Detail, Tracker, Card]),
    ("description", &[Detail, Tracker]),
    ("status", &[List, Detail, Tracker, Card]),
    ("priority", &[List, Detail, Tracker, Card]),
    ("category", &[List, Detail, Tracker, Card]),
    ("customer_name", &[List, Detail, Tracker, Card]),
    ("customer_email", &[List, Detail]),
    ("customer_phone", &[List, Detail]),
    ("conversation_id", &[Detail]),
    ("user_id", &[Detail]),
    ("session_id", &[Detail]),
    ("created_by", &[List, Detail]),
    ("assigned_to", &[List, Detail]),
    // On the tracker null, unless the ticket is resolved or closed.
    ("resolution_notes", &[Detail, Tracker]),
    ("source", &[List, Detail]),
    ("created_at", &[List, Detail, Tracker, Card]),
    ("updated_at", &[List, Detail, Tracker]),
    ("first_response_at", &[List, Detail, Tracker]),
    ("resolved_at", &[List, Detail, Tracker]),
    ("version", &[List, Detail]),
    // The customer's is another than the agents'.
    ("timeline", &[Detail, Tracker]),
    ("earlier_events", &[Detail]),
    ("kind", &[Card]),
    ("next_step", &[Card]),
    ("url", &[Card]),
];

/// A mail about a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// To the customer of a ticket that an agent wrote.
    Created,
    /// To the visitor who raised one.
    Confirmed,
    /// To the owner, about that.
    Raised,
    Updated,
    Answered,
    Resolved,
}

/// Every line of facts in every mail: its label, the ticket's field, the mails that have it.
const FACTS: [(&str, &str, &[Told]); 9] = [
    (
        "Number",
        "ticket_number",
        &[Created, Confirmed, Raised, Updated, Answered, Resolved],
    ),
    // But for what a visitor typed, as long as it is the title.
    ("Title", "title", &[Created, Updated, Answered, Resolved]),
    ("Name", "customer_name", &[Created, Raised]),
    ("E-mail", "customer_email", &[Created, Raised]),
    ("Phone", "customer_phone", &[Raised]),
    ("Received", "created_at", &[Raised]),
    ("Status", "status", &[Updated, Answered, Resolved]),
    ("Priority", "priority", &[Created]),
    ("Category", "category", &[Created]),
];

const OWNER: &str = "owner@example.com";
const AGENT: &str = "agent@example.com";
const COLLEAGUE: &str = "colleague@example.com";
const CUSTOMER: &str = "Carla@Example.com";
const STRANGER: &str = "tomas@example.com";
const NUMBER: &str = "TKT-00004";
const PHONE: &str = "+49 30 5551234";
const DESCRIPTION: &str = "The parcel of May never came.";
const NOTE: &str = "A difficult customer, be kind.";
const FIRST_ANSWER: &str = "We are looking for it.";
const SECOND_ANSWER: &str = "It left Bergen today.";
const NOTES: &str = "A second parcel was sent.";

/// What nobody outside may read: agents, their notes, ids, the table's own words.
const INTERNAL: [&str; 16] = [
    AGENT,
    COLLEAGUE,
    NOTE,
    PHONE,
    "user-5551",
    "session-5552",
    "user_id",
    "session_id",
    "conversation",
    "created_by",
    "assigned_to",
    "visitors_title",
    "version",
    "ws_",
    "_key",
    "W#",
];

#[tokio::test]
async fn a_ticket_that_an_agent_wrote_is_the_same_wherever_it_is_read() {
    let app = TestApp::start().await;
    let mut story = Story::begin(&app).await;
    story.written_by_an_agent().await;
    story.lives_on("Lost parcel").await;
}

#[tokio::test]
async fn a_ticket_that_a_visitor_raised_is_the_same_wherever_it_is_read() {
    let app = TestApp::start().await;
    let mut story = Story::begin(&app).await;
    story.raised_by_a_visitor().await;
    story.lives_on("Support Issue from Carla <Ruiz>").await;
}
