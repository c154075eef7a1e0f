//! Notification jobs: one mail to one recipient about one event.

use serde::{Deserialize, Serialize};

use crate::{agent::AgentId, event::EventId};

/// What travels through the queue: ids alone, neither text nor address, so that nothing personal
/// lies in a queue and no character can be refused there.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Job {
    /// The event that the mail is about.
    pub event: EventId,
    /// Who gets it.
    pub to: Recipient,
}

/// Who gets a mail.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "role", rename_all = "snake_case", deny_unknown_fields)]
pub enum Recipient {
    /// The customer, of a ticket that an agent wrote.
    Customer,
    /// The person who typed an address into the widget, which nobody has verified.
    Visitor,
    /// An owner of the workspace.
    Owner {
        /// The owner's id.
        id: AgentId,
    },
    /// The one person whom a sign-in request or an invitation names.
    Agent,
}

impl Recipient {
    /// `<role>#<id>`, the end of a delivery mark's key. A ticket has one customer or visitor, so
    /// these have no id of their own; neither has the person whom an event names.
    pub fn key(&self) -> String {
        match self {
            Self::Customer => "customer#-".to_owned(),
            Self::Visitor => "visitor#-".to_owned(),
            Self::Owner { id } => format!("owner#{}", id.as_str()),
            Self::Agent => "agent#-".to_owned(),
        }
    }

    /// Reads what [`Self::key`] wrote.
    pub fn of_key(key: &str) -> Option<Self> {
        match key.split_once('#')? {
            ("customer", "-") => Some(Self::Customer),
            ("visitor", "-") => Some(Self::Visitor),
            ("agent", "-") => Some(Self::Agent),
            ("owner", id) => Some(Self::Owner {
                id: id.to_owned().try_into().ok()?,
            }),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_is_read_back_as_written() {
        for text in [
            r#"{"event":{"of":"ticket","workspace":"demo","number":"TKT-00003","version":1},"to":{"role":"owner","id":"a1"}}"#,
            r#"{"event":{"of":"sign_in","request":"0123456789abcdef0123456789abcdef"},"to":{"role":"agent"}}"#,
            r#"{"event":{"of":"invitation","workspace":"demo","id":"0123456789abcdef0123456789abcdef"},"to":{"role":"agent"}}"#,
        ] {
            let job: Job = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&job).unwrap(), text);
        }
    }

    #[test]
    fn a_recipient_is_read_back_from_its_key() {
        let owner = Recipient::Owner {
            id: "a1".to_owned().try_into().unwrap(),
        };
        for recipient in [
            Recipient::Customer,
            Recipient::Visitor,
            Recipient::Agent,
            owner,
        ] {
            assert_eq!(Recipient::of_key(&recipient.key()), Some(recipient));
        }
        for key in ["", "owner", "owner#", "customer#a1", "agent#a1"] {
            assert_eq!(Recipient::of_key(key), None, "{key}");
        }
    }
}
