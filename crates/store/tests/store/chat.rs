use std::sync::LazyLock;

use data_encoding::BASE64URL_NOPAD;
use domain::{
    chat::{
        ChatMessage, ChatState, ChatText, ClientId, Conversation, ConversationId, NewMessage,
        Sender, Visitor,
    },
    text::PersonName,
    time::UtcTime,
    workspace::WorkspaceId,
};
use futures_util::future::join_all;
use jiff::SignedDuration;
use rstest::rstest;
use serde_json::Value;
use store::{
    Store,
    chat::{Activity, ChatListError, SendError, SendKey},
};
use testkit::{
    Table,
    samples::{email, signed_in, time, workspace},
};

#[tokio::test]
async fn messages_are_read_from_where_the_reader_stands() {
    let table = Table::start().await;
    let conversation = started(&table.store, 1).await;
    for n in 1..=3 {
        say(&table.store, &conversation.id, &format!("m{n}")).await;
    }
    assert_eq!(
        texts(&table.store, &conversation.id, 0).await,
        ["m1", "m2", "m3"]
    );
    assert_eq!(texts(&table.store, &conversation.id, 2).await, ["m3"]);
    assert!(texts(&table.store, &conversation.id, 3).await.is_empty());
    assert!(
        texts(&table.store, &conversation.id, u64::MAX)
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn a_long_conversation_is_read_in_pages_without_a_gap() {
    let table = Table::start().await;
    let conversation = started(&table.store, 1).await;
    for n in 1..=205 {
        say(&table.store, &conversation.id, &format!("m{n}")).await;
    }
    let mut seen = Vec::new();
    loop {
        let after = u64::try_from(seen.len()).unwrap();
        let page = texts(&table.store, &conversation.id, after).await;
        if page.is_empty() {
            break;
        }
        assert!(page.len() <= 100);
        seen.extend(page);
    }
    let expected: Vec<_> = (1..=205).map(|n| format!("m{n}")).collect();
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn writers_at_once_leave_no_gap_and_no_repeat() {
    let table = Table::start().await;
    let conversation = started(&table.store, 1).await;
    let id = &conversation.id;
    let store = &table.store;
    join_all((0..8).map(|writer| async move {
        for n in 0..5 {
            say(store, id, &format!("{writer}-{n}")).await;
        }
    }))
    .await;
    let page = store.messages_after(w1(), id, 0).await;
    let page = page.unwrap().unwrap();
    let seqs: Vec<_> = page.messages.iter().map(|message| message.seq).collect();
    assert_eq!(seqs, (1..=40).collect::<Vec<_>>());
    let mut texts: Vec<_> = page.messages.iter().map(|m| m.text.as_str()).collect();
    texts.sort_unstable();
    texts.dedup();
    assert_eq!(texts.len(), 40);
    assert_eq!(page.conversation.unread(), 40);
}

#[tokio::test]
async fn a_message_that_is_sent_again_is_the_same_message() {
    let table = Table::start().await;
    let conversation = started(&table.store, 1).await;
    let id = &conversation.id;
    let first = say(&table.store, id, "once").await;
    assert_eq!(say(&table.store, id, "once").await, first);
    let both = join_all([0; 6].map(|_| say(&table.store, id, "twice"))).await;
    assert!(both.iter().all(|message| *message == both[0]));
    assert_eq!(texts(&table.store, id, 0).await, ["once", "twice"]);
}

#[tokio::test]
async fn two_senders_may_call_their_messages_the_same() {
    let table = Table::start().await;
    let conversation = started(&table.store, 1).await;
    let client_id = ClientId::parse("1").unwrap();
    for sender in ["visitor", "agent-1"] {
        let key = SendKey {
            sender,
            client_id: &client_id,
        };
        send(&table.store, &conversation.id, sender, &key).await;
    }
    assert_eq!(texts(&table.store, &conversation.id, 0).await.len(), 2);
}

#[tokio::test]
async fn a_change_made_of_an_older_conversation_is_refused() {
    let table = Table::start().await;
    let before = started(&table.store, 1).await;
    say(&table.store, &before.id, "hello").await;
    let closed = before.set_state(ChatState::Closed, now()).unwrap();
    let saved = table.store.save_conversation(w1(), &before, &closed);
    assert!(matches!(saved.await, Err(store::chat::ChangeError::Stale)));
}

#[tokio::test]
async fn a_visitors_token_opens_its_conversation_until_it_ends() {
    let table = Table::start().await;
    let store = &table.store;
    let conversation = new(1);
    let started = store.start_conversation(w1(), &conversation);
    let (token, access) = started.await.unwrap();
    assert_eq!(access.conversation, conversation.id);
    assert_eq!(
        store.visitor(&token, now()).await.unwrap(),
        Some(access.clone())
    );
    let ends = access.expires_at;
    assert_eq!(store.visitor(&token, ends).await.unwrap(), None);
    for wrong in ["", "0", "null", &token[1..]] {
        assert_eq!(store.visitor(wrong, now()).await.unwrap(), None, "{wrong}");
    }
}

/// DynamoDB refuses some of these as keys: it must not be asked.
#[rstest]
#[case::none("")]
#[case::no_moment("#0123456789abcdef0123456789abcdef")]
#[case::no_id("1705311000000#")]
#[case::a_tickets("1705311000000#TKT-00001")]
#[tokio::test]
async fn a_position_that_no_conversation_has_is_foreign(#[case] at: &str) {
    let table = Table::start().await;
    for n in 1..=21 {
        started(&table.store, n).await;
    }
    let list = async |cursor| table.store.conversations(w1(), None, cursor).await;
    let cursor = list(None).await.unwrap().next_cursor.unwrap();
    assert_eq!(list(Some(&cursor)).await.unwrap().conversations.len(), 1);
    let json = BASE64URL_NOPAD.decode(cursor.as_bytes()).unwrap();
    let mut forged: Value = serde_json::from_slice(&json).unwrap();
    forged["at"] = at.into();
    let forged = BASE64URL_NOPAD.encode(forged.to_string().as_bytes());
    let found = list(Some(&forged)).await;
    assert!(
        matches!(found, Err(ChatListError::ForeignCursor)),
        "{found:?}"
    );
}

#[tokio::test]
async fn a_page_shows_a_conversation_once_while_it_is_closed_and_opened() {
    let table = Table::start().await;
    let (store, conversation) = (&table.store, started(&table.store, 1).await);
    let changes = async {
        let mut now = conversation.clone();
        for n in 1..=100 {
            let states = [ChatState::Open, ChatState::Closed];
            let next = now.set_state(states[n % 2], now.active_at).unwrap();
            store.save_conversation(w1(), &now, &next).await.unwrap();
            now = next;
        }
    };
    let lists = async {
        for _ in 0..200 {
            let page = store.conversations(w1(), None, None).await.unwrap();
            assert!(page.conversations.len() <= 1, "{:?}", page.conversations);
        }
    };
    tokio::join!(changes, lists);
}

#[tokio::test]
async fn a_presence_fades_by_itself() {
    let table = Table::start().await;
    let conversation = started(&table.store, 1).await;
    let (store, id, agent) = (&table.store, &conversation.id, signed_in());
    let present = async |at: UtcTime| {
        let found = store.conversation_with_presence(w1(), id, at);
        let (_, present) = found.await.unwrap().unwrap();
        present.into_iter().map(|it| it.state).collect::<Vec<_>>()
    };
    assert!(present(now()).await.is_empty());
    for state in [Activity::Viewing, Activity::Writing] {
        store.note_presence(&agent, id, state, now()).await.unwrap();
        assert_eq!(present(now()).await, [state]);
    }
    let later = |seconds| now().plus(SignedDuration::from_secs(seconds));
    assert_eq!(present(later(14)).await, [Activity::Writing]);
    assert!(present(later(15)).await.is_empty());
}

#[tokio::test]
async fn conversations_are_listed_by_their_last_activity() {
    let table = Table::start().await;
    let store = &table.store;
    for n in 1..=45 {
        started(store, n).await;
    }
    let closed = store.conversation(w1(), &id(7)).await;
    let before = closed.unwrap().unwrap();
    let after = before.set_state(ChatState::Closed, now()).unwrap();
    let saved = store.save_conversation(w1(), &before, &after);
    saved.await.unwrap();
    assert_eq!(listed(store, Some(ChatState::Closed)).await, [id(7)]);
    let open: Vec<_> = (1..=45).rev().filter(|n| *n != 7).map(id).collect();
    assert_eq!(listed(store, Some(ChatState::Open)).await, open);
    let all = listed(store, None).await;
    assert_eq!(all[0], id(7));
    assert_eq!(all[1..], open);
    let foreign = store
        .conversations(&workspace("w2"), None, None)
        .await
        .unwrap();
    assert!(foreign.conversations.is_empty());
}

async fn listed(store: &Store, state: Option<ChatState>) -> Vec<ConversationId> {
    let mut ids = Vec::new();
    let mut cursor = None;
    loop {
        let page = store.conversations(w1(), state, cursor.as_deref());
        let page = page.await.unwrap();
        assert!(page.conversations.len() <= 20);
        ids.extend(page.conversations.into_iter().map(|it| it.id));
        cursor = page.next_cursor;
        if cursor.is_none() {
            return ids;
        }
    }
}

async fn started(store: &Store, n: u64) -> Conversation {
    let conversation = new(n);
    let started = store.start_conversation(w1(), &conversation);
    started.await.unwrap();
    conversation
}

fn new(n: u64) -> Conversation {
    let visitor = Visitor {
        name: PersonName::parse("Vera").unwrap(),
        email: email("vera@example.com"),
    };
    let minutes = i64::try_from(n).unwrap() - 60;
    let at = now().plus(SignedDuration::from_mins(minutes));
    Conversation::begin(id(n), visitor, None, at)
}

fn id(n: u64) -> ConversationId {
    ConversationId::from_bits(u128::from(n))
}

async fn texts(store: &Store, id: &ConversationId, after: u64) -> Vec<String> {
    let page = store.messages_after(w1(), id, after).await;
    let messages = page.unwrap().unwrap().messages.into_iter();
    messages.map(|message| message.text.to_string()).collect()
}

/// The visitor says something, under a name that is the text itself.
async fn say(store: &Store, id: &ConversationId, text: &str) -> ChatMessage {
    let client_id = ClientId::parse(text).unwrap();
    let key = SendKey {
        sender: "visitor",
        client_id: &client_id,
    };
    send(store, id, text, &key).await
}

async fn send(store: &Store, id: &ConversationId, text: &str, key: &SendKey<'_>) -> ChatMessage {
    loop {
        let sending = store.begin_send(w1(), id, key).await;
        let sending = sending.unwrap().unwrap();
        if let Some(earlier) = sending.earlier {
            return earlier;
        }
        let new = NewMessage {
            from: Sender::Visitor,
            by: None,
            text: ChatText::parse(text).unwrap(),
            at: now(),
            numbers: Vec::new(),
            refused: false,
            intent: None,
        };
        let sent = store.send(w1(), &sending.conversation, new, key);
        match sent.await {
            Ok(message) => return message,
            Err(SendError::Stale) => {}
            Err(SendError::Store(error)) => panic!("{error}"),
        }
    }
}

/// The workspace that everything happens in.
fn w1() -> &'static WorkspaceId {
    static W1: LazyLock<WorkspaceId> = LazyLock::new(|| workspace("w1"));
    &W1
}

fn now() -> UtcTime {
    time("2024-01-15T09:30:00Z")
}
