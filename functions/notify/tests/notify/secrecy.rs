//! Codes and links are in mails alone.

use std::{
    io,
    sync::{Arc, Mutex},
};

use domain::agent::Role;
use local::services::ses::FaultKind;
use tracing::Level;
use tracing_subscriber::fmt;

use crate::{
    invitations,
    sign_ins::{AGENT, job, to_agent},
    support::{Stack, batch_of},
};

#[tokio::test]
async fn codes_and_links_are_in_no_log_and_no_table() {
    let log = Log::start();
    let stack = Stack::start().await;
    let mut secrets = Vec::new();
    for (bits, fault) in [
        (1, None),
        (2, Some(FaultKind::Throttle)),
        (3, Some(FaultKind::Reject)),
        (4, Some(FaultKind::Error)),
    ] {
        let (request, code) = stack.ask(bits, to_agent).await;
        if let Some(fault) = fault {
            stack.ses.fail(fault, 1, AGENT);
        }
        stack.hand_over(batch_of(&[job(&request)])).await;
        secrets.push(code);
    }
    let (invitation, token) = stack.invite(Role::Agent).await;
    let of_invitation = invitations::job(&invitation);
    stack.hand_over(batch_of(&[of_invitation])).await;
    secrets.push(token);
    let (log, table) = (log.text(), stack.everything().await);
    assert!(table.contains("S#00000"), "{table}");
    // Whoever logs a mail logs its words, whoever logs a key its bytes as DynamoDB writes them.
    for words in [
        "It works once",
        "Accept the invitation",
        "BwcHBwcH",
        "CAgICAgI",
    ] {
        assert!(!log.contains(words), "{words} is in {log}");
    }
    // The SDK's lines have numbers of six digits of their own.
    let ours: Vec<_> = log
        .lines()
        .filter(|line| line.contains(" notify"))
        .collect();
    let ours = ours.join("\n");
    assert!(ours.contains("sent a mail"), "{log}");
    assert!(ours.contains("SES did not take a mail"), "{log}");
    for secret in secrets {
        assert!(!has(&ours, &secret), "{secret} is in {ours}");
        assert!(!has(&table, &secret), "{secret} is in {table}");
    }
}

/// Whether the text holds the secret, and not just a longer number with its digits in it.
fn has(text: &str, secret: &str) -> bool {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let mut places = text.match_indices(secret);
    places.any(|(start, _)| {
        let (before, after) = (&text[..start], &text[start + secret.len()..]);
        !is_digit(before.chars().next_back()) && !is_digit(after.chars().next())
    })
}

impl Stack {
    /// All that the product's table holds, as text.
    async fn everything(&self) -> String {
        let client = self.table.client();
        let scan = client.scan().table_name(self.table.name()).send();
        format!("{:?}", scan.await.unwrap().items())
    }
}

/// All that is logged in this process, the SDK's inner life included. One thread's part could not
/// be told apart: what is logged is decided once for each place in the code.
#[derive(Debug, Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn start() -> Self {
        let log = Self::default();
        let writer = log.clone();
        let logging = fmt().with_max_level(Level::DEBUG);
        logging
            .without_time()
            .with_writer(move || writer.clone())
            .init();
        log
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
