//! Steps that look.

use std::{net::Ipv4Addr, time::Duration};

use jiff::Timestamp;
use serde_json::{Value, json};
use tokio::time::sleep;

use super::{
    call::{Call, Checked, Mismatch, Refusal, check_header, check_json, check_status},
    people::{Agent, CUSTOMERS, Workspace},
    run::{Run, without_mails_states},
    step::{Filter, Form, Mention, Which, Whose},
    ticket::Ticket,
    views::error_card,
    world::Guess,
};
use crate::Answer;

/// How many numbers of a text count.
const MOST_CARDS: usize = 10;
/// How long misses at the tracker count together, in seconds.
const WINDOW: i64 = 15 * 60;
/// A request that begins this close to a window's end may be counted in the next one, in seconds.
const CLOSE: i64 = 5;
/// More pages than any list here has.
const MOST_PAGES: usize = 200;

impl Run<'_> {
    pub(super) async fn look(&mut self, by: Agent, number: &str) -> Checked {
        let call = Call::new("GET", format!("/api/ticket/{number}")).by(by);
        let mut answer = self.send(&call).await;
        let Some(ticket) = self.world.find(by.workspace(), number) else {
            return Refusal::NO_TICKET.check(&answer);
        };
        check_status(&answer, 200)?;
        let timeline = without_mails_states(answer.body["timeline"].take())?;
        answer.body["timeline"] = timeline;
        check_json(&answer.body, &ticket.whole())?;
        check_header(&answer, "etag", &format!("\"{}\"", ticket.version()))
    }

    /// Each try comes from an address of its own, so that no limit by address is met.
    pub(super) async fn track(
        &mut self,
        named: Option<&'static str>,
        (which, form): (Which, Form),
        whose: Whose,
    ) -> Checked {
        let number = self.world.number(which);
        // A workspace that cannot be named is one without tickets.
        let id = named.unwrap_or("demo");
        let workspace = Workspace::ALL.into_iter().find(|known| known.id() == id);
        let ticket = workspace.and_then(|known| self.world.find(known, &number));
        let email = self.address(ticket, whose);
        let mut body = json!({ "ticket_number": form.of(&number), "email": email });
        if let Some(named) = named {
            body["workspace"] = named.into();
        }
        let is_right = ticket.is_some_and(|ticket| ticket.belongs_to(&email));
        let expected = ticket.filter(|_| is_right).map(Ticket::tracked);
        let guess = Guess {
            workspace: id,
            number: &number,
            email: &email,
            window: settled_window().await,
        };
        let is_spent = self.world.is_spent(&guess);
        if !is_spent && !is_right {
            self.world.count_miss(&guess);
        }
        self.asked += 1;
        let call = Call::new("POST", "/api/track").json(&body);
        let answer = self.send(&call.from(somewhere(self.asked))).await;
        if is_spent {
            return Refusal::TOO_MANY.check(&answer);
        }
        match expected {
            None => self.not_tracked(&answer),
            Some(expected) => {
                check_status(&answer, 200)?;
                check_header(&answer, "cache-control", "no-store")?;
                check_json(&answer.body, &expected)
            }
        }
    }

    /// Whatever is wrong, the answer is the same to the letter.
    fn not_tracked(&mut self, answer: &Answer) -> Checked {
        Refusal::NO_TICKET.check(answer)?;
        let first = self.not_tracked.get_or_insert(answer.body.clone());
        check_json(&answer.body, first)
    }

    pub(super) async fn detect(
        &mut self,
        by: Agent,
        numbers: &[(Which, Mention)],
        whose: Whose,
    ) -> Checked {
        let email = self.address(None, whose);
        let numbers: Vec<_> = numbers
            .iter()
            .map(|(which, mention)| (self.world.number(*which), *mention))
            .collect();
        let mut cards: Vec<Value> = Vec::new();
        let mut seen = Vec::new();
        for (number, mention) in &numbers {
            if !mention.counts() || seen.contains(number) || seen.len() == MOST_CARDS {
                continue;
            }
            seen.push(number.clone());
            let ticket = self.world.find(by.workspace(), number);
            let shown = ticket.filter(|ticket| ticket.belongs_to(&email));
            cards.push(shown.map_or_else(|| error_card(number), Ticket::card));
        }
        let words: Vec<_> = numbers
            .iter()
            .map(|(number, mention)| mention.of(number))
            .collect();
        let body = json!({ "text": words.join(", and "), "customer_email": email });
        let call = Call::new("POST", "/api/detect").by(by).json(&body);
        let answer = self.send(&call).await;
        check_status(&answer, 200)?;
        check_json(&answer.body, &json!({ "cards": cards }))
    }

    pub(super) async fn list(&mut self, by: Agent, filter: &Filter) -> Checked {
        let mut query = filter.query(filter.typed(&self.world));
        let expected = filter.list(&self.world, by).into_iter();
        let expected: Vec<_> = expected.map(Ticket::row).collect();
        let is_by_words = filter.is_by_words(&self.world, by);
        let mut rows = Vec::new();
        for page in 0..MOST_PAGES {
            let call = Call::new("GET", format!("/api/ticket?{query}")).by(by);
            let mut answer = self.send(&call).await;
            if filter.is_refused() {
                return Refusal::MALFORMED.check(&answer);
            }
            check_status(&answer, 200)?;
            if page == 0 {
                self.look_again(&call, &answer).await?;
            }
            let Value::Array(items) = answer.body["items"].take() else {
                return Err(Mismatch(vec![format!("no rows: {}", answer.body)]));
            };
            check_page(&answer.body, items.len(), filter, is_by_words)?;
            rows.extend(items);
            let Some(cursor) = answer.body["next_cursor"].as_str() else {
                return check_rows(&rows, &expected);
            };
            let first = query.split("&cursor=").next().unwrap_or_default();
            query = format!("{first}&cursor={}", escaped(cursor));
        }
        Err(Mismatch(vec!["the list has no end".to_owned()]))
    }

    /// Whoever has the page is told so.
    async fn look_again(&mut self, call: &Call, answer: &Answer) -> Checked {
        let tag = answer.header("etag").to_owned();
        let again = call.clone().header("if-none-match", Some(tag.clone()));
        let answer = self.send(&again).await;
        check_status(&answer, 304)?;
        check_header(&answer, "etag", &tag)
    }

    /// The address that is meant beside a ticket.
    fn address(&self, ticket: Option<&Ticket>, whose: Whose) -> String {
        let right = || ticket.map_or(CUSTOMERS[0].1, |ticket| ticket.text("customer_email"));
        match whose {
            Whose::Right => right().to_owned(),
            Whose::RightInCapitals => format!(" {} ", right().to_uppercase()),
            Whose::Customer(nth) => CUSTOMERS[nth].1.to_owned(),
            Whose::Stranger(nth) => format!("stranger-{nth}@example.com"),
        }
    }
}

