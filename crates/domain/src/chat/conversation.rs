//! A conversation as a whole, and how it changes.

use serde::{Deserialize, Serialize};

use super::{ChatMessage, ChatState, ConversationId, NewMessage, Page, Sender};
use crate::{email::EmailAddress, number::TicketNumber, text::PersonName, time::UtcTime};

/// A conversation, without its messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversation {
    /// The id.
    pub id: ConversationId,
    /// Counts the changes of what is written here, from 1.
    pub version: u64,
    /// Whether it goes on.
    pub state: ChatState,
    /// Who the visitor says they are. Nobody has verified the address.
    pub visitor: Visitor,
    /// The page that it was started on.
    pub page: Option<Page>,
    /// When it was started.
    pub created_at: UtcTime,
    /// When something was last said, or it was opened or closed.
    pub active_at: UtcTime,
    /// The number of its last message; 0 before the first.
    pub seq: u64,
    /// How many of its messages are the visitor's.
    pub visitor_messages: u64,
    /// How many of those some agent has read.
    pub read_messages: u64,
    /// The last message.
    pub last: Option<LastMessage>,
    /// The tickets that were made of it, the first one first.
    #[serde(default)]
    pub tickets: Vec<TicketNumber>,
}

/// The person at the widget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visitor {
    /// The name.
    pub name: PersonName,
    /// The address.
    pub email: EmailAddress,
}

/// What a list shows of the last message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastMessage {
    /// Who wrote it.
    pub from: Sender,
    /// Its beginning, on one line.
    pub text: String,
}

/// How much of the last message a list shows, in characters.
const BEGINNING: usize = 120;

impl Conversation {
    /// A conversation that begins now, without a message.
    pub fn begin(id: ConversationId, visitor: Visitor, page: Option<Page>, now: UtcTime) -> Self {
        Self {
            id,
            version: 1,
            state: ChatState::Open,
            visitor,
            page,
            created_at: now,
            active_at: now,
            seq: 0,
            visitor_messages: 0,
            read_messages: 0,
            last: None,
            tickets: Vec::new(),
        }
    }

    /// The conversation after one more message, and the message with its number. A visitor's message
    /// opens a closed conversation again.
    pub fn append(&self, new: NewMessage) -> (Self, ChatMessage) {
        let mut after = self.changed(new.at);
        after.seq += 1;
        if new.from == Sender::Visitor {
            after.visitor_messages += 1;
            after.state = ChatState::Open;
        }
        after.last = Some(LastMessage {
            from: new.from,
            text: beginning(new.text.as_str()),
        });
        let message = ChatMessage {
            seq: after.seq,
            from: new.from,
            by: new.by,
            text: new.text,
            at: new.at,
            numbers: new.numbers,
            refused: new.refused,
            intent: new.intent,
            visitor_messages: after.visitor_messages,
        };
        (after, message)
    }

    /// The conversation after a ticket was made of it, with the message that says so.
    pub fn with_ticket(
        &self,
        number: TicketNumber,
        announcement: NewMessage,
    ) -> (Self, ChatMessage) {
        let (mut after, message) = self.append(announcement);
        after.tickets.push(number);
        (after, message)
    }

    /// The conversation after an agent has read so many of the visitor's messages. None when that
    /// changes nothing.
    pub fn read_up_to(&self, visitor_messages: u64) -> Option<Self> {
        let read = visitor_messages.min(self.visitor_messages);
        (read > self.read_messages).then(|| Self {
            version: self.version + 1,
            read_messages: read,
            ..self.clone()
        })
    }

    /// The conversation after it was closed or opened. None when that changes nothing.
    pub fn set_state(&self, state: ChatState, now: UtcTime) -> Option<Self> {
        (state != self.state).then(|| Self {
            state,
            ..self.changed(now)
        })
    }

    /// How many of the visitor's messages no agent has read.
    pub fn unread(&self) -> u64 {
        self.visitor_messages.saturating_sub(self.read_messages)
    }

    fn changed(&self, now: UtcTime) -> Self {
        Self {
            version: self.version + 1,
            // Clocks differ: a conversation must not seem to have been quieter than it was.
            active_at: self.active_at.max(now),
            ..self.clone()
        }
    }
}

fn beginning(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ").chars().take(BEGINNING).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::chat::ChatText;

    #[test]
    fn messages_are_numbered_without_a_hole_and_the_visitors_count_as_unread() {
        let conversation = conversation();
        let (conversation, first) = conversation.append(message(Sender::Visitor, "Hello"));
        let (conversation, second) = conversation.append(message(Sender::Agent, "Good morning"));
        let (conversation, third) = conversation.append(message(Sender::Visitor, " a\nb "));
        assert_eq!([first.seq, second.seq, third.seq], [1, 2, 3]);
        assert_eq!(conversation.unread(), 2);
        assert_eq!(conversation.last.as_ref().unwrap().text, "a b");
        let read = conversation.read_up_to(first.visitor_messages).unwrap();
        assert_eq!(read.unread(), 1);
        assert_eq!(read.read_up_to(1), None);
        assert_eq!(read.read_up_to(99).unwrap().unread(), 0);
    }

    #[test]
    fn a_visitors_message_opens_a_closed_conversation_and_an_agents_does_not() {
        let closed = conversation().set_state(ChatState::Closed, time()).unwrap();
        assert_eq!(closed.set_state(ChatState::Closed, time()), None);
        let state = |from| closed.append(message(from, "Still there?")).0.state;
        assert_eq!(state(Sender::Agent), ChatState::Closed);
        assert_eq!(state(Sender::System), ChatState::Closed);
        assert_eq!(state(Sender::Visitor), ChatState::Open);
    }

    proptest! {
        #[test]
        fn every_change_has_a_version_of_its_own(steps in prop::collection::vec(0..5_u8, 0..40)) {
            let mut now = conversation();
            for step in steps {
                let next = match step {
                    0 => Some(now.append(message(Sender::Visitor, "v")).0),
                    1 => Some(now.append(message(Sender::Agent, "a")).0),
                    2 => now.read_up_to(now.visitor_messages),
                    3 => now.set_state(ChatState::Closed, time()),
                    _ => now.set_state(ChatState::Open, time()),
                };
                if let Some(next) = next {
                    prop_assert_eq!(next.version, now.version + 1);
                    prop_assert!(next.seq >= now.seq && next.read_messages <= next.visitor_messages);
                    now = next;
                }
            }
        }
    }

    fn conversation() -> Conversation {
        let visitor = Visitor {
            name: PersonName::parse("Vera").unwrap(),
            email: "vera@example.com".parse().unwrap(),
        };
        Conversation::begin(ConversationId::from_bits(7), visitor, None, time())
    }

    fn message(from: Sender, text: &str) -> NewMessage {
        NewMessage {
            from,
            by: None,
            text: ChatText::parse(text).unwrap(),
            at: time(),
            numbers: Vec::new(),
            refused: false,
            intent: None,
        }
    }

    fn time() -> UtcTime {
        UtcTime::from_epoch_seconds(1_705_311_000)
    }
}
