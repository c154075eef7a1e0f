//! The mail that a job asks for, or why there is none. Each kind of event has its page here.

mod invitation;
mod sign_in;
mod ticket;
mod wording;

use std::sync::Arc;

use domain::{
    email::EmailAddress,
    event::EventId,
    job::{Job, Recipient},
    mail::MailError,
    time::UtcTime,
    workspace::{Settings, WorkspaceId},
};
use store::StoreError;

use crate::{App, mail::Mail};

/// A mail that is written and may be sent in this invocation.
pub(crate) struct Letter {
    pub(crate) mail: Mail,
    /// How many mails of this kind its recipient may get.
    pub(crate) cap: Option<Cap>,
}

/// A bound on mails that strangers cause, to one recipient in a day.
pub(crate) struct Cap {
    pub(crate) workspace: WorkspaceId,
    pub(crate) recipient: EmailAddress,
    pub(crate) most: u32,
}

/// Why there is no mail.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoLetter {
    /// The ticket was deleted, and nothing of it stays.
    #[error("its ticket is gone")]
    TicketGone,
    /// The recipient is no longer there, or is told nothing of this.
    #[error("its recipient is owed none")]
    NotOwed,
    /// The code would not be taken any more.
    #[error("its sign-in request is over")]
    SignInOver,
    /// The link would not be taken any more.
    #[error("its invitation is void")]
    InvitationVoid,
    /// What was to be derived from the key would not be taken any more.
    #[error("its key was removed")]
    KeyRemoved,
    /// The workspace of the job is not there, and workspaces are never removed.
    #[error("its workspace does not exist")]
    NoWorkspace,
    /// The wording is at fault.
    #[error(transparent)]
    Wording(#[from] MailError),
    /// The table did not answer, or an item is damaged.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Writes the mail that `job` asks for.
pub(crate) async fn write(app: &App, job: &Job) -> Result<Letter, NoLetter> {
    match (&job.event, &job.to) {
        (EventId::Ticket(event), to) => ticket::write(app, event, to).await,
        (EventId::SignIn { request }, Recipient::Agent) => sign_in::write(app, request).await,
        (EventId::Invitation(id), Recipient::Agent) => invitation::write(app, id).await,
        (EventId::SignIn { .. } | EventId::Invitation(_), _) => Err(NoLetter::NotOwed),
    }
}

/// Whether what the mail is about still stands, now that the job is claimed.
pub(crate) async fn is_still_owed(app: &App, job: &Job) -> Result<bool, StoreError> {
    let now = UtcTime::now();
    Ok(match &job.event {
        EventId::Ticket(event) => {
            let ticket = app.store.ticket(&event.workspace, &event.number);
            ticket.await?.is_some()
        }
        EventId::SignIn { request } => app.store.open_sign_in(request, now).await?.is_some(),
        EventId::Invitation(id) => app.store.open_invitation(id, now).await?.is_some(),
    })
}

/// The settings of a workspace that must be there.
async fn settings_of(app: &App, workspace: &WorkspaceId) -> Result<Arc<Settings>, NoLetter> {
    let settings = app.store.settings(workspace).await?;
    settings.ok_or(NoLetter::NoWorkspace)
}
