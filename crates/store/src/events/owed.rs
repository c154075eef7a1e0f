//! Whether a mail that concerns one person is still owed.

use domain::{
    invitation::{Invitation, InvitationId},
    sign_in::{MAX_TRIES, SignInId, SignInRequest},
    time::UtcTime,
};

use super::SignInItem;
use crate::{Store, StoreError, keys, table::from_item};

impl Store {
    /// The sign-in request whose code would still be taken; none when it is unknown, over, used, or
    /// out of tries.
    ///
    /// # Errors
    /// When the table does not answer or the item cannot be read.
    pub async fn open_sign_in(
        &self,
        id: &SignInId,
        now: UtcTime,
    ) -> Result<Option<SignInRequest>, StoreError> {
        let [Some(item)] = self.items([keys::sign_in(id)]).await? else {
            return Ok(None);
        };
        let item: SignInItem = from_item("sign-in", item)?;
        let is_unused = item.used_at.is_none() && item.tries < MAX_TRIES;
        let request = item.into_request(id.clone());
        Ok((is_unused && now < request.expires_at).then_some(request))
    }
    /// The invitation, if it can still be accepted; none when it is unknown, over, accepted,
    /// cancelled, or another has taken its place.
    ///
    /// # Errors
    /// When the table does not answer or the item cannot be read.
    pub async fn open_invitation(
        &self,
        id: &InvitationId,
        now: UtcTime,
    ) -> Result<Option<Invitation>, StoreError> {
        let Some(invitation) = self.invitation(id).await? else {
            return Ok(None);
        };
        let newest = self.open_invitation_of(&id.workspace, &invitation.email, now);
        let is_newest = newest.await?.is_some_and(|newest| newest.id == id.id());
        Ok(is_newest.then_some(invitation))
    }
}
