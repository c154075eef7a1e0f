//! One run: a stack, the model beside it, and every request so far.

use std::net::Ipv4Addr;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{
    call::{Call, Checked, Mismatch, check_json},
    people::{Agent, Workspace},
    step::{Step, Which},
    ticket::Ticket,
    world::World,
};
use crate::{Answer, TestApp};

/// A stack and its model.
pub(super) struct Run<'a> {
    pub(super) app: &'a TestApp,
    tokens: Vec<String>,
    pub(super) world: World,
    /// Requests that were done under a key, and their answers.
    pub(super) kept: Vec<(Call, Value)>,
    /// What was asked and answered, one line each.
    pub(super) transcript: Vec<String>,
    /// What the tracker answers to whoever does not know a ticket and its address.
    pub(super) not_tracked: Option<Value>,
    pub(super) asked: u64,
}

/// The times between which a request was made.
pub(super) struct Meanwhile(Timestamp);

impl<'a> Run<'a> {
    /// A new stack's run. The model begins with the tickets of the demo data.
    pub(super) async fn of(app: &'a TestApp) -> Result<Self, Mismatch> {
        let mut tokens = Vec::new();
        for agent in Agent::ALL {
            tokens.push(app.token(agent.email()).await);
        }
        let mut run = Self {
            app,
            tokens,
            world: World::default(),
            kept: Vec::new(),
            transcript: Vec::new(),
            not_tracked: None,
            asked: 0,
        };
        for number in ["TKT-00001", "TKT-00002", "TKT-00003"] {
            let path = format!("/api/ticket/{number}");
            let answer = run.send(&Call::new("GET", path).by(Agent::DemoOwner)).await;
            run.world.add(demo_ticket(answer.body)?);
        }
        run.transcript.clear();
        Ok(run)
    }

    /// Does one step, and holds its answers against the model.
    pub(super) async fn play(&mut self, step: &Step) -> Checked {
        match step {
            Step::Create { by, body, keyed } => self.create(*by, body, *keyed).await,
            Step::Raise { at, body, keyed } => self.raise(*at, body, *keyed).await,
            Step::Repeat { nth, altered } => self.repeat(*nth, *altered).await,
            Step::Edit {
                by,
                ticket,
                basis,
                fields,
            } => self.edit((*by, *ticket, *basis), fields).await,
            Step::Write {
                by,
                ticket,
                basis,
                message,
                keyed,
            } => self.write((*by, *ticket, *basis), message, *keyed).await,
            Step::Delete { by, ticket, basis } => self.delete((*by, *ticket, *basis)).await,
            Step::Look { by, ticket } => self.look(*by, &self.world.number(*ticket)).await,
            Step::Track {
                workspace,
                ticket,
                form,
                email,
                tries,
            } => {
                for _ in 0..*tries {
                    self.track(*workspace, (*ticket, *form), *email).await?;
                }
                Ok(())
            }
            Step::Detect { by, numbers, email } => self.detect(*by, numbers, *email).await,
            Step::List { by, filter } => self.list(*by, filter).await,
        }
    }

    /// Looks at every ticket once more.
    pub(super) async fn look_at_all(&mut self) -> Checked {
        for agent in [Agent::DemoEmployee, Agent::OtherOwner] {
            let given = self.world.of(agent.workspace()).count();
            for nth in 0..given {
                let number = self.world.number(Which::Newest(agent.workspace(), nth));
                self.look(agent, &number).await?;
            }
        }
        Ok(())
    }

    pub(super) async fn send(&mut self, call: &Call) -> Answer {
        let mut request = match call.from {
            Ipv4Addr::LOCALHOST => self.app.request(call.method, &call.path),
            address => self.app.request_from(address, call.method, &call.path),
        };
        if let Some(agent) = call.by {
            let place = Agent::ALL.iter().position(|known| *known == agent);
            request = request.bearer_auth(place.map_or("", |place| &self.tokens[place]));
        }
        for (name, value) in &call.headers {
            request = request.header(*name, value);
        }
        if let Some(body) = &call.body {
            request = request.json(body);
        }
        let answer = self.app.send(request).await;
        self.transcript.push(format!("{call} -> {}", answer.status));
        answer
    }

    /// A request under a key of its own, if it is to have one.
    pub(super) fn keyed(&mut self, call: Call, keyed: bool) -> Call {
        self.asked += 1;
        let key = keyed.then(|| format!("key-{}", self.asked));
        call.header("idempotency-key", key)
    }

    /// Remembers a keyed request that was done.
    pub(super) fn keep(&mut self, call: Call, answer: &Answer) {
        if call
            .headers
            .iter()
            .any(|(name, _)| *name == "idempotency-key")
        {
            self.kept.push((call, answer.body.clone()));
        }
    }
}

impl Meanwhile {
    pub(super) fn begin() -> Self {
        Self(Timestamp::now())
    }

    /// The moment that an answer tells of something that happened since.
    pub(super) fn moment(&self, told: &Value) -> Result<String, Mismatch> {
        let text = told.as_str().unwrap_or_default();
        let now = Timestamp::now().as_millisecond();
        let began = self.0.as_millisecond();
        let is_then = text
            .parse::<Timestamp>()
            .is_ok_and(|moment| (began..=now).contains(&moment.as_millisecond()));
        if is_then && text.len() == "2024-01-15T09:30:00.000Z".len() && text.ends_with('Z') {
            return Ok(text.to_owned());
        }
        Err(Mismatch(vec![format!(
            "{told} is no moment since {}, in UTC and milliseconds",
            self.0
        )]))
    }
}

/// A ticket of the demo data, from its detail.
fn demo_ticket(mut detail: Value) -> Result<Ticket, Mismatch> {
    let events = without_mails_states(detail["timeline"].take())?;
    if let Some(fields) = detail.as_object_mut() {
        fields.remove("timeline");
        fields.remove("earlier_events");
    }
    let ticket = Ticket {
        workspace: Workspace::Demo,
        fields: detail,
        events: events.as_array().cloned().unwrap_or_default(),
        deleted: false,
    };
    check_json(
        &json!([ticket.version(), ticket.events.len()]),
        &json!([1, 1]),
    )?;
    Ok(ticket)
}

/// A timeline whose mails are only named by whom they go to: how far each came depends on how fast
/// the queue is.
pub(super) fn without_mails_states(mut timeline: Value) -> Result<Value, Mismatch> {
    for event in timeline.as_array_mut().into_iter().flatten() {
        let mut to = Vec::new();
        for mail in event["mails"].as_array().into_iter().flatten() {
            let state = mail["state"].as_str().unwrap_or_default();
            if !["queued", "sent", "undeliverable"].contains(&state) {
                return Err(Mismatch(vec![format!("{mail} has no state of a mail")]));
            }
            to.push(mail["to"].as_str().unwrap_or_default().to_owned());
        }
        to.sort();
        event["mails"] = json!(to);
    }
    Ok(timeline)
}
