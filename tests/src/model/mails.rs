//! The mails of a run, once nothing is left to do: each timeline tells of its mails what the mailbox
//! shows.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use serde_json::Value;
use tokio::time::sleep;

use super::{
    call::{Call, Checked, Mismatch},
    people::{Agent, Workspace},
    run::Run,
    ticket::Ticket,
};

/// How long the mails may take.
const PATIENCE: Duration = Duration::from_secs(100);
const PAUSE: Duration = Duration::from_millis(100);
/// How many confirmations one visitor gets in a day.
const CONFIRMATIONS: usize = 5;

/// Recipient, in lower case, and subject.
type Mail = (String, String);

/// How many mails there may be of one kind.
#[derive(Default)]
struct Bounds {
    least: usize,
    most: usize,
}

/// How far the mails of the tickets came.
#[derive(Default)]
struct Mails {
    bounds: BTreeMap<Mail, Bounds>,
    /// The states of visitors' confirmations, by workspace and address.
    confirmations: BTreeMap<(&'static str, String), Vec<String>>,
    queued: usize,
}

impl Run<'_> {
    /// Waits until every mail has come to its end, and holds the mailbox against the timelines.
    pub(super) async fn check_mails(&mut self) -> Checked {
        let began = Instant::now();
        let mails = loop {
            let mails = self.told_mails().await;
            if mails.queued == 0 {
                break mails;
            }
            if began.elapsed() > PATIENCE {
                let waiting = format!("{} mails stay queued", mails.queued);
                return Err(Mismatch(vec![waiting]));
            }
            sleep(PAUSE).await;
        };
        mails.check_confirmations()?;
        mails.check_mailbox(&self.app.mailbox().await)
    }

    /// What the timelines of all tickets tell of their mails.
    async fn told_mails(&mut self) -> Mails {
        let mut mails = Mails::default();
        for agent in [Agent::DemoEmployee, Agent::OtherOwner] {
            let tickets: Vec<_> = self.world.of(agent.workspace()).cloned().collect();
            for ticket in tickets {
                if ticket.deleted {
                    mails.add_deleted(&ticket);
                    continue;
                }
                let path = format!("/api/ticket/{}", ticket.number());
                let detail = self.send(&Call::new("GET", path).by(agent)).await.body;
                self.transcript.pop();
                for event in detail["timeline"].as_array().into_iter().flatten() {
                    mails.add(&ticket, event);
                }
            }
        }
        mails
    }
}

impl Mails {
    fn add(&mut self, ticket: &Ticket, event: &Value) {
        for mail in event["mails"].as_array().into_iter().flatten() {
            let to = mail["to"].as_str().unwrap_or_default();
            let state = mail["state"].as_str().unwrap_or_default();
            self.queued += usize::from(state == "queued");
            if to == "visitor" && event["kind"] == "created" {
                let visitor = ticket.text("customer_email").to_lowercase();
                let states = self.confirmations.entry((ticket.workspace.id(), visitor));
                states.or_default().push(state.to_owned());
            }
            if state == "sent" && !is_seeded(ticket, event) {
                let bounds = self.bounds.entry(mail_of(ticket, event, to)).or_default();
                bounds.least += 1;
                bounds.most += 1;
            }
        }
    }

    /// The mails of a deleted ticket may have been sent before it was deleted, or not.
    fn add_deleted(&mut self, ticket: &Ticket) {
        for event in &ticket.events {
            for to in event["mails"].as_array().into_iter().flatten() {
                let to = to.as_str().unwrap_or_default();
                let bounds = self.bounds.entry(mail_of(ticket, event, to)).or_default();
                bounds.most += 1;
            }
        }
    }

    /// Only a confirmation may be withheld, when its visitor had enough.
    fn check_confirmations(&self) -> Checked {
        for ((workspace, visitor), states) in &self.confirmations {
            let sent = states.iter().filter(|state| *state == "sent").count();
            let is_enough = sent == states.len() && sent <= CONFIRMATIONS;
            // Of a deleted ticket, the confirmation may be one of those that counted.
            let is_capped = states.len() > sent && sent <= CONFIRMATIONS;
            if !is_enough && !is_capped {
                return Err(Mismatch(vec![format!(
                    "{visitor} of {workspace} has confirmations {states:?}"
                )]));
            }
        }
        Ok(())
    }

    fn check_mailbox(mut self, mailbox: &[crate::Mail]) -> Checked {
        let mut found: BTreeMap<Mail, usize> = BTreeMap::new();
        for mail in mailbox {
            let key = (mail.to().to_lowercase(), mail.subject().to_owned());
            self.bounds.entry(key.clone()).or_default();
            *found.entry(key).or_default() += 1;
        }
        let count = |key: &Mail| found.get(key).copied().unwrap_or(0);
        let wrong = self
            .bounds
            .iter()
            .filter(|(key, bounds)| !(bounds.least..=bounds.most).contains(&count(key)));
        let lines: Vec<_> = wrong
            .map(|((to, subject), Bounds { least, most })| {
                let count = count(&(to.clone(), subject.clone()));
                format!("{subject} to {to}: {least} to {most} are told of, {count} were sent")
            })
            .collect();
        match lines.is_empty() {
            true => Ok(()),
            false => Err(Mismatch(lines)),
        }
    }
}

fn mail_of(ticket: &Ticket, event: &Value, to: &str) -> Mail {
    let resolves = |change: &Value| change["field"] == "status" && change["to"] == "resolved";
    let mut changes = event["changes"].as_array().into_iter().flatten();
    let words = match event["kind"].as_str() {
        Some("created") if to == "owner" => "New Support Ticket #",
        Some("created") => "Support Ticket Reference: ",
        Some("answered") => "Support Ticket Answer: ",
        _ if changes.any(resolves) => "Support Ticket Resolved: ",
        _ => "Support Ticket Update: ",
    };
    let recipient = match (to, ticket.workspace) {
        ("owner", Workspace::Demo) => Agent::DemoOwner.email(),
        ("owner", Workspace::Other) => Agent::OtherOwner.email(),
        _ => ticket.text("customer_email"),
    };
    (
        recipient.to_lowercase(),
        format!("{words}{}", ticket.number()),
    )
}

/// The demo data's own mails count as sent long ago.
fn is_seeded(ticket: &Ticket, event: &Value) -> bool {
    let seeded = ["TKT-00001", "TKT-00002", "TKT-00003"];
    ticket.workspace == Workspace::Demo
        && seeded.contains(&ticket.number())
        && event["version"] == 1
}
