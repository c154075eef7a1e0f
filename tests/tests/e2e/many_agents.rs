//! Agents who edit the same tickets at the same time, each seeing what the others did.

use fastrand::Rng;
use futures_util::future::join_all;
use serde_json::{Value, json};
use tests::{
    TestApp,
    history::{Allowed, History},
};

const AGENTS: usize = 8;
const TICKETS: usize = 10;
const EDITS: usize = 600;

/// An agent at work.
struct Agent<'a> {
    app: &'a TestApp,
    history: &'a History,
    email: String,
    token: String,
    /// How often somebody else was faster.
    stale: usize,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eight_agents_edit_ten_tickets_six_hundred_times_and_no_edit_is_lost() {
    let app = TestApp::start().await;
    let mut hired = Vec::new();
    for n in 0..AGENTS {
        let email = format!("agent-{n}@example.com");
        hired.push((app.hire(&email).await, email));
    }
    let history = History::starting_at(&app).await;
    let tickets = tickets(&app, &history, &hired[0]).await;

    let (app, history, tickets) = (&app, &history, &tickets);
    let agents = hired.into_iter().enumerate().map(|(n, (token, email))| {
        let mut agent = Agent {
            app,
            history,
            email,
            token,
            stale: 0,
        };
        async move {
            let mut random = Rng::with_seed(n as u64);
            for edit in 0..EDITS / AGENTS {
                let number = &tickets[random.usize(..TICKETS)];
                agent
                    .edit(number, &fields(edit, &format!("{n}-{edit}")))
                    .await;
            }
            agent.stale
        }
    });
    let stale: usize = join_all(agents).await.into_iter().sum();
    println!("{EDITS} edits, {stale} of them tried again");
    assert!(stale > 0, "nobody met anybody");

    let found = history.check_at_rest(app, &Allowed::default()).await;
    let versions: u64 = tickets
        .iter()
        .map(|number| {
            let key = (format!("W#demo#T#{number}"), "META".to_owned());
            found.items[&key]["version"].as_u64().unwrap()
        })
        .sum();
    assert_eq!(
        versions,
        (TICKETS + EDITS) as u64,
        "each edit is one version"
    );
}

impl Agent<'_> {
    /// Reads the ticket and edits what was read, until nobody was faster.
    async fn edit(&mut self, number: &str, fields: &Value) {
        let agent = (self.email.as_str(), self.token.as_str());
        loop {
            let read = self.app.ticket(agent.1, number).await;
            assert_eq!(read.status, 200, "{}", read.body);
            let version = read.body["version"].as_u64().unwrap();
            assert_eq!(read.header("etag"), format!("\"{version}\""));
            let seen = (number, version);
            let edited = self.history.edit_as(self.app, agent, seen, fields).await;
            let edited = edited.unwrap();
            match edited.status {
                200 => return assert_eq!(edited.body["version"], version + 1),
                412 => self.stale += 1,
                status => panic!("{status}: {}", edited.body),
            }
        }
    }
}

/// What the edit is to set: a text that no other edit sets. Customers hear of every fourth.
fn fields(edit: usize, text: &str) -> Value {
    match edit % 4 {
        0 => json!({ "title": format!("Title {text}"), "status": "in_progress" }),
        _ => json!({ "resolution_notes": format!("Notes {text}") }),
    }
}

/// Half of them raised by visitors, half written by an agent.
async fn tickets(app: &TestApp, history: &History, agent: &(String, String)) -> Vec<String> {
    let (token, agent) = agent;
    let mut numbers = Vec::new();
    for n in 0..TICKETS {
        let email = format!("customer-{n}@example.com");
        let answer = if n % 2 == 0 {
            history.raise(app, None, "Vera", &email, "Help").await
        } else {
            let body = json!({
                "title": "Parcel lost",
                "description": "It never came.",
                "customer_name": "Carla",
                "customer_email": email,
            });
            history.create_as(app, (agent, token), None, &body).await
        };
        let body = answer.unwrap().body;
        let number = body.get("ticket_number").or(body.get("ticket_id"));
        numbers.push(number.unwrap().as_str().unwrap().to_owned());
    }
    numbers
}