impl Filter {
    fn query(&self, search: Option<String>) -> String {
        let several = |values: &[&str]| (!values.is_empty()).then(|| values.join(","));
        let parameters = [
            ("status", several(&self.statuses)),
            ("priority", several(&self.priorities)),
            ("category", several(&self.categories)),
            ("assigned_to", several(&self.assignees)),
            ("customer_email", several(&self.customers)),
            ("q", search),
            ("sort", self.sort.map(str::to_owned)),
            ("order", self.order.map(str::to_owned)),
            ("limit", self.limit.map(|limit| limit.to_string())),
        ];
        let sent = parameters
            .into_iter()
            .filter_map(|(name, value)| Some(format!("{name}={}", escaped(&value?))));
        sent.collect::<Vec<_>>().join("&")
    }
}

/// What a page says beside its rows.
fn check_page(page: &Value, rows: usize, filter: &Filter, is_by_words: bool) -> Checked {
    let limit = filter.limit.unwrap_or(20);
    let goes_on = page["next_cursor"].is_string();
    let is_searching = page["searched_back_to"].is_string();
    let names = page.as_object().map_or(0, |page| page.len());
    if rows <= limit && is_searching == (is_by_words && goes_on) && names == 3 {
        return Ok(());
    }
    Err(Mismatch(vec![format!(
        "{rows} rows of at most {limit}, and beside them {page}"
    )]))
}

/// First which rows, in which order; then what they say.
fn check_rows(rows: &[Value], expected: &[Value]) -> Checked {
    let numbers = |rows: &[Value]| {
        rows.iter()
            .map(|row| row["ticket_number"].clone())
            .collect()
    };
    let (found, wanted): (Vec<_>, Vec<_>) = (numbers(rows), numbers(expected));
    if found != wanted {
        let told = |numbers: Vec<Value>| json!(numbers).to_string();
        return Err(Mismatch(vec![
            format!("expected: {}", told(wanted)),
            format!("answered: {}", told(found)),
        ]));
    }
    check_json(&json!(rows), &json!(expected))
}

/// The window of now, after the next one has begun if that is about to.
async fn settled_window() -> i64 {
    let now = || Timestamp::now().as_second();
    while WINDOW - now().rem_euclid(WINDOW) <= CLOSE {
        sleep(Duration::from_millis(100)).await;
    }
    now().div_euclid(WINDOW)
}

/// One of this machine's many addresses.
fn somewhere(nth: u64) -> Ipv4Addr {
    let [.., high, low] = nth.to_be_bytes();
    Ipv4Addr::new(127, 7, high, low.max(1))
}

fn escaped(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
