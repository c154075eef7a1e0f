//! How people come in: sign-in by a mailed code, invitations.

use std::{
    net::Ipv4Addr,
    sync::atomic::{AtomicU32, Ordering},
};

use serde_json::{Value, json};

use super::{Answer, TestApp};
use crate::Mail;

/// What a sign-in leaves in a browser.
#[derive(Debug, Clone)]
pub struct Session {
    /// The access token.
    pub access_token: String,
    /// The refresh token's cookie, as a browser sends it back.
    pub cookie: String,
}

impl Session {
    /// The session that an answer begins, or goes on with.
    #[track_caller]
    pub fn of(answer: &Answer) -> Self {
        assert_eq!(answer.status, 200, "{}", answer.body);
        let access_token = answer.body["access_token"].as_str();
        Self {
            access_token: access_token.expect("an access token").to_owned(),
            cookie: answer.cookie().expect("a refresh cookie"),
        }
    }
}

/// What an invitation's mail leads to.
#[derive(Debug, Clone)]
pub struct Invite {
    /// The invitation's id.
    pub id: String,
    /// What proves that one has read the mail.
    pub token: String,
}

impl TestApp {
    /// Signs an agent in as a person does: asks for a code, finds it in the mail, enters it. An
    /// address gets five codes an hour.
    pub async fn sign_in(&self, email: &str) -> Session {
        let mails = self.mails_to(email).await.len();
        let asked = self.ask_for_code(email).await;
        assert_eq!(asked.status, 202, "{}", asked.body);
        let request = asked.body["request_id"].as_str().expect("a request's id");
        let code = self.next_mail_to(email, mails).await.code();
        Session::of(&self.enter_code(request, &code).await)
    }

    /// Asks for a code, from a client address that nobody else has.
    pub async fn ask_for_code(&self, email: &str) -> Answer {
        let request = self.request_from(unused_address(), "POST", "/api/sign-in/code");
        self.send(request.json(&json!({ "email": email }))).await
    }

    /// Enters a code.
    pub async fn enter_code(&self, request: &str, code: &str) -> Answer {
        let body = json!({ "request_id": request, "code": code });
        self.post("/api/sign-in/token", &body).await
    }

    /// Goes on with a session, as the page does when its access token ends.
    pub async fn refresh(&self, cookie: &str) -> Answer {
        self.with_cookie("/api/sign-in/refresh", cookie).await
    }

    /// Signs out.
    pub async fn sign_out(&self, cookie: &str) -> Answer {
        self.with_cookie("/api/sign-in/out", cookie).await
    }

    /// An owner invites somebody, who gets a mail.
    pub async fn invite(&self, owner: &str, email: &str, role: &str) -> Invite {
        let mails = self.mails_to(email).await.len();
        let body = json!({ "email": email, "role": role });
        let request = self.request("POST", "/api/workspace/agents");
        let answer = self.send(request.bearer_auth(owner).json(&body)).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        self.next_mail_to(email, mails).await.invite()
    }

    /// Whoever was invited accepts.
    pub async fn accept(&self, invite: &Invite) -> Answer {
        let body = json!({ "invite_id": invite.id, "token": invite.token });
        self.post("/api/workspace/agents/accept", &body).await
    }

    /// An owner invites somebody, who accepts and signs in. [`hire`](Self::hire) is quicker.
    pub async fn join(&self, owner: &str, email: &str, role: &str) -> Session {
        let invite = self.invite(owner, email, role).await;
        let accepted = self.accept(&invite).await;
        assert_eq!(accepted.status, 200, "{}", accepted.body);
        self.sign_in(email).await
    }

    /// An owner removes an agent, or takes an invitation back.
    pub async fn remove(&self, owner: &str, email: &str) -> Answer {
        let request = self.request("DELETE", &format!("/api/workspace/agents/{email}"));
        self.send(request.bearer_auth(owner)).await
    }

    /// Every mail that somebody got so far, oldest first.
    pub async fn mails_to(&self, email: &str) -> Vec<Mail> {
        let mut mails = self.mailbox().await;
        mails.retain(|mail| mail.to() == email);
        mails
    }

    /// Waits for the mail that comes after the first few.
    pub async fn next_mail_to(&self, email: &str, after: usize) -> Mail {
        let to_them = |mails: &[Mail]| mails.iter().filter(|mail| mail.to() == email).count();
        let mut mails = self.mails_when(|mails| to_them(mails) > after).await;
        mails.retain(|mail| mail.to() == email);
        mails.swap_remove(after)
    }

    /// Asks for the tickets with a token. Returns the answer's status.
    pub async fn status_with(&self, token: &str) -> u16 {
        self.list(token, "").await.status
    }

    /// The workspace's agents, as an owner sees them.
    pub async fn agents(&self, owner: &str) -> Value {
        let request = self.request("GET", "/api/workspace/agents");
        let answer = self.send(request.bearer_auth(owner)).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.body
    }

    async fn with_cookie(&self, path: &str, cookie: &str) -> Answer {
        let request = self.request("POST", path).header("cookie", cookie);
        self.send(request).await
    }
}

impl Answer {
    /// The refresh token's cookie that the answer sets, as a browser sends it back.
    pub fn cookie(&self) -> Option<String> {
        let set = self.headers.get_all("set-cookie").iter();
        let mut set = set.filter_map(|value| value.to_str().ok());
        let cookie = set.find(|cookie| cookie.starts_with("tkt_refresh="))?;
        cookie.split(';').next().map(str::to_owned)
    }
}

impl Mail {
    /// The six digits in a sign-in mail.
    #[track_caller]
    pub fn code(&self) -> String {
        let words = self.text().split(|c: char| !c.is_ascii_alphanumeric());
        let is_code = |word: &&str| word.len() == 6 && word.bytes().all(|b| b.is_ascii_digit());
        let codes: Vec<_> = words.filter(is_code).collect();
        assert_eq!(codes.len(), 1, "one code in {}", self.text());
        codes[0].to_owned()
    }

    /// The invitation in the link of its mail.
    #[track_caller]
    pub fn invite(&self) -> Invite {
        let mut words = self.text().split_whitespace();
        let link = words.find_map(|word| word.split_once("/invitation#"));
        let (_, fragment) = link.unwrap_or_else(|| panic!("no invitation in {}", self.text()));
        let named = |name: &str| {
            let mut pairs = fragment.split('&').filter_map(|pair| pair.split_once('='));
            let found = pairs.find(|(other, _)| *other == name);
            found.expect("a part of the link").1.to_owned()
        };
        Invite {
            id: named("invite_id"),
            token: named("token"),
        }
    }
}

/// A client address that no test of this process has used: limits count what comes from one.
pub(crate) fn unused_address() -> Ipv4Addr {
    static USED: AtomicU32 = AtomicU32::new(0);
    let next = USED.fetch_add(1, Ordering::Relaxed);
    let [_, a, b, c] = (next + 1).to_be_bytes();
    Ipv4Addr::new(127, 64 + a % 64, b, c)
}
