//! What agents do to a ticket while calls fail.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::time::sleep;

use super::{AGENT, Client, PAUSE, REPEATS};
use crate::history::{Act, Request};

impl Client<'_> {
    /// Edits the ticket, answers, notes and resolves it. Every fourth such ticket is deleted then.
    pub(super) async fn live(&mut self, number: &str) {
        self.edit(
            number,
            &json!({ "status": "in_progress", "priority": "high" }),
        )
        .await;
        let answer = Act::Answer(format!("We look at {number}."));
        let answer = Request::to_ticket("demo", AGENT, number, answer);
        let answer = answer.with_key(&format!("answer-{number}"));
        let first = self.persist(&answer).await;
        let again = self.persist(&answer).await;
        assert_eq!(first, again, "a repeat gets the first answer");
        // A note without a key is not repeated: it may be there already.
        let note = Act::Note(format!("Ask somebody about {number}."));
        self.attempt(&Request::to_ticket("demo", AGENT, number, note))
            .await;
        let resolved = json!({ "status": "resolved", "resolution_notes": "Sent a new one." });
        self.edit(number, &resolved).await;
        if number.ends_with(['0', '4', '8']) {
            self.delete(number).await;
        }
    }

    /// Edits the ticket at the version that was read until the ticket says what it should.
    async fn edit(&mut self, number: &str, fields: &Value) {
        let edit = Request::to_ticket("demo", AGENT, number, Act::Edit(fields.clone()));
        for _ in 0..REPEATS {
            let read = self.app.ticket(self.token, number).await;
            let (version, status) = (read.body["version"].as_u64(), read.status);
            if self.note(Ok(read.clone()), Duration::ZERO).is_none() {
                sleep(PAUSE).await;
                continue;
            }
            if read.body["status"] == fields["status"] {
                return;
            }
            assert_eq!(status, 200);
            self.attempt(&edit.clone().if_match(version)).await;
        }
        panic!("{number} was not edited in {REPEATS} attempts");
    }

    /// Repeats a request with a key until it is acknowledged.
    async fn persist(&mut self, request: &Request) -> Value {
        for _ in 0..REPEATS {
            if let Some(answer) = self.attempt(request).await {
                return answer;
            }
            sleep(PAUSE).await;
        }
        panic!("{request:?} was refused {REPEATS} times");
    }

    async fn attempt(&mut self, request: &Request) -> Option<Value> {
        let started = Instant::now();
        let outcome = self
            .history
            .act(self.app, self.token, request.clone())
            .await;
        self.note(outcome, started.elapsed())
    }

    /// Once it is gone nobody finds it, whoever was told so.
    async fn delete(&mut self, number: &str) {
        let deletion = Request::to_ticket("demo", AGENT, number, Act::Delete);
        for _ in 0..REPEATS {
            let outcome = self
                .history
                .act(self.app, self.token, deletion.clone())
                .await;
            let answer = outcome.expect("an answer");
            if answer.status == 404 || self.note(Ok(answer), Duration::ZERO).is_some() {
                return;
            }
            sleep(PAUSE).await;
        }
        panic!("{number} was not deleted in {REPEATS} attempts");
    }
}
