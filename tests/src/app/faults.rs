//! What a test does to a stack from outside of its functions.

use std::process::{Command, Stdio};

use serde_json::json;

use super::TestApp;

/// Kills a process without a warning. Returns whether it was there.
pub(crate) fn kill(pid: u32) -> bool {
    // The shell's own `kill`, since the standard library has none for a process of another.
    let mut kill = Command::new("kill");
    kill.args(["-KILL", &pid.to_string()]).stderr(Stdio::null());
    kill.status().expect("`kill` runs").success()
}

impl TestApp {
    /// Moves the services' time ahead: delays and hiding end, retention passes. The functions keep
    /// the machine's time.
    pub async fn advance(&self, seconds: u64) {
        let body = json!({ "advance_seconds": seconds });
        let answer = self.post("/_local/clock", &body).await;
        assert_eq!(answer.status, 200, "the clock moves: {}", answer.body);
    }

    /// Whether [`advance`](Self::advance) can: another SQS keeps the machine's time.
    pub fn can_advance(&self) -> bool {
        self.start.has_own_sqs()
    }

    /// Makes the next `count` mails, or those to one address, fail by `kind`: throttle, error, hang or
    /// reject. A count of 0 ends all such faults.
    pub async fn fail_mails(&self, kind: &str, count: u32, to: Option<&str>) {
        let mut body = json!({ "kind": kind, "count": count });
        if let Some(to) = to {
            body["to"] = to.into();
        }
        let answer = self.post("/_local/ses/fault", &body).await;
        assert_eq!(answer.status, 200, "the fault is set: {}", answer.body);
    }
}
