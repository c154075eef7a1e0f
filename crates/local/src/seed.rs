//! Demo data for a new data folder: two workspaces, tickets and a conversation to look at.

mod conversation;

use domain::{
    agent::{Agent, AgentId, Role},
    email::{EmailAddress, InvalidEmailAddress},
    text::{Category, Description, PersonName, TextError, Title},
    ticket::{Customer, NewTicket, Priority, Source},
    time::UtcTime,
    workspace::{InvalidId, Settings, WorkspaceId},
};
use jiff::SignedDuration;
use store::{
    Store, StoreError,
    chat::{ChangeError, SendError},
    deliveries::DeliveryState,
    tickets::InsertError,
    widget_tokens::TokenRecord,
};

use crate::aws::Services;

/// Why the demo data could not be written.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// The database did not take it.
    #[error("the database did not take the demo data")]
    Store(#[from] StoreError),
    /// The database did not take a ticket.
    #[error("the database did not take a demo ticket")]
    Ticket(#[from] InsertError),
    /// The database did not take a message.
    #[error("the database did not take a demo message")]
    Message(#[from] SendError),
    /// The database did not take that a message was read.
    #[error("the database did not take the demo conversation")]
    Conversation(#[from] ChangeError),
    /// A demo text is too long or empty.
    #[error("a demo text is not valid")]
    Text(#[from] TextError),
    /// A demo address is none.
    #[error("a demo address is not valid")]
    Email(#[from] InvalidEmailAddress),
    /// A demo id is none.
    #[error("a demo id is not valid")]
    Id(#[from] InvalidId),
}

/// A workspace of the demonstration.
struct Demo {
    id: &'static str,
    name: &'static str,
    first: bool,
    owner: &'static str,
    agent: Option<&'static str>,
    widget_token: &'static str,
}

const WORKSPACES: [Demo; 2] = [
    Demo {
        id: "demo",
        name: "Demo Shop",
        first: true,
        owner: "owner@example.com",
        agent: Some("agent@example.com"),
        widget_token: "demo-widget-token",
    },
    Demo {
        id: "other",
        name: "Other Company",
        first: false,
        owner: "owner@other.example",
        agent: None,
        widget_token: "other-widget-token",
    },
];

/// A ticket of the demonstration.
struct DemoTicket {
    hours_ago: i64,
    title: &'static str,
    description: &'static str,
    priority: Priority,
    category: &'static str,
    customer: (&'static str, &'static str),
}

const TICKETS: [DemoTicket; 3] = [
    DemoTicket {
        hours_ago: 50,
        title: "Invoice shows the old address",
        description: "Our company moved in March, but invoice 2024-118 still has the old address.\nCan you send a corrected one?",
        priority: Priority::Medium,
        category: "billing",
        customer: ("Maria Keller", "maria@example.com"),
    },
    DemoTicket {
        hours_ago: 26,
        title: "Checkout stops after the address",
        description: "After I enter my address the button \"Continue\" does nothing. Firefox on Linux.",
        priority: Priority::Urgent,
        category: "technical",
        customer: ("Tom\u{e1}s Ortega", "tomas@example.com"),
    },
    DemoTicket {
        hours_ago: 3,
        title: "Do you ship to Norway?",
        description: "I would like to order two lamps to Bergen. What does it cost?",
        priority: Priority::Low,
        category: "general",
        customer: ("Ingrid Solberg", "ingrid@example.com"),
    },
];

/// Fills the table, unless it holds the demonstration already.
///
/// # Errors
/// When the database does not take the data.
pub async fn fill(services: &Services, table: &str) -> Result<(), SeedError> {
    let store = Store::new(services.dynamodb(), table.to_owned());
    let now = UtcTime::now();
    for demo in &WORKSPACES {
        let id = WorkspaceId::try_from(demo.id.to_owned())?;
        if demo.first {
            store.put_first_workspace(&id).await?;
        }
        // The settings come last: as long as they are missing, filling was not finished.
        if store.settings(&id).await?.is_some() {
            continue;
        }
        let settings = settings(demo)?;
        people(&store, demo, &id, before(now, 24 * 30)).await?;
        if demo.first {
            tickets(&store, &id, &settings, now).await?;
            conversation::fill(&store, &id, before(now, 2)).await?;
        }
        store.put_settings(&id, &settings).await?;
    }
    Ok(())
}

fn settings(demo: &Demo) -> Result<Settings, SeedError> {
    Ok(Settings {
        first: demo.first,
        ..Settings::new(PersonName::parse(demo.name)?)
    })
}

/// The workspace's owner, agent and widget token.
async fn people(
    store: &Store,
    demo: &Demo,
    id: &WorkspaceId,
    since: UtcTime,
) -> Result<(), SeedError> {
    let people = [(Some(demo.owner), Role::Owner), (demo.agent, Role::Agent)];
    for (email, role) in people {
        let Some(email) = email else { continue };
        let email: EmailAddress = email.parse()?;
        if store.agent_by_email(&email).await?.is_none() {
            let agent_id = AgentId::try_from(uuid::Uuid::new_v4().to_string())?;
            store
                .add_agent(
                    id,
                    &Agent {
                        id: agent_id,
                        email,
                        role,
                        since,
                    },
                )
                .await?;
        }
    }
    if store.widget_token(demo.widget_token).await?.is_none() {
        let token = TokenRecord::new(
            demo.widget_token,
            format!("{}-widget", demo.id),
            PersonName::parse(demo.name)?,
            demo.owner.parse()?,
            since,
        );
        store.put_widget_token(id, &token).await?;
    }
    Ok(())
}

/// The first tickets, each with the marks of mails long sent, so that a new stack has no mail.
async fn tickets(
    store: &Store,
    workspace: &WorkspaceId,
    settings: &Settings,
    now: UtcTime,
) -> Result<(), SeedError> {
    for demo in &TICKETS {
        let at = before(now, demo.hours_ago);
        let number = store.next_number(workspace, settings, at).await?;
        let created = new_ticket(demo)?.numbered(workspace.clone(), number, at);
        for job in created.event.jobs(&[]) {
            store.put_settled(&job, DeliveryState::Sent, at).await?;
        }
        store.insert_ticket(workspace, &created, None).await?;
    }
    Ok(())
}

fn new_ticket(demo: &DemoTicket) -> Result<NewTicket, SeedError> {
    let (name, email) = demo.customer;
    Ok(NewTicket {
        title: Title::parse(demo.title)?,
        description: Description::parse(demo.description)?,
        priority: demo.priority,
        category: Some(Category::parse(demo.category)?),
        customer: Customer {
            name: PersonName::parse(name)?,
            email: email.parse()?,
            phone: None,
        },
        conversation_id: None,
        user_id: None,
        session_id: None,
        created_by: Some("agent@example.com".parse()?),
        assigned_to: None,
        source: Source::Agent,
    })
}

fn before(now: UtcTime, hours: i64) -> UtcTime {
    now.plus(SignedDuration::from_hours(-hours))
}
