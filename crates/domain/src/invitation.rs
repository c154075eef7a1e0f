//! Invitations: how a person becomes an agent.

use std::{fmt, str::FromStr};

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::{
    agent::Role, email::EmailAddress, sign_in::is_random_id, time::UtcTime, workspace::WorkspaceId,
};

/// How long an invitation can be accepted.
pub const LIFETIME: SignedDuration = SignedDuration::from_hours(7 * 24);

/// An invitation's id, written `demo.0123456789abcdef0123456789abcdef`: the workspace and 128
/// random bits. Not a secret: the token in the mail is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Parts")]
pub struct InvitationId {
    /// The workspace that invites.
    pub workspace: WorkspaceId,
    id: String,
}

/// An id that is still to be checked.
#[derive(Deserialize)]
struct Parts {
    workspace: WorkspaceId,
    id: String,
}

/// The text is not an invitation's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be the invite_id of an invitation")]
pub struct InvalidInvitationId;

/// Somebody was invited: an event, whose mail brings the link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The invitation's id.
    pub id: InvitationId,
    /// When it was made.
    pub at: UtcTime,
    /// The owner who made it.
    pub by: EmailAddress,
    /// Who is invited.
    pub email: EmailAddress,
    /// What the person may do afterwards.
    pub role: Role,
    /// The id of the key that the link's token is derived from.
    pub key: String,
    /// When it ends.
    pub expires_at: UtcTime,
}

impl InvitationId {
    /// The id that these random bits make.
    pub fn from_bits(workspace: WorkspaceId, bits: u128) -> Self {
        Self {
            workspace,
            id: format!("{bits:032x}"),
        }
    }

    /// The id of the invitation `id` of a workspace.
    ///
    /// # Errors
    /// When `id` is not 32 lower-case hexadecimal digits.
    pub fn new(workspace: WorkspaceId, id: String) -> Result<Self, InvalidInvitationId> {
        if is_random_id(&id) {
            Ok(Self { workspace, id })
        } else {
            Err(InvalidInvitationId)
        }
    }

    /// The id within its workspace.
    pub fn id(&self) -> &str {
        &self.id
    }
}

impl TryFrom<Parts> for InvitationId {
    type Error = InvalidInvitationId;

    fn try_from(parts: Parts) -> Result<Self, InvalidInvitationId> {
        Self::new(parts.workspace, parts.id)
    }
}

impl fmt::Display for InvitationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.workspace, self.id)
    }
}

impl FromStr for InvitationId {
    type Err = InvalidInvitationId;

    fn from_str(text: &str) -> Result<Self, InvalidInvitationId> {
        let (workspace, id) = text.split_once('.').ok_or(InvalidInvitationId)?;
        let workspace = workspace.to_owned().try_into();
        Self::new(workspace.map_err(|_| InvalidInvitationId)?, id.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn an_id_is_read_back_as_written() {
        let id = InvitationId::from_bits("demo".to_owned().try_into().unwrap(), 0x1f);
        assert_eq!(id.to_string(), "demo.0000000000000000000000000000001f");
        assert_eq!(id.to_string().parse(), Ok(id));
    }

    #[rstest]
    #[case::empty("")]
    #[case::zero("0")]
    #[case::no_workspace(".0123456789abcdef0123456789abcdef")]
    #[case::no_id("demo.")]
    #[case::short("demo.0123456789abcdef0123456789abcde")]
    #[case::upper_case("demo.0123456789ABCDEF0123456789ABCDEF")]
    #[case::key_separator("demo.0123456789abcdef#123456789abcdef")]
    #[case::workspace_with_key_separator("de#mo.0123456789abcdef0123456789abcdef")]
    fn what_is_no_id_is_refused(#[case] text: &str) {
        assert_eq!(text.parse::<InvitationId>(), Err(InvalidInvitationId));
    }
}
