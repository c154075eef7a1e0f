//! The checks of `cargo xtask test`, the quick ones first.

mod browser;
mod genuine;
mod oidc;
mod openapi;
mod rust;
mod schemathesis;
mod site;
mod snapshots;
mod template;
mod web;

use anyhow::Result;

use crate::workspace::Workspace;

/// One check with a name for `--only`.
pub(crate) struct Step {
    pub(crate) name: &'static str,
    pub(crate) what: &'static str,
    pub(crate) run: fn(&Workspace) -> Result<()>,
}

pub(crate) const STEPS: [Step; 14] = [
    Step {
        name: "fmt",
        what: "every Rust file is formatted",
        run: rust::format,
    },
    Step {
        name: "template",
        what: "template.yaml passes SAM's check and cfn-lint",
        run: template::lint,
    },
    Step {
        name: "clippy",
        what: "no warning in any target",
        run: rust::clippy,
    },
    Step {
        name: "build",
        what: "everything compiles in the debug profile",
        run: rust::build,
    },
    Step {
        name: "openapi",
        what: "openapi.yaml is what the handlers describe, and passes Redocly's linter",
        run: openapi::test,
    },
    Step {
        name: "web",
        what: "the pages: lints, types, the client against openapi.yaml, tests, build, sizes",
        run: web::test,
    },
    Step {
        name: "site",
        what: "publish-site brings a build to a bucket (moto stands in for AWS)",
        run: site::test,
    },
    Step {
        name: "tests",
        what: "unit, property, store and end-to-end tests; snapshots",
        run: rust::test,
    },
    Step {
        name: "oidc",
        what: "agents sign in by a certified OpenID provider of this machine",
        run: oidc::test,
    },
    Step {
        name: "faults",
        what: "nothing is lost when services fail and processes are killed",
        run: rust::faults,
    },
    Step {
        name: "genuine",
        what: "store, queue and end-to-end tests on DynamoDB Local and ElasticMQ (Java 17, Maven)",
        run: genuine::test,
    },
    Step {
        name: "schemathesis",
        what: "the API answers as openapi.yaml says, whatever it is sent, and nothing is lost by it",
        run: schemathesis::test,
    },
    Step {
        name: "browser",
        what: "the pages fit their budgets and do their work in Chromium, on the local stack",
        run: browser::test,
    },
    Step {
        name: "sam",
        what: "SAM builds every function for deployment",
        run: template::build,
    },
];
