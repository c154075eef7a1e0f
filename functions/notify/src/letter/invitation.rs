//! The mail with an invitation's link. Its token is made here, and is nowhere else but in the mail.

use domain::{email::EmailAddress, invitation::InvitationId, mail::Invitation, time::UtcTime};
use store::{derived, secrets::KeyKind};

use super::{Letter, NoLetter, settings_of};
use crate::{App, mail::support_address};

pub(super) async fn write(app: &App, id: &InvitationId) -> Result<Letter, NoLetter> {
    let invitation = app.store.open_invitation(id, UtcTime::now()).await?;
    let invitation = invitation.ok_or(NoLetter::InvitationVoid)?;
    let settings = settings_of(app, &id.workspace).await?;
    let agents = app.store.agents(&id.workspace).await?;
    let support = support_address(&settings, &agents);
    let key = app.keys.get(KeyKind::Invitation, &invitation.key).await?;
    let token = derived::invitation_token(&*key.ok_or(NoLetter::KeyRemoved)?, id);
    let message = Invitation {
        workspace_name: settings.name.as_str(),
        invited_by: invitation.by.as_str(),
        role: invitation.role,
        link: &link(&app.sender.public_url, id, &token),
        works_until: &settings.time_zone.tell(invitation.expires_at),
        support_address: support.map(EmailAddress::as_str).unwrap_or_default(),
    }
    .render()?;
    Ok(Letter {
        mail: app.sender.mail(&invitation.email, support, message),
        cap: None,
    })
}

/// The token stands behind `#`, which a browser sends to no server, so that it is in no log.
fn link(public_url: &str, id: &InvitationId, token: &str) -> String {
    format!("{public_url}/dashboard/invitation#invite_id={id}&token={token}")
}
