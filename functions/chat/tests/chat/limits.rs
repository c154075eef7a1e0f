use crate::{Chat, PAGE};

#[tokio::test]
async fn a_visitor_may_say_thirty_things_a_minute_and_agents_still_answer() {
    let chat = Chat::open().await;
    let vera = chat.start().await;
    let mut refused = None;
    // The thirty-first is refused; should the minute end meanwhile, a later one.
    for n in 0..70 {
        let reply = chat
            .say(&vera.token, &vera.id, "Hello", &n.to_string())
            .await;
        if reply.status == 429 {
            refused = Some((n, reply));
            break;
        }
        assert_eq!(reply.status, 201, "{}", reply.body);
    }
    let (n, refused) = refused.unwrap();
    assert!(n >= 30);
    let seconds: u32 = refused.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&seconds));
    assert_eq!(refused.header("access-control-allow-origin"), PAGE);
    // What was sent before can be asked for again, an agent answers, other conversations go on.
    chat.said(&vera.token, &vera.id, "Hello", "0").await;
    chat.said(&chat.agent(), &vera.id, "One moment", "0").await;
    let other = chat.start().await;
    chat.said(&other.token, &other.id, "Hello", "0").await;
}

#[tokio::test]
async fn agents_have_a_limit_too() {
    let chat = Chat::open().await;
    let vera = chat.start().await;
    let agent = chat.agent();
    let mut statuses = Vec::new();
    for n in 0..70 {
        let reply = chat.say(&agent, &vera.id, "Hello", &n.to_string()).await;
        statuses.push(reply.status);
        if reply.status != 201 {
            break;
        }
    }
    assert_eq!(statuses.last(), Some(&429));
    assert!(statuses.len() > 30);
}
