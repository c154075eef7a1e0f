//! To whoever asked for it: the code that signs them in.

use askama::Template;

use super::{MailError, Message, PRODUCT, Page, plain};

/// A one-time code. It stands in the bodies alone: subjects are shown on locked screens.
///
/// Nothing prints it, so it derives no `Debug`.
#[derive(Clone, Copy)]
pub struct SignInCode<'a> {
    /// The six digits.
    pub code: &'a str,
    /// The workspace that the person would get into; none where there is none yet, and the first
    /// owner founds it by signing in.
    pub workspace_name: Option<&'a str>,
    /// Until when the code works, in words.
    pub works_until: &'a str,
}

#[derive(Template)]
#[template(path = "sign_in_code.html")]
struct Html<'a> {
    page: &'a Page<'a>,
    mail: &'a SignInCode<'a>,
}

#[derive(Template)]
#[template(path = "sign_in_code.txt")]
struct Text<'a> {
    page: &'a Page<'a>,
    mail: &'a SignInCode<'a>,
}

impl SignInCode<'_> {
    /// Writes the mail.
    pub fn render(&self) -> Result<Message, MailError> {
        let page = &Page {
            subject: "Your sign-in code",
            wordmark: self.workspace_name.unwrap_or(PRODUCT),
            number: None,
            facts: Vec::new(),
            button: None,
        };
        let mail = self;
        page.message(&Html { page, mail }, &Text { page, mail })
    }
}
