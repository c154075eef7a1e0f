//! Nobody can make the system write to strangers for them: a visitor's address is what the visitor
//! typed, so it may be anybody's.

use std::{collections::BTreeMap, net::Ipv4Addr};

use futures_util::future::join_all;
use serde_json::{Map, json};
use tests::{Answer, Mail, TestApp};

const ATTACKERS: u8 = 20;
const TICKETS_OF_EACH: usize = 50;
const TICKETS: usize = ATTACKERS as usize * TICKETS_OF_EACH;
/// What a workspace lets go to one recipient in a day, unless it is set otherwise.
const CAP: usize = 5;
/// One mailbox, however it is written.
const VICTIM: [&str; 3] = [
    "victim@example.com",
    "Victim@Example.com",
    "VICTIM@EXAMPLE.COM",
];
/// What the attackers want their victim to read.
const BAIT: [&str; 2] = ["Your account is locked", "evil.example"];
const NEIGHBOUR: Ipv4Addr = Ipv4Addr::new(127, 0, 2, 1);
const DEMO: &str = "demo-widget-token";
const OTHER: &str = "other-widget-token";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_tickets_in_a_strangers_name_bring_them_five_mails_of_our_own_words() {
    let app = TestApp::start().await;
    let attacks = join_all((1..=ATTACKERS).map(|attacker| attack(&app, attacker)));
    let others = async {
        let answer = raise(&app, NEIGHBOUR, DEMO, "honest@example.com").await;
        assert_eq!(answer.status, 201);
        // By an attacker, in the victim's name, in a workspace that nobody floods.
        let answer = raise(&app, attackers(1), OTHER, VICTIM[0]).await;
        assert_eq!(answer.status, 201);
    };
    tokio::join!(attacks, others);

    // One mail for each ticket to the owner, and the honest visitor's is one of them.
    let to_owner = |mails: &[Mail]| mails_to(mails, "owner@example.com").count();
    app.mails_when(|mails| to_owner(mails) == TICKETS + 1).await;
    assert_eq!(app.rest().await, 0);
    let mails = app.mailbox().await;
    assert_eq!(to_owner(&mails), TICKETS + 1);
    for address in ["honest@example.com", "owner@other.example"] {
        assert_eq!(mails_to(&mails, address).count(), 1, "{address}");
    }

    let to_victim = VICTIM.iter().flat_map(|written| mails_to(&mails, written));
    let (of_other, of_demo): (Vec<_>, Vec<_>) =
        to_victim.partition(|mail| mail.text().contains("&w=other"));
    assert_eq!(
        of_other.len(),
        1,
        "another workspace has a count of its own"
    );
    assert_the_cap_is_kept(&of_demo);
    assert_our_own_words(&of_demo);
    assert_our_own_words(&of_other);
    let total = TICKETS + 1 + 2 + 1 + of_demo.len();
    assert_eq!(mails.len(), total, "and nobody else hears of it");
}

#[tokio::test]
async fn a_flood_from_many_addresses_is_stopped_for_its_workspace_alone() {
    let app = TestApp::start().await;
    let owner = app.token("owner@example.com").await;
    let settings = app.request("PUT", "/api/workspace").bearer_auth(owner);
    let settings = settings.json(&json!({ "limits": { "creations_per_workspace": 20 } }));
    assert_eq!(app.send(settings).await.status, 200);

    let mut refused = None;
    // Settings are known to each copy of a function for a minute at the most, and a copy that has
    // read none yet has the new ones. Twice the limit and one more: whenever the minute turns, one
    // window is overrun.
    for attacker in 1..=41 {
        let answer = raise(&app, attackers(attacker), DEMO, VICTIM[0]).await;
        if answer.status == 429 {
            refused = Some(answer);
            break;
        }
        assert_eq!(answer.status, 201, "{:?}", answer.body);
    }
    let refused = refused.expect("a flood is stopped");
    let seconds: u32 = refused.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&seconds), "{seconds}");
    assert_eq!(refused.header("content-type"), "application/problem+json");
    assert_eq!(refused.body["type"], "urn:tkt:problem:too-many-requests");

    let answer = raise(&app, attackers(1), OTHER, VICTIM[0]).await;
    assert_eq!(answer.status, 201, "the other workspace is not to blame");
    app.mails_when(|mails| mails_to(mails, "owner@other.example").count() == 1)
        .await;
    assert_eq!(app.rest().await, 0);
}

/// One attacker's tickets, each in the victim's name and below the limit of an address. The next ones
/// pass it, and are refused.
async fn attack(app: &TestApp, attacker: u8) {
    for ticket in 0..TICKETS_OF_EACH {
        let written = VICTIM[ticket % VICTIM.len()];
        let answer = raise(app, attackers(attacker), DEMO, written).await;
        assert_eq!(answer.status, 201, "{:?}", answer.body);
        // Nothing that was typed comes back to whoever typed it either.
        assert_eq!(answer.body.as_object().map(Map::len), Some(2));
    }
}

async fn raise(app: &TestApp, from: Ipv4Addr, token: &str, email: &str) -> Answer {
    let body = json!({
        "bot_token": token,
        "issue": BAIT.join(": https://"),
        "visitor_name": BAIT[0],
        "visitor_email": email,
        "visitor_phone": "+1 900 555 0100",
    });
    let request = app.request_from(from, "POST", "/api/tickets/create");
    app.send(request.json(&body)).await
}

fn attackers(n: u8) -> Ipv4Addr {
    Ipv4Addr::new(127, 0, 1, n)
}

fn mails_to<'a>(mails: &'a [Mail], address: &str) -> impl Iterator<Item = &'a Mail> {
    mails.iter().filter(move |mail| mail.to() == address)
}

/// Tests run at midnight too, when another day's count begins.
fn assert_the_cap_is_kept(mails: &[&Mail]) {
    let mut days = BTreeMap::<_, usize>::new();
    for mail in mails {
        *days.entry(&mail.text_of("/sent_at")[..10]).or_default() += 1;
    }
    assert!(mails.len() >= CAP, "the cap is used: {days:?}");
    assert!(days.values().all(|count| *count <= CAP), "{days:?}");
}

/// Each is the same but for the ticket's number, and says nothing of what was typed.
fn assert_our_own_words(mails: &[&Mail]) {
    let whole = |mail: &Mail| {
        let number = mail.subject().rsplit(' ').next().unwrap().to_owned();
        [mail.subject(), mail.text(), mail.html()].map(|part| part.replace(&number, "N"))
    };
    for mail in mails {
        let parts = whole(mail);
        assert_eq!(parts, whole(mails[0]));
        assert_eq!(parts[0], "Support Ticket Reference: N");
        for typed in BAIT.iter().chain(&["900"]) {
            assert!(parts.iter().all(|part| !part.contains(typed)), "{parts:?}");
        }
    }
}
