//! What owners change of their workspace's settings.

pub use super::lists::{
    CATEGORIES, Categories, InvalidEntry, ORIGINS, Origins, PHRASES, Reason, TicketPhrases,
};
use super::{Limits, Settings};
use crate::{
    audit::SettingChange,
    edit::set,
    email::EmailAddress,
    number::{NumberFormat, Prefix},
    text::PersonName,
    time_zone::TimeZoneName,
};

/// How many prefixes a workspace may have had before its present one. Numbers are looked for with
/// each of them.
pub const MAX_EARLIER_PREFIXES: usize = 20;
/// The largest bound that a workspace may set.
pub const MAX_LIMIT: u32 = 100_000;

/// The settings that an edit sets; the others stay as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SettingsEdit {
    /// The workspace's name.
    pub name: Option<PersonName>,
    /// Where customers' replies go; `Some(None)` for the first owner's address.
    pub support_address: Option<Option<EmailAddress>>,
    /// The prefix of the next number.
    pub prefix: Option<Prefix>,
    /// How the next number looks.
    pub number_format: Option<NumberFormat>,
    /// All categories that a ticket may have.
    pub categories: Option<Categories>,
    /// All origins whose pages may use the widget routes.
    pub allowed_origins: Option<Origins>,
    /// The time zone of e-mails.
    pub time_zone: Option<TimeZoneName>,
    /// All words by which a visitor who wants to raise a ticket is known.
    pub ticket_phrases: Option<TicketPhrases>,
    /// Bounds on what strangers may cause.
    pub limits: LimitsEdit,
}

/// The bounds that an edit sets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LimitsEdit {
    /// See [`Limits::creations_per_address`].
    pub creations_per_address: Option<Limit>,
    /// See [`Limits::creations_per_workspace`].
    pub creations_per_workspace: Option<Limit>,
    /// See [`Limits::confirmations_per_recipient`].
    pub confirmations_per_recipient: Option<Limit>,
    /// See [`Limits::conversations_per_address`].
    pub conversations_per_address: Option<Limit>,
}

/// A bound that a workspace may set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit(u32);

/// The number cannot be a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be a whole number from 1 to 100,000")]
pub struct InvalidLimit;

/// The workspace has had too many prefixes to take a new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "must be one of the prefixes that this workspace has had: there are {MAX_EARLIER_PREFIXES} \
     earlier ones, and no more can be kept"
)]
pub struct TooManyPrefixes;

/// Settings after an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedSettings {
    /// The settings as they are now.
    pub settings: Settings,
    /// What is another than before; never empty.
    pub changes: Vec<SettingChange>,
}

impl SettingsEdit {
    /// Lays the edit over settings. None when that changes nothing.
    ///
    /// # Errors
    /// When there is no room for another prefix.
    pub fn apply(self, before: &Settings) -> Result<Option<ChangedSettings>, TooManyPrefixes> {
        use SettingChange as Change;
        let mut settings = before.clone();
        let mut changes = Vec::new();
        let mut note = |change| changes.push(change);
        set(&mut settings.name, self.name, |from, to| {
            note(Change::Name { from, to });
        });
        let address = self.support_address;
        set(&mut settings.support_address, address, |from, to| {
            note(Change::SupportAddress { from, to });
        });
        set(&mut settings.prefix, self.prefix, |from, to| {
            note(Change::Prefix { from, to });
        });
        set(
            &mut settings.number_format,
            self.number_format,
            |from, to| {
                note(Change::NumberFormat { from, to });
            },
        );
        let categories = self.categories.map(Categories::into_vec);
        set(&mut settings.categories, categories, |from, to| {
            note(Change::Categories { from, to });
        });
        let origins = self.allowed_origins.map(Origins::into_vec);
        set(&mut settings.allowed_origins, origins, |from, to| {
            note(Change::AllowedOrigins { from, to });
        });
        set(&mut settings.time_zone, self.time_zone, |from, to| {
            note(Change::TimeZone { from, to });
        });
        let phrases = self.ticket_phrases.map(TicketPhrases::into_vec);
        set(&mut settings.ticket_phrases, phrases, |from, to| {
            note(Change::TicketPhrases { from, to });
        });
        let limits = self.limits.over(before.limits);
        set(&mut settings.limits, Some(limits), |from, to| {
            note(Change::Limits { from, to });
        });
        if changes.is_empty() {
            return Ok(None);
        }
        settings.earlier_prefixes = earlier_prefixes(before, &settings.prefix)?;
        settings.version += 1;
        Ok(Some(ChangedSettings { settings, changes }))
    }
}

/// Whatever prefix a workspace had stays known, since its numbers are in people's mails. The present
/// one is not among the earlier ones, also when the workspace came back to it.
fn earlier_prefixes(before: &Settings, now: &Prefix) -> Result<Vec<Prefix>, TooManyPrefixes> {
    let known = before.earlier_prefixes.iter().chain([&before.prefix]);
    let earlier: Vec<_> = known.filter(|prefix| *prefix != now).cloned().collect();
    if earlier.len() > MAX_EARLIER_PREFIXES {
        return Err(TooManyPrefixes);
    }
    Ok(earlier)
}

impl LimitsEdit {
    fn over(self, before: Limits) -> Limits {
        let new = |limit: Option<Limit>, before| limit.map_or(before, |Limit(limit)| limit);
        Limits {
            creations_per_address: new(self.creations_per_address, before.creations_per_address),
            creations_per_workspace: new(
                self.creations_per_workspace,
                before.creations_per_workspace,
            ),
            confirmations_per_recipient: new(
                self.confirmations_per_recipient,
                before.confirmations_per_recipient,
            ),
            conversations_per_address: new(
                self.conversations_per_address,
                before.conversations_per_address,
            ),
        }
    }
}

impl TryFrom<u64> for Limit {
    type Error = InvalidLimit;

    fn try_from(number: u64) -> Result<Self, InvalidLimit> {
        match u32::try_from(number) {
            Ok(number) if (1..=MAX_LIMIT).contains(&number) => Ok(Self(number)),
            _ => Err(InvalidLimit),
        }
    }
}

#[cfg(test)]
mod tests;
