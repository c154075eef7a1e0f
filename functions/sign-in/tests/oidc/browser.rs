//! A browser by hand: the authorization code flow with PKCE and a nonce, through the provider's own
//! pages for signing in and consenting.

use std::collections::BTreeMap;

use data_encoding::BASE64URL_NOPAD;
use ring::digest::{SHA256, digest};
use serde_json::Value;
use ureq::{Agent, Body, http::Response};

const BACK: &str = "http://127.0.0.1/dashboard";
const VERIFIER: &str = "a-verifier-that-nobody-guesses-since-it-is-random-in-life";

/// What a browser remembers while one person signs in.
struct Browser {
    agent: Agent,
    issuer: String,
    cookies: BTreeMap<String, String>,
}

/// The `id_token` that the provider gives a client for a person.
pub(crate) fn sign_in_at(issuer: &str, client: &str, email: &str, nonce: Option<&str>) -> String {
    let config = Agent::config_builder()
        .max_redirects(0)
        .http_status_as_error(false)
        .build();
    let mut browser = Browser {
        agent: config.into(),
        issuer: issuer.to_owned(),
        cookies: BTreeMap::new(),
    };
    let description = browser.get(&format!("{issuer}/.well-known/openid-configuration"));
    let description = json(description);
    let challenge = BASE64URL_NOPAD.encode(digest(&SHA256, VERIFIER.as_bytes()).as_ref());
    let mut url = format!(
        "{}?response_type=code&scope=openid%20email&client_id={client}&redirect_uri={BACK}\
         &state=s1&code_challenge_method=S256&code_challenge={challenge}",
        text(&description, "authorization_endpoint"),
    );
    if let Some(nonce) = nonce {
        url += &format!("&nonce={nonce}");
    }
    let code = browser.come_back(&url, email);
    let token = browser.agent.post(text(&description, "token_endpoint"));
    let answer = token.send_form([
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("client_id", client),
        ("redirect_uri", BACK),
        ("code_verifier", VERIFIER),
    ]);
    text(&json(answer.unwrap()), "id_token").to_owned()
}

impl Browser {
    /// Follows redirects and fills in forms until it is sent back; the code that comes along.
    fn come_back(&mut self, url: &str, email: &str) -> String {
        let mut response = self.get(url);
        for _ in 0..20 {
            response = match location(&response) {
                Some(url) if url.starts_with(BACK) => return parameter(&url, "code"),
                Some(url) => {
                    let url = self.absolute(&url);
                    self.get(&url)
                }
                None => self.fill_in(response, email),
            };
        }
        panic!("the provider never sends anybody back");
    }

    fn fill_in(&mut self, mut page: Response<Body>, email: &str) -> Response<Body> {
        let page = page.body_mut().read_to_string().unwrap();
        let action = between(&page, "action=\"", "\"");
        let prompt = between(&page, "name=\"prompt\" value=\"", "\"");
        let url = self.absolute(action);
        let request = self.agent.post(&url).header("cookie", self.cookie());
        let form = [("prompt", prompt), ("login", email), ("password", "any")];
        let response = request.send_form(form).unwrap();
        self.remember(response)
    }

    fn get(&mut self, url: &str) -> Response<Body> {
        let request = self.agent.get(url).header("cookie", self.cookie());
        let response = request.call().unwrap();
        self.remember(response)
    }

    fn cookie(&self) -> String {
        let cookies = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        cookies.collect::<Vec<_>>().join("; ")
    }

    fn remember(&mut self, response: Response<Body>) -> Response<Body> {
        for cookie in response.headers().get_all("set-cookie") {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        response
    }

    fn absolute(&self, url: &str) -> String {
        match url.starts_with('/') {
            true => format!("{}{url}", self.issuer),
            false => url.to_owned(),
        }
    }
}

fn location(response: &Response<Body>) -> Option<String> {
    let value = response.headers().get("location")?;
    Some(value.to_str().unwrap().to_owned())
}

fn parameter(url: &str, name: &str) -> String {
    let (_, query) = url.split_once('?').unwrap();
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let found = pairs.find(|(key, _)| *key == name);
    found.unwrap_or_else(|| panic!("{url}")).1.to_owned()
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("{text}"));
    rest.split_once(end).unwrap().0
}

fn json(mut response: Response<Body>) -> Value {
    response.body_mut().read_json().unwrap()
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_else(|| panic!("{value}"))
}
