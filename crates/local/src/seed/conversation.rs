//! The demonstration's conversation: a customer asks about the first ticket.

use domain::{
    chat::{ChatText, ClientId, Conversation, ConversationId, NewMessage, Page, Sender, Visitor},
    email::EmailAddress,
    text::PersonName,
    time::UtcTime,
    workspace::WorkspaceId,
};
use jiff::SignedDuration;
use store::{Store, chat::SendKey};

use super::SeedError;

/// Always the same, so that a filling that was cut short goes on with it.
const ID: u128 = 0x0de0_0de0_0de0_0de0_0de0_0de0_0de0_0de0;

/// What is said: by whom, after how many seconds, the text, the numbers in it.
const MESSAGES: [(Sender, i64, &str, &[&str]); 3] = [
    (
        Sender::Visitor,
        20,
        "Hello! Is there any news about TKT-00001?",
        &["TKT-00001"],
    ),
    (
        Sender::Agent,
        95,
        "Good morning, Maria. Accounting is looking at it; you get the corrected invoice today.",
        &[],
    ),
    (
        Sender::Visitor,
        140,
        "Perfect. And can you change the address for the next ones, too?",
        &[],
    ),
];

/// Saves it, with the first of its messages read.
pub(super) async fn fill(
    store: &Store,
    workspace: &WorkspaceId,
    since: UtcTime,
) -> Result<(), SeedError> {
    let id = ConversationId::from_bits(ID);
    let mut conversation = match store.conversation(workspace, &id).await? {
        Some(conversation) => conversation,
        None => begin(store, workspace, id, since).await?,
    };
    let written = usize::try_from(conversation.seq).unwrap_or(MESSAGES.len());
    for (from, seconds, text, numbers) in MESSAGES.into_iter().skip(written) {
        let message = NewMessage {
            from,
            by: writer(from)?,
            text: ChatText::parse(text)?,
            at: since.plus(SignedDuration::from_secs(seconds)),
            numbers: numbers.iter().map(ToString::to_string).collect(),
            refused: false,
            intent: None,
        };
        let key = SendKey {
            sender: "demo",
            client_id: &ClientId::parse(&format!("demo-{seconds}"))?,
        };
        store
            .send(workspace, &conversation, message.clone(), &key)
            .await?;
        (conversation, _) = conversation.append(message);
    }
    if let Some(read) = conversation.read_up_to(1) {
        store
            .save_conversation(workspace, &conversation, &read)
            .await?;
    }
    Ok(())
}

async fn begin(
    store: &Store,
    workspace: &WorkspaceId,
    id: ConversationId,
    since: UtcTime,
) -> Result<Conversation, SeedError> {
    let visitor = Visitor {
        name: PersonName::parse("Maria Keller")?,
        email: "maria@example.com".parse()?,
    };
    let page = Page::parse("http://127.0.0.1:4000/")?;
    let conversation = Conversation::begin(id, visitor, Some(page), since);
    // Nobody gets the token: a visitor who comes back begins another conversation.
    store.start_conversation(workspace, &conversation).await?;
    Ok(conversation)
}

fn writer(from: Sender) -> Result<Option<EmailAddress>, SeedError> {
    Ok(match from {
        Sender::Agent => Some("agent@example.com".parse()?),
        Sender::Visitor | Sender::System => None,
    })
}
