//! A message that somebody wrote, and what is found in it.

use api::chat_auth::{Speaker, Who};
use domain::{
    address::ClientAddress,
    chat::{ChatText, Conversation, Intent, NewMessage, Sender, intent},
    detect::{Mention, mentions},
    time::UtcTime,
};
use store::{
    Store, StoreError,
    guesses::{GuessError, Guesses},
};

/// A message before it is sent.
pub(crate) struct Composed {
    pub(crate) at: UtcTime,
    text: ChatText,
    mentions: Vec<Mention>,
    refused: bool,
    intent: Option<Intent>,
    address: ClientAddress,
}

impl Composed {
    /// Finds in the text what is marked in it.
    pub(crate) fn new(text: ChatText, speaker: &Speaker, address: ClientAddress) -> Self {
        let prefixes: Vec<_> = speaker.settings.prefixes().cloned().collect();
        let intent = match &speaker.who {
            Who::Agent(_) => None,
            Who::Visitor(_) => intent(text.as_str(), &speaker.settings.ticket_phrases),
        };
        Self {
            at: UtcTime::now(),
            mentions: mentions(text.as_str(), &prefixes),
            refused: false,
            intent,
            text,
            address,
        }
    }

    /// Counts a visitor's misses. Past the limit the message is taken all the same, but its numbers
    /// stay errors for good: the refusal must not tell which of them are right.
    pub(crate) async fn judge(
        &mut self,
        store: &Store,
        conversation: &Conversation,
        speaker: &Speaker,
    ) -> Result<(), StoreError> {
        let Who::Visitor(access) = &speaker.who else {
            return Ok(());
        };
        let numbers = self.mentions.iter().filter_map(Mention::number).cloned();
        let numbers: Vec<_> = numbers.collect();
        let guesses = Guesses {
            workspace: &access.workspace,
            numbers: &numbers,
            email: &conversation.visitor.email,
            client: &self.address,
            at: self.at,
        };
        match store.guess_all(&guesses).await {
            Ok(_) => Ok(()),
            Err(GuessError::TooManyMisses { .. }) => {
                self.refused = true;
                Ok(())
            }
            Err(GuessError::Store(error)) => Err(error),
        }
    }

    /// The message, as it waits for its number.
    pub(crate) fn message(&self, speaker: &Speaker) -> NewMessage {
        let (from, by) = match &speaker.who {
            Who::Agent(agent) => (Sender::Agent, Some(agent.email.clone())),
            Who::Visitor(_) => (Sender::Visitor, None),
        };
        NewMessage {
            from,
            by,
            text: self.text.clone(),
            at: self.at,
            numbers: self.mentions.iter().map(Mention::to_string).collect(),
            refused: self.refused,
            intent: self.intent,
        }
    }
}
