//! The same tests on what others make: Amazon's DynamoDB Local and ElasticMQ.

use std::path::Path;

use anyhow::{Context, Result};

use super::rust;
use crate::services::{DYNAMODB_LOCAL, ELASTICMQ};
use crate::workspace::Workspace;
use crate::{prerequisites, process};

/// The test binaries whose services can be chosen.
const CHOOSABLE: [&str; 4] = ["store", "conformance", "sqs", "e2e"];

/// Parts of the names of tests that another database or queue would tell nothing new: about what our
/// own services do beyond theirs, how long they take, who may do what, how requests are read, and
/// what the documents and the template say.
const OURS: [&str; 16] = [
    "ours::",
    "timing::",
    "authorization::",
    "empty_credentials::",
    "mass_assignment::",
    "bad_input::",
    "routes::",
    "logs::",
    "harness::",
    "api_docs::",
    "security_doc::",
    "template::",
    "rights::",
    "isolation::",
    "relay::",
    "architecture::",
];

pub(super) fn test(workspace: &Workspace) -> Result<()> {
    prerequisites::maven()?;
    prerequisites::curl()?;
    // The end-to-end tests start what was built.
    rust::build(workspace)?;
    let logs = workspace.target.join("genuine");
    std::fs::create_dir_all(&logs).with_context(|| format!("cannot make {}", logs.display()))?;
    let is_choosable = |name: &&str| CHOOSABLE.contains(name);
    for name in workspace.tests().filter(is_choosable) {
        test_one(workspace, &logs, name)?;
    }
    Ok(())
}

/// Runs one binary's tests on services of its own. DynamoDB Local grows slow with the tables of
/// hundreds of tests, until calls take longer than functions wait.
fn test_one(workspace: &Workspace, logs: &Path, name: &str) -> Result<()> {
    let log = |service| logs.join(format!("{name}-{service}.log"));
    let dynamodb = DYNAMODB_LOCAL.start(workspace, &log("dynamodb-local"))?;
    let sqs = ELASTICMQ.start(workspace, &log("elasticmq"))?;
    eprintln!(
        "{name}: DynamoDB Local {}, ElasticMQ {}",
        dynamodb.url, sqs.url
    );
    let mut test = rust::test_command(workspace);
    test.args(["--test", name, "--"]);
    for part in OURS {
        test.args(["--skip", part]);
    }
    test.env("TKT_TEST_DYNAMODB", &dynamodb.url)
        .env("TKT_TEST_SQS", &sqs.url);
    process::succeed(&mut test)
}
