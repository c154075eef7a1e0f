use domain::ticket::{Priority, Status};
use futures_util::future::join;
use serde_json::{Value, json};
use tests::TestApp;

use super::{AGENT, BUSY, OURS, TICKETS};

/// Where an agent reads lists, beside others who work.
pub(super) struct Desk<'a> {
    pub(super) app: &'a TestApp,
    pub(super) token: String,
}

impl Desk<'_> {
    /// The rows of all pages.
    pub(super) async fn walk(&self, list: &str) -> Vec<Value> {
        self.walk_with(list, async || ()).await
    }

    /// The same while others edit and create a ticket now and then.
    pub(super) async fn walk_among_others(&self, list: &str) -> Vec<Value> {
        let others = async || {
            self.edit().await;
            if fastrand::u8(..5) == 0 {
                self.create().await;
            }
        };
        self.walk_with(list, others).await
    }

    /// Beside each page, `meanwhile` is done.
    async fn walk_with(&self, list: &str, meanwhile: impl AsyncFn()) -> Vec<Value> {
        let (mut rows, mut cursor) = (Vec::new(), String::new());
        loop {
            let path = format!("/api/ticket?{list}{cursor}");
            let request = self.app.request("GET", &path).bearer_auth(&self.token);
            let (mut answer, ()) = join(self.app.send(request), meanwhile()).await;
            assert_eq!(answer.status, 200, "{path}: {}", answer.body);
            rows.append(answer.body["items"].as_array_mut().unwrap());
            match answer.body["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => return rows,
            }
        }
    }

    async fn create(&self) {
        let ticket = json!({
            "title": "Wrong invoice 7",
            "description": "Two amounts",
            "customer_name": "Vera",
            "customer_email": BUSY,
            "assigned_to": AGENT,
            "category": "billing",
        });
        let answer = self.app.create(&self.token, None, &ticket).await.unwrap();
        assert_eq!(answer.status, 201, "{}", answer.body);
    }

    /// Edits one of the tickets with an even number.
    async fn edit(&self) {
        let number = OURS + 2 * fastrand::u32(..TICKETS / 2);
        let path = format!("/api/ticket/TKT-{number}");
        let edit = json!({
            "status": fastrand::choice(Status::ALL),
            "priority": fastrand::choice(Priority::ALL),
            "assigned_to": fastrand::bool().then_some(AGENT),
        });
        let request = self.app.request("PUT", &path).bearer_auth(&self.token);
        let answer = self.app.send(request.json(&edit)).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
    }
}
