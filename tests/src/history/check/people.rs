//! Mails to people: one for each request for a code and for each invitation, at the most. Those that
//! were used, taken back or over before their turn get none.

use std::collections::BTreeMap;

use crate::history::{
    check::{Case, owed::MailKey},
    state::text,
};

const CODE: &str = "Your sign-in code";
const INVITATION: &str = "Invitation to a support workspace";

/// How many mails of each key the events of people may have caused.
pub(super) fn possible(case: &Case<'_>) -> BTreeMap<MailKey, u64> {
    let mut possible = BTreeMap::new();
    for ((pk, sk), item) in &case.found.items {
        if !sk.starts_with("E#") {
            continue;
        }
        let key = if pk.starts_with("S#") {
            MailKey::new(text(item, "/applicant/email"), CODE)
        } else if pk.contains("#I#") {
            MailKey::new(text(item, "/email"), INVITATION)
        } else {
            continue;
        };
        *possible.entry(key).or_default() += 1;
    }
    possible
}
