//! Kill -9 at each point where a function has done one thing and not yet the next, and then
//! delivery goes on.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use futures_util::future::join_all;
use serde_json::{Value, json};
use tokio::time::sleep;

use super::{Tally, desk::until};
use crate::{
    Answer, Outcome, TestApp, Wires,
    app::kill,
    history::{Allowed, Found, History},
    wire::Held,
};

const AGENT: &str = "agent@example.com";
/// Tickets that `publish` gets at once: two jobs each, so three calls of at most ten.
const TOGETHER: usize = 11;
const CALLS: usize = 3;
/// A claim's life and one second more, which no clock of ours can shorten.
const CLAIM: Duration = Duration::from_secs(31);
/// How long a job stays hidden that nobody has settled.
const HIDDEN: u64 = 60;

/// A stack with its wires, and what it was asked.
struct Ground {
    wires: Wires,
    app: TestApp,
    history: History,
    token: String,
    /// Tickets that were there from the start.
    demo: usize,
    kills: usize,
}

/// Every point of every function, one after the other in one stack.
pub async fn run(seed: u64) -> Tally {
    let started = Instant::now();
    let mut ground = Ground::new().await;
    ground.create_after_the_number().await;
    ground.create_after_the_commit().await;
    ground.at_rest().await;

    ground.notify_after_the_claim().await;
    let twice = ground.notify_after_the_mail().await;
    ground.notify_after_the_mark().await;
    let claimed = Instant::now();
    ground.publish_after_all_sends().await;
    let sent = usize::try_from(seed % (CALLS as u64 - 1)).unwrap_or_default() + 1;
    ground.publish_after_some_sends(sent).await;

    sleep(CLAIM.saturating_sub(claimed.elapsed())).await;
    ground.app.advance(HIDDEN).await;
    ground.close(&twice, started).await
}

impl Ground {
    async fn new() -> Self {
        let wires = Wires::start().await;
        let app = wires.under(TestApp::options()).start().await;
        Self {
            history: History::starting_at(&app).await,
            token: app.token(AGENT).await,
            demo: tickets(&app).await,
            app,
            wires,
            kills: 0,
        }
    }

    /// The number is lost; the repeat takes the next one.
    async fn create_after_the_number(&mut self) {
        let counter = |body: &Value| body["Key"]["sk"]["S"] == "SEQ";
        let held = self.wires.dynamodb.hold_after("UpdateItem", counter);
        let before = self.tickets().await;
        self.raise_and_kill("after-add", held).await;
        assert_eq!(self.tickets().await, before, "nothing was saved");
        self.repeat("after-add").await;
        assert_eq!(self.tickets().await, before + 1);
    }

    /// The ticket is there; the repeat gets its answer and makes no other.
    async fn create_after_the_commit(&mut self) {
        let held = self
            .wires
            .dynamodb
            .hold_after("TransactWriteItems", |_| true);
        let before = self.tickets().await;
        self.raise_and_kill("after-commit", held).await;
        assert_eq!(self.tickets().await, before + 1, "it was saved");
        self.repeat("after-commit").await;
        assert_eq!(self.tickets().await, before + 1);
    }

    /// The claim outlives its holder; the mail goes out once it has ended.
    async fn notify_after_the_claim(&mut self) {
        let held = self
            .wires
            .dynamodb
            .hold_after("UpdateItem", |body| marks(body, "claimed"));
        let number = self.write("claim@example.com").await;
        self.kill_caller("notify", held).await;
        assert_eq!(self.delivery(&number).await.as_deref(), Some("claimed"));
        assert_eq!(self.copies("claim@example.com").await, 0);
    }

    /// The only window for a second copy. Returns the ticket's number and the address.
    async fn notify_after_the_mail(&mut self) -> (String, String) {
        let address = "mail@example.com";
        let held = self.wires.ses.hold_after("SendEmail", |_| true);
        let number = self.write(address).await;
        self.kill_caller("notify", held).await;
        assert_eq!(self.delivery(&number).await.as_deref(), Some("claimed"));
        assert_eq!(self.copies(address).await, 1);
        (number, address.to_owned())
    }

    /// The job comes again and finds that nothing is left to do.
    async fn notify_after_the_mark(&mut self) {
        let held = self
            .wires
            .dynamodb
            .hold_after("UpdateItem", |body| marks(body, "sent"));
        let number = self.write("mark@example.com").await;
        self.kill_caller("notify", held).await;
        assert_eq!(self.delivery(&number).await.as_deref(), Some("sent"));
        assert_eq!(self.copies("mark@example.com").await, 1);
    }

    /// The batch comes again; each of its jobs is on the queue twice.
    async fn publish_after_all_sends(&mut self) {
        let held = self.wires.sqs.hold_after("SendMessageBatch", |_| true);
        self.raise("after-sends").await.expect("an answer");
        self.kill_caller("publish", held).await;
    }

