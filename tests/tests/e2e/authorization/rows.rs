//! The matrix: one row a route.

mod chat;
mod people;
mod tickets;

use serde_json::Value;

use super::{
    callers::Class,
    subjects::{About, Subject},
};

/// Every row.
pub(super) fn rows() -> impl Iterator<Item = &'static Row> {
    tickets::TICKETS
        .iter()
        .chain(chat::CHAT)
        .chain(people::PEOPLE)
}

/// Who may call a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// Anyone; a credential makes no difference.
    Anyone,
    /// Agents and owners.
    Agents,
    /// Agents and owners, and the visitor whose conversation it is.
    Speakers,
    /// Owners.
    Owners,
    /// Whoever has a session's refresh cookie.
    Cookie,
    /// Whoever has a widget's token, which stands in the body.
    Widget,
}

/// A route, who may call it, and a request that whoever may succeeds with.
#[derive(Debug)]
pub(super) struct Row {
    /// Method and path as the template has them.
    pub(super) route: &'static str,
    pub(super) who: Who,
    /// What path and body name.
    pub(super) about: About,
    /// Null for a request without one.
    pub(super) body: fn(&Subject) -> Value,
    /// The answer to whoever may.
    pub(super) granted: u16,
    /// The answer to those who may the same in the other workspace.
    pub(super) elsewhere: u16,
}

impl Row {
    /// What a class of callers is answered.
    pub(super) fn expected(&self, class: Class) -> u16 {
        match (self.who, class) {
            (Who::Anyone, _) => self.granted,
            (Who::Widget, Class::WidgetToken) | (Who::Cookie, Class::Cookie) => self.granted,
            (Who::Agents, Class::Agent | Class::Owner | Class::RemovedAgent) => self.granted,
            (Who::Agents, Class::OtherAgent | Class::OtherOwner) => self.elsewhere,
            (Who::Speakers, Class::Agent | Class::Owner | Class::RemovedAgent | Class::Visitor) => {
                self.granted
            }
            (Who::Speakers, Class::OtherAgent | Class::OtherOwner) => self.elsewhere,
            (Who::Speakers, Class::VisitorOfAnotherConversation) => 404,
            (Who::Owners, Class::Owner) => self.granted,
            (Who::Owners, Class::OtherOwner) => self.elsewhere,
            (Who::Owners, Class::Agent | Class::RemovedAgent | Class::OtherAgent) => 403,
            _ => 401,
        }
    }

    pub(super) fn method(&self) -> &'static str {
        self.route.split_once(' ').unwrap().0
    }

    /// The path with the subject in place of its parameter.
    pub(super) fn path(&self, subject: &Subject) -> String {
        let (_, path) = self.route.split_once(' ').unwrap();
        match (path.split_once('{'), path.split_once('}')) {
            (Some((before, _)), Some((_, after))) => format!("/api{before}{}{after}", subject.id),
            _ => format!("/api{path}"),
        }
    }
}
