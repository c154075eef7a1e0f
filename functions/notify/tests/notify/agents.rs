//! What agents do to a ticket, saved as the functions save it.

use domain::{
    agent::{Role, SignedIn},
    edit::{ChangedTicket, Edit, Visibility},
    event::Event,
    text::{Description, MessageText, Title},
    ticket::{Status, Texts, Ticket},
    workspace::Settings,
};
use local::services::ses::StoredMail;
use testkit::samples::{agent, email, settings, signed_in, time, workspace};

use crate::support::{Stack, batch_of};

/// The agent who does it all. No customer may learn of the address.
pub(crate) const AGENT: &str = "ada.lovelace@agents.example";

/// Where customers' replies go in a stack that was started [so](Stack::with_support_address).
pub(crate) const SUPPORT: &str = "help@acme.example";

impl Stack {
    /// Starts a stack whose mails to customers hold no address of a person in the workspace.
    pub(crate) async fn with_support_address() -> Self {
        let stack = Self::start().await;
        let settings = Settings {
            support_address: Some(email(SUPPORT)),
            ..settings()
        };
        stack.put_settings(settings).await;
        stack
    }

    pub(crate) async fn put_settings(&self, settings: Settings) {
        let (store, workspace) = (&self.table.store, workspace("w1"));
        store.put_settings(&workspace, &settings).await.unwrap();
    }

    /// Changes the ticket of `event`.
    pub(crate) async fn edit(&self, event: &Event, edit: Edit) -> Event {
        let (ticket, texts) = self.ticket(event).await;
        let changed = edit
            .apply(&ticket, &texts, &ada(), time("2024-01-15T10:00:00Z"))
            .unwrap();
        self.save_change(&ticket, changed).await
    }

    /// Answers the customer, or writes a note for agents.
    pub(crate) async fn write(&self, event: &Event, body: &str, to: Visibility) -> Event {
        let (ticket, _) = self.ticket(event).await;
        let body = MessageText::parse(body).unwrap();
        let changed = ticket.with_message(body, to, &ada(), time("2024-01-15T10:00:00Z"));
        self.save_change(&ticket, changed).await
    }

    /// Deletes the ticket.
    pub(crate) async fn delete(&self, event: &Event) -> Event {
        let (ticket, _) = self.ticket(event).await;
        let deletion = ticket.deletion(&ada(), time("2024-01-15T10:00:00Z"));
        let (store, workspace) = (&self.table.store, workspace("w1"));
        store
            .delete_ticket(&workspace, &ticket, &deletion)
            .await
            .unwrap();
        deletion
    }

    /// Lets the agent in, so that tickets can be given to them.
    pub(crate) async fn hire(&self) {
        let agent = agent("ada", AGENT, Role::Agent);
        let (store, workspace) = (&self.table.store, workspace("w1"));
        store.add_agent(&workspace, &agent).await.unwrap();
    }

    /// Does all jobs that the event owes. Returns their mails.
    pub(crate) async fn mails_about(&self, event: &Event) -> Vec<StoredMail> {
        let before = self.ses.mails().await.len();
        assert_eq!(self.hand_over(batch_of(&event.jobs(&[]))).await, 0);
        self.ses.mails().await.split_off(before)
    }

    /// The same for an event that owes one.
    pub(crate) async fn the_mail(&self, event: &Event) -> StoredMail {
        let [mail] = <[StoredMail; 1]>::try_from(self.mails_about(event).await).unwrap();
        mail
    }

    /// The text of that mail.
    pub(crate) async fn the_text(&self, event: &Event) -> String {
        self.the_mail(event).await.text.unwrap()
    }

    async fn ticket(&self, event: &Event) -> (Ticket, Texts) {
        let (store, id) = (&self.table.store, &event.id);
        let found = store.ticket_with_texts(&id.workspace, &id.number).await;
        found.unwrap().unwrap()
    }

    async fn save_change(&self, before: &Ticket, changed: ChangedTicket) -> Event {
        let (store, workspace) = (&self.table.store, workspace("w1"));
        store
            .save_change(&workspace, before, &changed, None)
            .await
            .unwrap();
        changed.event
    }
}

/// The status alone.
pub(crate) fn status(status: Status) -> Edit {
    Edit {
        status: Some(status),
        ..Edit::default()
    }
}

/// The title alone.
pub(crate) fn title(text: &str) -> Edit {
    Edit {
        title: Some(Title::parse(text).unwrap()),
        ..Edit::default()
    }
}

/// The resolution notes alone.
pub(crate) fn notes(text: &str) -> Edit {
    Edit {
        resolution_notes: Some(Some(Description::parse(text).unwrap())),
        ..Edit::default()
    }
}

/// The assignee alone.
pub(crate) fn assigned_to(address: Option<&str>) -> Edit {
    Edit {
        assigned_to: Some(address.map(email)),
        ..Edit::default()
    }
}

fn ada() -> SignedIn {
    SignedIn {
        id: "ada".to_owned().try_into().unwrap(),
        email: email(AGENT),
        role: Role::Agent,
        ..signed_in()
    }
}