    /// The first `sent` of three calls are carried out, the others never made.
    async fn publish_after_some_sends(&mut self, sent: usize) {
        // Publish is kept busy with one ticket, attempt by attempt, while the others gather.
        let busy = [(); 3].map(|()| self.wires.sqs.hold_before("SendMessageBatch", |_| true));
        let [mut first, second, third] = busy;
        self.raise("busy").await.expect("an answer");
        first.arrived().await;
        let names: Vec<String> = (0..TOGETHER).map(|n| format!("together-{n}")).collect();
        join_all(names.iter().map(|name| self.raise(name))).await;

        let full = AtomicUsize::new(0);
        let held = self.wires.sqs.hold_after("SendMessageBatch", move |body| {
            let entries = body["Entries"].as_array().map_or(0, Vec::len);
            entries == 10 && full.fetch_add(1, Ordering::SeqCst) + 1 == sent
        });
        for busy in [first, second, third] {
            busy.let_go();
        }
        self.kill_caller("publish", held).await;
    }

    /// Asks for a ticket and kills the copy that works on it.
    async fn raise_and_kill(&mut self, name: &str, held: Held) {
        let (history, app) = (self.history.clone(), &self.app);
        let (email, issue) = (format!("{name}@example.com"), "Help");
        let asking = history.raise(app, Some(name), "Vera", &email, issue);
        let (outcome, ()) = tokio::join!(asking, kill_caller(app, "create-ticket", held));
        self.kills += 1;
        let failed = outcome.map_or(true, |answer| answer.status >= 500);
        assert!(failed, "its copy was killed");
    }

    /// Asks the same again, twice.
    async fn repeat(&self, name: &str) {
        let first = self.raise(name).await.expect("an answer");
        assert_eq!(first.status, 201, "{}", first.body);
        let second: Answer = self.raise(name).await.expect("an answer");
        assert_eq!(second.body, first.body);
    }

    async fn raise(&self, name: &str) -> Outcome {
        let email = format!("{name}@example.com");
        self.history
            .raise(&self.app, Some(name), "Vera", &email, "Help")
            .await
    }

    /// An agent writes a ticket, which owes one mail. Returns its number.
    async fn write(&self, email: &str) -> String {
        let body = json!({
            "title": "Parcel lost",
            "description": "It never came.",
            "customer_name": "Carla",
            "customer_email": email,
        });
        let agent = (AGENT, self.token.as_str());
        let answer = self.history.create_as(&self.app, agent, None, &body).await;
        let answer = answer.expect("an answer");
        answer.body["ticket_number"]
            .as_str()
            .expect("a number")
            .to_owned()
    }

    async fn kill_caller(&mut self, function: &str, held: Held) {
        kill_caller(&self.app, function, held).await;
        self.kills += 1;
    }

    /// How many tickets were saved.
    async fn tickets(&self) -> usize {
        tickets(&self.app).await - self.demo
    }

    /// The state of the mail to a ticket's customer.
    async fn delivery(&self, number: &str) -> Option<String> {
        let key = (
            format!("W#demo#T#{number}"),
            "X#0000000001#customer#-".to_owned(),
        );
        let found = Found::of(&self.app).await;
        Some(found.items.get(&key)?["state"].as_str()?.to_owned())
    }

    async fn copies(&self, address: &str) -> usize {
        let mails = self.app.mailbox().await;
        mails.iter().filter(|mail| mail.to() == address).count()
    }

    /// So that the next job is alone in its batch.
    async fn at_rest(&self) {
        self.history.at_rest(&self.app, &Allowed::default()).await;
    }

    async fn close(self, twice: &(String, String), started: Instant) -> Tally {
        let (number, address) = twice;
        until("the mail that goes out again", async || {
            self.copies(address).await == 2
        })
        .await;
        let allowed = Allowed::default().second_copy(number, address);
        let found = self.history.check_at_rest(&self.app, &allowed).await;
        let second_copies = self.history.second_copies(&found);
        let (attempts, _) = self.history.counts();
        Tally {
            tickets: self.tickets().await,
            attempts,
            kills: self.kills,
            mails: found.mails.len(),
            second_copies: usize::try_from(second_copies).unwrap_or(usize::MAX),
            seconds: started.elapsed().as_secs_f64(),
            ..Tally::default()
        }
    }
}

async fn tickets(app: &TestApp) -> usize {
    let found = Found::of(app).await;
    found.items.keys().filter(|(_, sk)| sk == "META").count()
}

/// Kills the process whose call is held, and loses the call.
async fn kill_caller(app: &TestApp, function: &str, mut held: Held) {
    let call = held.arrived().await;
    let caller = call.caller.expect("a process that makes the call");
    let copies = app.pids(function).await;
    assert!(copies.contains(&caller), "{caller} is none of {copies:?}");
    assert!(kill(caller), "{caller} was there");
    until("the copy's end", async || {
        !app.pids(function).await.contains(&caller)
    })
    .await;
}

/// Whether an update sets a delivery mark to this state.
fn marks(body: &Value, state: &str) -> bool {
    let of_a_mark = body["Key"]["sk"]["S"]
        .as_str()
        .is_some_and(|sk| sk.starts_with("X#"));
    let values = &body["ExpressionAttributeValues"];
    // A claim has a condition on the state too, so its values are told apart by their names.
    let written = match state {
        "claimed" => &values[":claimed"]["S"],
        _ => &values[":state"]["S"],
    };
    of_a_mark && written == state
}
