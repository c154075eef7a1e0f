//! The mail with a sign-in code. The code is made here, and is nowhere else but in the mail.

use std::sync::Arc;

use domain::{
    mail::SignInCode,
    sign_in::SignInId,
    time::UtcTime,
    workspace::{Settings, WorkspaceId},
};
use store::{derived, secrets::KeyKind};

use super::{Letter, NoLetter, settings_of};
use crate::App;

pub(super) async fn write(app: &App, id: &SignInId) -> Result<Letter, NoLetter> {
    let request = app.store.open_sign_in(id, UtcTime::now()).await?;
    let request = request.ok_or(NoLetter::SignInOver)?;
    let applicant = request.applicant.as_ref().ok_or(NoLetter::NotOwed)?;
    let settings = settings(app, applicant.workspace.as_ref()).await?;
    let key = app.keys.get(KeyKind::Code, &request.code_key).await?;
    let code = derived::code(&*key.ok_or(NoLetter::KeyRemoved)?, id);
    let zone = settings.as_ref().map(|settings| settings.time_zone.clone());
    let message = SignInCode {
        code: code.as_str(),
        workspace_name: settings.as_ref().map(|settings| settings.name.as_str()),
        works_until: &zone.unwrap_or_default().tell(request.expires_at),
    }
    .render()?;
    Ok(Letter {
        // Nobody reads answers to a code, and whoever answers it quotes it.
        mail: app.sender.mail(&applicant.email, None, message),
        cap: None,
    })
}

/// None of the stack's first workspace, which the first owner has yet to found.
async fn settings(
    app: &App,
    workspace: Option<&WorkspaceId>,
) -> Result<Option<Arc<Settings>>, NoLetter> {
    match workspace {
        Some(workspace) => settings_of(app, workspace).await.map(Some),
        None => Ok(None),
    }
}
