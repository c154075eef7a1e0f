//! A stack in miniature that keeps every promise: what the table, the queues and the mailbox hold
//! after each call.

use serde_json::{Value, json};

use crate::history::{Allowed, Creation, Found, History, Operation, Outcome, Request, Source};

pub(super) const OWNER: &str = "owner@example.com";
pub(super) const AGENT: &str = "agent@example.com";
const AT: &str = "2024-01-15T09:30:00.25Z";

/// A stack and the calls that were made to it.
pub(super) struct Model {
    pub(super) found: Found,
    pub(super) history: History,
    pub(super) allowed: Allowed,
    count: u64,
}

impl Model {
    /// A workspace with an owner and one old ticket, three changes old.
    pub(super) fn new() -> Self {
        let mut model = Self {
            found: Found::default(),
            history: History::default(),
            allowed: Allowed::default(),
            count: 0,
        };
        let settings = json!({"limits": {"confirmations_per_recipient": 2}});
        model.put("W#demo", "SETTINGS", settings);
        let owner =
            |id, email, since| json!({"id": id, "email": email, "role": "owner", "since": since});
        let old = owner("o1", OWNER, "2024-01-01T00:00:00Z");
        model.put("W#demo", "AGENT#owner@example.com", old);
        let late = owner("o2", "late@example.com", "2024-01-15T09:30:00.250001Z");
        model.put("W#demo", "AGENT#late@example.com", late);
        let old = by_agent("old@example.com");
        model.save(&old);
        for version in [2, 3] {
            let event = json!({"kind": "created", "at": AT, "by": null, "snapshot": {}});
            model.put(&pk(1), &format!("E#{version:010}"), event);
        }
        model.item(1, "META")["version"] = json!(3);
        model.history = History::starting_from(model.found.clone());
        model
    }

    /// A call that is carried out and answered.
    pub(super) fn done(&mut self, request: &Request) -> Value {
        let call = self.history.begin(request.clone());
        let answer = self.save(request);
        call.end(Outcome::Ok(answer.clone()));
        answer
    }

    /// The same call again, answered from its key's record.
    pub(super) fn repeated(&mut self, request: &Request, answer: &Value) {
        let call = self.history.begin(request.clone());
        call.end(Outcome::Ok(answer.clone()));
    }

    /// A call that is carried out and whose answer is lost.
    pub(super) fn done_without_answer(&mut self, request: &Request) {
        let call = self.history.begin(request.clone());
        self.save(request);
        call.end(Outcome::Unknown);
    }

    /// A call that got no answer, and took a number or not.
    pub(super) fn lost(&mut self, request: &Request, takes_number: bool) {
        let call = self.history.begin(request.clone());
        self.count_up(u64::from(takes_number));
        call.end(Outcome::Unknown);
    }

    /// A call that is refused, after it took a number or before.
    pub(super) fn refused(&mut self, request: &Request, takes_number: bool) {
        let call = self.history.begin(request.clone());
        self.count_up(u64::from(takes_number));
        call.end(Outcome::Failed(422));
    }

    /// The item of a ticket.
    pub(super) fn item(&mut self, number: u64, sk: &str) -> &mut Value {
        let key = (pk(number), sk.to_owned());
        self.found.items.get_mut(&key).unwrap()
    }

    pub(super) fn remove(&mut self, number: u64, sk: &str) {
        let key = (pk(number), sk.to_owned());
        self.found.items.remove(&key).unwrap();
    }

    pub(super) fn put(&mut self, pk: &str, sk: &str, item: Value) {
        self.found
            .items
            .insert((pk.to_owned(), sk.to_owned()), item);
    }

    /// The place in the mailbox of the mail about a ticket to an address.
    pub(super) fn mail(&self, number: u64, to: &str) -> usize {
        let number = format!("TKT-{number:05}");
        let is_it = |mail: &Value| {
            mail["to"][0] == to && mail["subject"].as_str().unwrap().ends_with(&number)
        };
        self.found.mails.iter().position(is_it).unwrap()
    }

