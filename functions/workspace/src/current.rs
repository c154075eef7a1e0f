//! The workspace as it stands, from which a change is made.

use api::problem::Problem;
use domain::{agent::SignedIn, time::UtcTime};
use store::{Store, audit::Act, workspaces::Workspace};

/// Reads the workspace that the caller's token names: from the table, not from what the function
/// remembers.
///
/// # Errors
/// 401 when the workspace is gone.
pub(crate) async fn workspace_of(store: &Store, caller: &SignedIn) -> Result<Workspace, Problem> {
    let workspace = store.workspace(&caller.workspace).await?;
    workspace.ok_or_else(|| Problem::unauthorized("The token's workspace does not exist."))
}

/// What the owner is about to do, after this and before anything else of the workspace was read.
pub(crate) async fn act_of<'a>(store: &Store, owner: &'a SignedIn) -> Result<Act<'a>, Problem> {
    Ok(Act {
        by: owner,
        at: UtcTime::now(),
        log: workspace_of(store, owner).await?.log,
    })
}
