use std::time::Duration;

use boot::{SdkConfig, aws::SES};
use local::services::{
    clock::Clock,
    ses::{Fault, FaultKind, Mailbox, StoredMail, router},
};
use tempfile::TempDir;

use crate::{aws, listen, serve};

/// SES of one test.
#[derive(Debug)]
pub struct Ses {
    mailbox: Mailbox,
    endpoint: String,
    _folder: TempDir,
}

impl Ses {
    /// Starts an empty mailbox.
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mailbox =
            Mailbox::open(&folder.path().join("mailbox.sqlite"), Clock::system()).unwrap();
        let (listener, endpoint) = listen().await;
        serve(listener, router(mailbox.clone()));
        Self {
            mailbox,
            endpoint,
            _folder: folder,
        }
    }

    /// How a function calls this SES, but for the time-out: a test of a hanging SES must not
    /// take five seconds.
    pub fn config(&self) -> SdkConfig {
        let config = aws().config_at(SES, Some(self.endpoint.clone()));
        let timeouts = config.timeout_config().unwrap().to_builder();
        let timeouts = timeouts.operation_attempt_timeout(Duration::from_millis(800));
        config
            .into_builder()
            .timeout_config(timeouts.build())
            .build()
    }

    /// Lets the next `count` mails to `to` fail.
    pub fn fail(&self, kind: FaultKind, count: u32, to: &str) {
        let to = Some(to.to_owned());
        self.mailbox.faults().set(Fault { kind, count, to });
    }

    /// Every mail that was accepted, oldest first.
    pub async fn mails(&self) -> Vec<StoredMail> {
        self.mailbox.list().await.unwrap()
    }

    /// The recipients of every accepted mail, in the order of the alphabet: the mails of a batch
    /// leave side by side.
    pub async fn recipients(&self) -> Vec<String> {
        let mut recipients: Vec<_> = self
            .mails()
            .await
            .into_iter()
            .flat_map(|mail| mail.to)
            .collect();
        recipients.sort();
        recipients
    }
}
