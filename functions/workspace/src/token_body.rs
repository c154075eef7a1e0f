//! A widget token as owners see it.

use domain::{email::EmailAddress, text::PersonName, time::UtcTime};
use serde::Serialize;
use store::widget_tokens::TokenRecord;

/// A widget token, without the token itself.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = WidgetToken))]
pub(crate) struct TokenBody {
    id: String,
    name: PersonName,
    created_at: UtcTime,
    created_by: EmailAddress,
    /// To the hour; null when it was never used.
    last_used_at: Option<UtcTime>,
    /// Null while it counts.
    revoked_at: Option<UtcTime>,
}

impl From<TokenRecord> for TokenBody {
    fn from(record: TokenRecord) -> Self {
        Self {
            id: record.id,
            name: record.name,
            created_at: record.created_at,
            created_by: record.created_by,
            last_used_at: record.last_used_at,
            revoked_at: record.revoked_at,
        }
    }
}