    /// Sends a mail a second time, under a claim of its own.
    pub(super) fn send_again(&mut self, number: u64, to: &str, role: &str) {
        let mail = self.found.mails[self.mail(number, to)].clone();
        self.found.mails.push(mail);
        let mark = self.item(number, &format!("X#1#{role}"));
        mark["claims"] = json!(mark["claims"].as_u64().unwrap() + 1);
    }

    /// The kinds of what is wrong, each once, in the order of the alphabet.
    pub(super) fn violations(&self) -> Vec<String> {
        let violations = self.history.violations(&self.found, &self.allowed);
        let names = violations.iter().map(|violation| {
            let text = format!("{violation:?}");
            text.split(' ').next().unwrap_or_default().to_owned()
        });
        let mut names: Vec<_> = names.collect();
        names.sort();
        names.dedup();
        names
    }

    /// Saves a ticket and sends its mails.
    pub(super) fn save(&mut self, request: &Request) -> Value {
        let Operation::Create(creation) = &request.operation;
        self.count_up(1);
        let (count, number) = (self.count, format!("TKT-{:05}", self.count));
        let (head, text, event) = items(creation, &number);
        let answer = match creation.source {
            Source::Widget => json!({"ticket_id": number, "status": "open"}),
            Source::Agent => json!({
                "ticket_number": number,
                "status": "open",
                "customer_email": creation.body["customer_email"],
            }),
        };
        for (sk, item) in [("META", head), ("TEXT", text), ("E#0000000001", event)] {
            self.put(&pk(count), sk, item);
        }
        if let Some(key) = &request.key {
            let record = json!({"answer": answer.to_string()});
            self.put(&format!("W#demo#K#{key}"), "K", record);
        }
        match creation.source {
            Source::Agent => self.send(
                count,
                "customer#-",
                &creation.marker(),
                "Support Ticket Reference: ",
            ),
            Source::Widget => {
                self.send(count, "owner#o1", OWNER, "New Support Ticket #");
                self.send(
                    count,
                    "visitor#-",
                    &creation.marker(),
                    "Support Ticket Reference: ",
                );
            }
        }
        answer
    }

    fn send(&mut self, number: u64, role: &str, to: &str, words: &str) {
        let mark = json!({"state": "sent", "claims": 1, "settled_at": AT});
        self.put(&pk(number), &format!("X#1#{role}"), mark);
        let id = format!("{number} {role}");
        let subject = format!("{words}TKT-{number:05}");
        let mail = json!({"id": id, "to": [to], "cc": [], "subject": subject});
        self.found.mails.push(mail);
    }

    fn count_up(&mut self, by: u64) {
        self.count += by;
        self.put("W#demo#N", "SEQ", json!({"count": self.count}));
    }
}

/// What an agent asks for.
pub(super) fn by_agent(email: &str) -> Request {
    let body = json!({
        "title": "Wrong invoice",
        "description": "One\r\nTwo",
        "customer_name": "Ann",
        "customer_email": email,
        "priority": "high",
    });
    Request::by_agent("demo", AGENT, &body)
}

/// What a visitor asks for.
pub(super) fn by_widget(email: &str) -> Request {
    let body = json!({
        "bot_token": "token",
        "visitor_name": "Vic",
        "visitor_email": email,
        "issue": "It broke.",
    });
    Request::by_widget("demo", &body)
}

pub(super) fn pk(number: u64) -> String {
    format!("W#demo#T#TKT-{number:05}")
}

/// Head, description and first event.
fn items(creation: &Creation, number: &str) -> (Value, Value, Value) {
    let (title, priority, name, issue) = match creation.source {
        Source::Agent => ("Wrong invoice", "high", "Ann", "One\nTwo"),
        Source::Widget => ("Support Issue from Vic", "medium", "Vic", "It broke."),
    };
    let body = &creation.body;
    let email = body.get("customer_email").or(body.get("visitor_email"));
    let head = json!({
        "number": number,
        "version": 1,
        "title": title,
        "status": "open",
        "priority": priority,
        "category": "general",
        "customer": {"name": name, "email": email, "phone": null},
        "created_by": creation.by,
        "source": creation.source.name(),
        "created_at": AT,
    });
    let event = json!({
        "kind": "created",
        "at": AT,
        "by": creation.by,
        "snapshot": {"source": creation.source.name()},
    });
    (head, json!({"description": issue}), event)
}
