//! Values that tests begin with. Every name and address in them is made up.

use domain::{
    agent::{Agent, Role, SignedIn},
    email::EmailAddress,
    text::{Category, Description, PersonName, Phone, Title},
    ticket::{Customer, NewTicket, Priority, Source},
    time::UtcTime,
    workspace::{Settings, WorkspaceId},
};
use jiff::Timestamp;
use store::Store;

/// Who mail comes from.
pub const SENDER: &str = "Acme support <support@acme.example>";
/// Where the pages stand.
pub const PUBLIC_URL: &str = "https://help.acme.example";
/// The first owner of a workspace that [`set_up`] made.
pub const OWNER: &str = "owner@acme.example";
/// The visitor of [`raised_by_a_visitor`].
pub const VISITOR: &str = "maria@customer.example";
/// The customer of [`written_by_an_agent`].
pub const CUSTOMER: &str = "john@customer.example";

/// A workspace's id.
pub fn workspace(id: &str) -> WorkspaceId {
    id.to_owned().try_into().unwrap()
}

/// Settings as a new workspace has them.
pub fn settings() -> Settings {
    Settings {
        categories: vec![Category::parse("billing").unwrap()],
        ..Settings::new(PersonName::parse("Acme").unwrap())
    }
}

/// A person in a workspace, there since long ago.
pub fn agent(id: &str, email: &str, role: Role) -> Agent {
    Agent {
        id: id.to_owned().try_into().unwrap(),
        email: self::email(email),
        role,
        since: time("2020-01-01T00:00:00Z"),
    }
}

/// An owner of `w1` who has signed in.
pub fn signed_in() -> SignedIn {
    SignedIn {
        workspace: workspace("w1"),
        id: "o1".to_owned().try_into().unwrap(),
        email: email(OWNER),
        role: Role::Owner,
    }
}

/// Saves the workspace `w1` with one owner, `o1`.
pub async fn set_up(store: &Store) {
    store
        .put_settings(&workspace("w1"), &settings())
        .await
        .unwrap();
    let owner = agent("o1", OWNER, Role::Owner);
    store.add_agent(&workspace("w1"), &owner).await.unwrap();
}

/// What a visitor sends by the widget.
pub fn raised_by_a_visitor() -> NewTicket {
    NewTicket {
        title: Title::parse("Support Issue from Maria Rossi").unwrap(),
        description: Description::parse("My invoice shows two amounts.\nWhich one?").unwrap(),
        priority: Priority::Medium,
        category: None,
        customer: Customer {
            name: PersonName::parse("Maria Rossi").unwrap(),
            email: email(VISITOR),
            phone: Some(Phone::parse("+39 06 1234 5678").unwrap()),
        },
        conversation_id: None,
        user_id: None,
        session_id: None,
        created_by: None,
        assigned_to: None,
        source: Source::Widget,
    }
}

/// What an agent writes.
pub fn written_by_an_agent() -> NewTicket {
    NewTicket {
        title: Title::parse("Wrong invoice").unwrap(),
        priority: Priority::High,
        category: Some(Category::parse("billing").unwrap()),
        customer: Customer {
            name: PersonName::parse("John Doe").unwrap(),
            email: email(CUSTOMER),
            phone: None,
        },
        created_by: Some(email(OWNER)),
        source: Source::Agent,
        ..raised_by_a_visitor()
    }
}

/// An address.
pub fn email(text: &str) -> EmailAddress {
    text.parse().unwrap()
}

/// A moment.
pub fn time(text: &str) -> UtcTime {
    text.parse::<Timestamp>().unwrap().into()
}
