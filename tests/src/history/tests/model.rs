//! A stack in miniature that keeps every promise: what the table, the queues and the mailbox hold
//! after each call.

use serde_json::{Value, json};

use crate::history::{
    Act, Allowed, Creation, Found, History, Operation, Outcome, Request, Source,
    tests::items::{AT, items},
};

pub(super) const OWNER: &str = "owner@example.com";
/// The conversation of [`by_agent_in_chat`].
pub(super) const CHAT: &str = "0123456789abcdef0123456789abcdef";
pub(super) const AGENT: &str = "agent@example.com";

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
        model.save(&by_agent("old@example.com"));
        for text in ["One", "Two"] {
            model.save(&to(1, Act::Note(text.to_owned())));
        }
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

    /// The number that was given last to a ticket.
    pub(super) fn newest(&self) -> u64 {
        let count = (1..=self.count).rev().find(|count| self.has(*count));
        count.unwrap()
    }

    pub(super) fn has(&self, number: u64) -> bool {
        let key = (pk(number), "META".to_owned());
        self.found.items.contains_key(&key)
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
        let number = self::number(number);
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

    /// Loses the first mail with these words about a ticket.
    pub(super) fn lose(&mut self, words: &str, count: u64) {
        let place = self.mail_of(words, count);
        self.found.mails.remove(place);
    }

    /// Sends it a second time, without a claim.
    pub(super) fn double(&mut self, words: &str, count: u64) {
        let mut mail = self.found.mails[self.mail_of(words, count)].clone();
        mail["id"] = json!("copy");
        self.found.mails.push(mail);
    }

    fn mail_of(&self, words: &str, count: u64) -> usize {
        let subject = format!("{words}{}", number(count));
        let mut mails = self.found.mails.iter();
        mails.position(|mail| mail["subject"] == subject).unwrap()
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

    /// Does what a request asks for and sends the mails that it owes.
    pub(super) fn save(&mut self, request: &Request) -> Value {
        match &request.operation {
            Operation::Create(creation) => self.create(creation, request.key.as_deref()),
            Operation::Change(action) => self.change(&request.credential, action),
        }
    }

    fn create(&mut self, creation: &Creation, key: Option<&str>) -> Value {
        self.count_up(1);
        let (count, number) = (self.count, number(self.count));
        let (head, text, event) = items(creation, &number);
        let answer = match creation.source {
            Source::Widget => json!({"ticket_id": number, "status": "open"}),
            Source::Agent | Source::Chat => json!({
                "ticket_number": number,
                "status": "open",
                "customer_email": creation.body["customer_email"],
            }),
        };
        for (sk, item) in [("META", head), ("TEXT", text), ("E#0000000001", event)] {
            self.put(&pk(count), sk, item);
        }
        if let Some(id) = creation.body["conversation_id"].as_str() {
            self.link(id, &number);
        }
        if let Some(key) = key {
            let record = json!({"answer": answer.to_string()});
            self.put(&format!("W#demo#K#{key}"), "K", record);
        }
        if creation.source == Source::Widget {
            self.send(count, 1, "owner#o1", OWNER, "New Support Ticket #");
        }
        self.tell(count, 1, "Support Ticket Reference: ");
        answer
    }

    /// A conversation that a visitor began, of which the ticket is made.
    fn link(&mut self, id: &str, number: &str) {
        let pk = format!("W#demo#C#{id}");
        let head = json!({"seq": 2, "visitor_messages": 1, "tickets": [number]});
        let said = json!({"from": "visitor", "numbers": []});
        let told = json!({"from": "system", "numbers": [number]});
        for (sk, item) in [
            ("META", head),
            ("M#0000000001", said),
            ("M#0000000002", told),
        ] {
            self.put(&pk, sk, item);
        }
    }

    /// Sends a mail to a ticket's customer.
    pub(super) fn tell(&mut self, count: u64, version: u64, words: &str) {
        let head = self.item(count, "META");
        let role = match head["source"] == "widget" {
            true => "visitor#-",
            false => "customer#-",
        };
        let to = head["customer"]["email"].as_str().unwrap().to_lowercase();
        self.send(count, version, role, &to, words);
    }

    fn send(&mut self, count: u64, version: u64, role: &str, to: &str, words: &str) {
        let mark = json!({"state": "sent", "claims": 1, "settled_at": AT});
        self.put(&pk(count), &format!("X#{version}#{role}"), mark);
        let id = format!("{count} {version} {role}");
        let subject = format!("{words}{}", number(count));
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

/// What an agent asks for in a conversation: the customer's name is its visitor's.
pub(super) fn by_agent_in_chat(email: &str) -> Request {
    let body = json!({
        "title": "Wrong invoice",
        "description": "One\r\nTwo",
        "conversation_id": CHAT,
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

/// What an agent does to a ticket.
pub(super) fn to(count: u64, act: Act) -> Request {
    Request::to_ticket("demo", AGENT, &number(count), act)
}

pub(super) fn number(count: u64) -> String {
    format!("TKT-{count:05}")
}

pub(super) fn pk(number: u64) -> String {
    format!("W#demo#T#TKT-{number:05}")
}
