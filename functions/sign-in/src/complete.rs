//! The end of every sign-in: the agent is found, a session begins, tokens go out.

use api::problem::Problem;
use axum::response::Response;
use domain::{
    agent::SignedIn,
    sign_in::{Applicant, SignInId},
    time::UtcTime,
};
use store::{StoreError, secrets::KeyKind, sessions::Session};

use crate::{App, reply::AccessToken};

/// By what the applicant has shown who they are.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Proof<'a> {
    /// By the right code for this request, which is used up by it.
    Code(&'a SignInId),
    /// By an identity token, which was checked.
    IdentityToken,
}

/// Signs an applicant in who has shown that the address is theirs; none where nobody is to be
/// signed in: the agent is gone by now, or the code was used meanwhile. The caller then answers what
/// it answers to every wrong proof.
///
/// Call it last, after everything about the proof has been checked, with
/// - the workspace in which the address is an agent, or
/// - no workspace, where there is none yet and the address is `app.owner_email`: then this founds
///   it. Nothing here asks whether the address may.
pub(crate) async fn complete(
    app: &App,
    applicant: &Applicant,
    proof: Proof<'_>,
    now: UtcTime,
) -> Result<Option<Response>, Problem> {
    let Some(agent) = agent(app, applicant, now).await? else {
        return Ok(None);
    };
    // Whatever may fail comes before the code is used up.
    let token = AccessToken::mint(app, &agent, now).await?;
    let key = app.secrets.newest_or_new(KeyKind::Refresh, now).await?;
    let session = Session::begin(&agent, &key.kid, now)?;
    let has_begun = match proof {
        Proof::Code(request) => app.store.use_code(request, &session, now).await?,
        Proof::IdentityToken => {
            app.store.put_session(&session).await?;
            true
        }
    };
    if !has_begun {
        return Ok(None);
    }
    tracing::info!(workspace = %agent.workspace, agent = agent.id.as_str(), "signed in");
    Ok(Some(token.into_answer(&session, &key, now)))
}

/// The agent who signs in.
async fn agent(
    app: &App,
    applicant: &Applicant,
    now: UtcTime,
) -> Result<Option<SignedIn>, StoreError> {
    let workspace = match &applicant.workspace {
        Some(workspace) => workspace.clone(),
        None => app.store.found_workspace(&applicant.email, now).await?,
    };
    let agent = app.store.agent(&workspace, &applicant.email).await?;
    Ok(agent.map(|agent| SignedIn {
        workspace,
        id: agent.id,
        email: agent.email,
        role: agent.role,
    }))
}
