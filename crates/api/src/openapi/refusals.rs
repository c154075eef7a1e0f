//! Problems as answers: each is a component, and a route names the groups that it may answer.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use utoipa::{
    IntoResponses, PartialSchema, ToSchema,
    openapi::{
        AllOfBuilder, Content, ContentBuilder, ObjectBuilder, Ref, RefOr, Response,
        ResponseBuilder, Schema, example::ExampleBuilder, schema::Type,
    },
};

use super::headers;
use crate::problem::{FieldError, Problem};

/// One refusal: a component's name, and samples of the problems that it may be, all of one status.
struct Refusal {
    name: &'static str,
    samples: fn() -> Vec<Problem>,
}

/// Gives each refusal its component, and each group of them a type for `responses(...)`.
macro_rules! refusals {
    (
        $($refusal:ident: $name:literal { $($problem:ident($detail:literal)),+ })*
        ---
        $($(#[$doc:meta])* $group:ident: $($member:ident),+;)*
    ) => {
        $(const $refusal: Refusal = Refusal {
            name: $name,
            samples: || vec![$(Problem::$problem($detail)),+],
        };)*

        const ALL: &[Refusal] = &[$($refusal),*];

        $($(#[$doc])* pub struct $group;

        impl IntoResponses for $group {
            fn responses() -> BTreeMap<String, RefOr<Response>> {
                BTreeMap::from([$($member.reference()),+])
            }
        })*
    };
}

refusals! {
    MALFORMED: "Malformed" {
        malformed("The body is not valid JSON: EOF while parsing an object at line 1 column 1.")
    }
    UNAUTHORIZED: "Unauthorized" {
        unauthorized("Send a valid access token: Authorization: Bearer <token>.")
    }
    WRONG_PROOF: "WrongProof" {
        unauthorized("This code is not right, was used already, or is too old.")
    }
    NOT_SIGNED_IN: "NotSignedIn" {
        unauthorized("You are not signed in. Sign in to go on.")
    }
    FORBIDDEN: "Forbidden" { forbidden("Only owners of the workspace may do this.") }
    NOT_FOUND: "NotFound" { not_found("There is no such ticket.") }
    STALE: "Stale" {
        stale("The ticket has changed meanwhile and is at version 4.")
    }
    TOO_LARGE: "TooLarge" { too_large("The body must be at most 64 KiB.") }
    NOT_JSON: "NotJson" { not_json("The body's Content-Type must be application/json.") }
    INVALID_FIELDS: "InvalidFields" {
        invalid_fields("The fields in `errors` need another value.")
    }
    INVALID_FIELDS_OR_KEY: "InvalidFieldsOrKeyReused" {
        invalid_fields("The fields in `errors` need another value."),
        key_reused("An earlier request with this Idempotency-Key had another body.")
    }
    LAST_OWNER: "LastOwner" { last_owner("Make another agent an owner first.") }
    TOO_MANY: "TooMany" { too_many("Too many tries. Try again later.") }
    UNAVAILABLE: "Unavailable" { unavailable("Nothing was changed. Try again in a moment.") }
    ---
    /// What every route may answer.
    Always: MALFORMED, UNAVAILABLE;
    /// A route that takes a credential.
    OfCredentials: UNAUTHORIZED;
    /// A route that takes what shows who somebody is, such as a code.
    OfProofs: WRONG_PROOF;
    /// A route that takes the cookie of a session.
    OfSessions: NOT_SIGNED_IN;
    /// A route that takes an owner's credential.
    OfOwners: UNAUTHORIZED, FORBIDDEN;
    /// A route that takes a JSON body.
    OfBodies: TOO_LARGE, NOT_JSON, INVALID_FIELDS;
    /// A route that takes a JSON body and an `Idempotency-Key`.
    OfRepeatableBodies: TOO_LARGE, NOT_JSON, INVALID_FIELDS_OR_KEY;
    /// A route that names a ticket.
    OfNumbers: NOT_FOUND;
    /// A route that names something else that may not be there.
    OfNames: NOT_FOUND;
    /// A route by which the last owner might go.
    OfLeaving: LAST_OWNER;
    /// A route that needs an OpenID provider.
    OfProviders: NOT_FOUND;
    /// A route that takes `If-Match`.
    OfVersions: STALE;
    /// A route whose calls are counted.
    OfLimits: TOO_MANY;
}

/// The components that the groups refer to, by name.
pub fn components() -> impl Iterator<Item = (&'static str, Response)> {
    ALL.iter().map(|refusal| (refusal.name, refusal.response()))
}

impl Refusal {
    fn reference(&self) -> (String, RefOr<Response>) {
        let status = (self.samples)()[0].status.as_str().to_owned();
        (status, Ref::from_response_name(self.name).into())
    }

    fn response(&self) -> Response {
        let samples: Vec<_> = (self.samples)().into_iter().map(complete).collect();
        let titles: Vec<_> = samples.iter().map(|sample| sample.title).collect();
        let mut response =
            ResponseBuilder::new().description(format!("{}.", titles.join(", or: ")));
        for header in headers_of(samples[0].status) {
            response = response.header_ref(*header, super::headers::reference(header));
        }
        response
            .content("application/problem+json", content(&samples))
            .build()
    }
}

/// A sample as it is sent, with what belongs to its kind beside the words.
fn complete(problem: Problem) -> Problem {
    if problem.kind != Problem::invalid_fields("").kind {
        return problem;
    }
    problem.with_errors(vec![FieldError {
        pointer: "/title".to_owned(),
        detail: "is required".to_owned(),
    }])
}

fn headers_of(status: StatusCode) -> &'static [&'static str] {
    match status {
        StatusCode::UNAUTHORIZED => &[headers::WWW_AUTHENTICATE],
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => &[headers::RETRY_AFTER],
        _ => &[],
    }
}

/// A problem whose type is one of these.
fn content(samples: &[Problem]) -> Content {
    let kinds: Vec<_> = samples.iter().map(|sample| sample.kind).collect();
    let kind = ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(kinds));
    let one_of_them = ObjectBuilder::new().property("type", kind);
    let schema = AllOfBuilder::new()
        .item(Ref::from_schema_name(Problem::name()))
        .item(one_of_them);
    let examples = samples.iter().map(|sample| {
        let name = sample.kind.rsplit(':').next().unwrap_or_default();
        let value = serde_json::to_value(sample).ok();
        (
            name,
            ExampleBuilder::new().summary(sample.title).value(value),
        )
    });
    ContentBuilder::new()
        .schema(Some(schema))
        .examples_from_iter(examples)
        .build()
}

/// The schema of [`Problem::kind`].
pub struct ProblemType;

impl PartialSchema for ProblemType {
    fn schema() -> RefOr<Schema> {
        let every = Problem::every();
        let kinds: Vec<_> = every.iter().map(|(problem, _)| problem.kind).collect();
        let rows: String = every
            .iter()
            .map(|(problem, words)| {
                format!(
                    "\n| `{}` | {} | {} |",
                    problem.kind,
                    problem.status.as_u16(),
                    words.trim()
                )
            })
            .collect();
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(format!(
                "Names the kind of problem, for programs; stable.\n\n| type | status | meaning |\n\
                 |---|---|---|{rows}"
            )))
            .enum_values(Some(kinds))
            .into()
    }
}

impl ToSchema for ProblemType {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_problem_is_described_as_an_answer() {
        let described: Vec<_> = ALL.iter().flat_map(|it| (it.samples)()).collect();
        // No route answers this: the gateway lets no other method through.
        let unused = [Problem::method_not_allowed("")];
        for (problem, _) in Problem::every() {
            let is_described = described.iter().any(|it| it.kind == problem.kind);
            let is_unused = unused.iter().any(|it| it.kind == problem.kind);
            assert!(is_described != is_unused, "{}", problem.kind);
        }
    }

    #[test]
    fn the_problems_of_one_answer_have_one_status() {
        for refusal in ALL {
            let samples = (refusal.samples)();
            let same = |problem: &Problem| problem.status == samples[0].status;
            assert!(samples.iter().all(same), "{}", refusal.name);
        }
    }
}
