//! The items of the events that concern one person: sign-in requests and invitations.

use domain::{
    agent::Role,
    email::EmailAddress,
    invitation::{Invitation, InvitationId},
    sign_in::{Applicant, SignInId, SignInRequest},
    time::UtcTime,
};
use serde::{Deserialize, Serialize};

/// A sign-in request's attributes, without its key. What came of the code lies beside them:
/// `tries`, and `used_at` once it was used.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SignInItem {
    at: UtcTime,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    applicant: Option<Applicant>,
    code_key: String,
    /// In seconds since 1970: DynamoDB removes the item by it.
    expires_at: i64,
    /// How many codes were compared with the request's own.
    #[serde(default)]
    pub(crate) tries: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) used_at: Option<UtcTime>,
}

/// An invitation's attributes, without its key.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct InvitationItem {
    at: UtcTime,
    by: EmailAddress,
    email: EmailAddress,
    role: Role,
    key: String,
    expires_at: i64,
}

impl SignInItem {
    pub(crate) fn of(request: &SignInRequest) -> Self {
        Self {
            at: request.at,
            applicant: request.applicant.clone(),
            code_key: request.code_key.clone(),
            expires_at: request.expires_at.epoch_seconds(),
            tries: 0,
            used_at: None,
        }
    }

    pub(crate) fn into_request(self, id: SignInId) -> SignInRequest {
        SignInRequest {
            id,
            at: self.at,
            applicant: self.applicant,
            code_key: self.code_key,
            expires_at: UtcTime::from_epoch_seconds(self.expires_at),
        }
    }
}

impl InvitationItem {
    pub(crate) fn of(invitation: &Invitation) -> Self {
        Self {
            at: invitation.at,
            by: invitation.by.clone(),
            email: invitation.email.clone(),
            role: invitation.role,
            key: invitation.key.clone(),
            expires_at: invitation.expires_at.epoch_seconds(),
        }
    }

    pub(crate) fn into_invitation(self, id: InvitationId) -> Invitation {
        Invitation {
            id,
            at: self.at,
            by: self.by,
            email: self.email,
            role: self.role,
            key: self.key,
            expires_at: UtcTime::from_epoch_seconds(self.expires_at),
        }
    }
}
