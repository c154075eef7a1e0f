//! What each path answers, against the table.

use serde_json::{Map, Value, json};
use tests::Answer;

use super::{
    CUSTOMER, DESCRIPTION, FIELDS, INTERNAL, NOTES, NUMBER,
    Path::{self, Card, Detail, List, Tracker},
    STRANGER,
    story::{Story, text},
};

impl Story<'_> {
    /// What the table says of an answer on this path.
    pub(super) fn expected(&self, path: Path) -> Value {
        let here = FIELDS.iter().filter(|(_, paths)| paths.contains(&path));
        let fields = here.map(|(field, _)| ((*field).to_owned(), self.value(field, path)));
        Value::Object(fields.collect::<Map<_, _>>())
    }

    fn value(&self, field: &str, path: Path) -> Value {
        match (field, path) {
            ("timeline", Detail) => json!(self.events),
            ("timeline", _) => json!(self.tracked),
            ("resolution_notes", Tracker) if !self.shows_notes() => Value::Null,
            ("kind", _) => "ticket".into(),
            ("next_step", _) => self.next_step.into(),
            ("url", _) => format!("/track-ticket?ticket={NUMBER}").into(),
            _ => self.ticket[field].clone(),
        }
    }

    pub(super) fn shows_notes(&self) -> bool {
        ["resolved", "closed"].contains(&self.ticket["status"].as_str().unwrap())
    }

    /// Who writes is answered the detail without its timeline.
    #[track_caller]
    pub(super) fn check_written(&self, answer: &Answer) {
        let mut expected = self.expected(Detail);
        let fields = expected.as_object_mut().unwrap();
        fields.remove("timeline");
        fields.remove("earlier_events");
        assert_eq!(answer.body, expected);
    }

    /// Reads the ticket on every path, in every role.
    pub(super) async fn agrees(&self, state: &str) {
        for token in [&self.agent, &self.owner] {
            let mut detail = self.app.ticket(token, NUMBER).await.body;
            detail["timeline"] = without_mails(&detail["timeline"]);
            assert_eq!(detail, self.expected(Detail), "the detail, {state}");
            let rows = self.app.list(token, "").await.body;
            let row = row_of(&rows);
            assert_eq!(row, Some(&self.expected(List)), "the row, {state}");
        }
        let foreign = self.app.ticket(&self.foreigner, NUMBER).await;
        assert_eq!(foreign.status, 404, "another workspace, {state}");
        let foreign = self.app.list(&self.foreigner, "").await.body;
        assert_eq!(row_of(&foreign), None, "another workspace, {state}");

        let tracked = self.app.track(NUMBER, &CUSTOMER.to_lowercase()).await.body;
        assert_eq!(tracked, self.expected(Tracker), "the tracker, {state}");
        self.tells_nothing_internal(&tracked.to_string(), state);
        let missed = self.app.track(NUMBER, STRANGER).await;
        assert_eq!(missed.status, 404, "the tracker for a stranger, {state}");
        self.tells_nothing(&missed.body.to_string(), state);

        let card = self.card(&self.agent, CUSTOMER).await;
        assert_eq!(card, self.expected(Card), "the card, {state}");
        self.tells_nothing_internal(&card.to_string(), state);
        assert!(!card.to_string().contains(DESCRIPTION), "the card, {state}");
        for (token, customer) in [(&self.agent, STRANGER), (&self.foreigner, CUSTOMER)] {
            let mut card = self.card(token, customer).await;
            self.tells_nothing(&card.to_string(), state);
            assert!(card["message"].take().is_string());
            let expected = json!({ "kind": "error", "ticket_number": NUMBER, "message": null });
            assert_eq!(card, expected, "the card for a stranger, {state}");
        }
    }

    async fn card(&self, token: &str, customer: &str) -> Value {
        let answer = self.app.detect(token, NUMBER, customer).await;
        let cards = answer.body.as_object().unwrap();
        assert_eq!(cards.len(), 1, "{cards:?}");
        assert_eq!(cards["cards"].as_array().map(Vec::len), Some(1));
        cards["cards"][0].clone()
    }

    #[track_caller]
    pub(super) fn tells_nothing_internal(&self, answer: &str, state: &str) {
        for secret in INTERNAL {
            assert!(
                !answer.contains(secret),
                "{secret} shows, {state}: {answer}"
            );
        }
        let shows = answer.contains(NOTES);
        assert!(
            !shows || self.shows_notes(),
            "notes show, {state}: {answer}"
        );
    }

    /// Nothing but the number that was asked for.
    #[track_caller]
    fn tells_nothing(&self, answer: &str, state: &str) {
        self.tells_nothing_internal(answer, state);
        let fields = ["title", "description", "customer_name", "created_at"];
        let values = fields.map(|field| text(&self.ticket[field]));
        for value in values.iter().map(String::as_str).chain([NOTES, CUSTOMER]) {
            assert!(!answer.contains(value), "{value} shows, {state}: {answer}");
        }
    }
}

fn row_of(list: &Value) -> Option<&Value> {
    let mut rows = list["items"].as_array().expect("rows").iter();
    rows.find(|row| row["ticket_number"] == NUMBER)
}

/// A timeline without its mails, whose states change by themselves.
pub(super) fn without_mails(timeline: &Value) -> Value {
    let mut timeline = timeline.clone();
    for event in timeline.as_array_mut().expect("a timeline") {
        let mails = event
            .as_object_mut()
            .and_then(|event| event.remove("mails"));
        for mail in mails.expect("mails").as_array().expect("a list") {
            let fields: Vec<_> = mail.as_object().expect("a mail").keys().collect();
            assert_eq!(fields, ["state", "to"]);
            assert!(["customer", "visitor", "owner"].contains(&mail["to"].as_str().unwrap()));
        }
    }
    timeline
}
