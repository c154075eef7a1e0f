//! The API's description: what each function says of its routes, and what all of them share.

mod shared;
mod tidy;

use utoipa::{OpenApi as _, openapi::OpenApi};
use yaml_serde::Value;

/// The head of the file: whoever opens it learns where it comes from.
const HEAD: &str =
    "# Written by `cargo xtask openapi` from the handlers. Change those, not this file.\n";

/// The whole document.
pub fn document() -> OpenApi {
    let functions = [
        create_ticket::openapi::Document::openapi(),
        list_tickets::openapi::Document::openapi(),
        update_ticket::openapi::Document::openapi(),
        track::openapi::Document::openapi(),
        detect::openapi::Document::openapi(),
        chat::openapi::Document::openapi(),
        sign_in::openapi::Document::openapi(),
        workspace::openapi::Document::openapi(),
    ];
    let mut document = shared::document();
    for function in functions {
        document.merge(function);
    }
    tidy::tidy(&mut document);
    document
}

/// The document as the file holds it.
///
/// # Errors
/// When it cannot be written as YAML.
pub fn yaml() -> anyhow::Result<String> {
    let mut document = yaml_serde::to_value(document())?;
    require_headers(&mut document);
    let lines = yaml_serde::to_string(&document)?;
    let lines: String = lines.lines().map(quote_moment).collect();
    Ok(HEAD.to_owned() + &lines)
}

/// An answer has each of its headers always. `utoipa` knows no way to say so.
fn require_headers(document: &mut Value) {
    let headers = document
        .get_mut("components")
        .and_then(|components| components.get_mut("headers")?.as_mapping_mut());
    for (_, header) in headers.into_iter().flatten() {
        if let Some(header) = header.as_mapping_mut() {
            header.insert("required".into(), true.into());
        }
    }
}

/// Readers of YAML 1.1 take a bare `2024-01-15T09:30:00.000Z` for a date, and then it is no text.
fn quote_moment(line: &str) -> String {
    let is_moment = |text: &str| {
        text.ends_with('Z') && text.starts_with(|c: char| c.is_ascii_digit()) && text.contains('T')
    };
    match line.rsplit_once(' ') {
        Some((before, value)) if is_moment(value) => format!("{before} '{value}'\n"),
        _ => format!("{line}\n"),
    }
}
