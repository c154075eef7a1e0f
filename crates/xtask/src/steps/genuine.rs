//! The same tests on what others make: Amazon's DynamoDB Local and ElasticMQ.

use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::rust;
use crate::services::{DYNAMODB_LOCAL, ELASTICMQ};
use crate::workspace::Workspace;
use crate::{prerequisites, process};

/// The test binaries whose services can be chosen.
const CHOOSABLE: [&str; 4] = ["store", "conformance", "sqs", "e2e"];

/// Parts of the names of end-to-end tests that keep many clients busy for a minute. DynamoDB Local
/// carries out some thirty transactions a second: beside another test, a call can take longer than
/// functions wait. So they run apart, one after the other.
const BUSY: [&str; 2] = ["many_agents::", "many_clients::"];

/// Parts of the names of tests that another database or queue would tell nothing new: about what our
/// own services do beyond theirs, how long they take, who may do what, how requests are read, and
/// what the documents and the template say.
const OURS: [&str; 17] = [
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
    "site::",
    "architecture::",
];

/// At most so many tests share services. DynamoDB Local grows slow with what others have written: within
/// seventy end-to-end tests the load of its one thread grew from a quarter of a core to nine tenths, and
/// after hundreds a call takes longer than functions wait.
const TOGETHER: usize = 60;

pub(super) fn test(workspace: &Workspace) -> Result<()> {
    prerequisites::maven()?;
    prerequisites::curl()?;
    // The end-to-end tests start what was built.
    rust::build(workspace)?;
    let logs = workspace.target.join("genuine");
    std::fs::create_dir_all(&logs).with_context(|| format!("cannot make {}", logs.display()))?;
    let is_choosable = |name: &&str| CHOOSABLE.contains(name);
    for name in workspace.tests().filter(is_choosable) {
        let others = OURS.iter().chain(&BUSY);
        let without_busy: Vec<_> = others.flat_map(|part| ["--skip", part]).collect();
        let tests = list(workspace, name, &without_busy)?;
        let groups = tests.len().div_ceil(TOGETHER);
        for group in tests.chunks(tests.len().div_ceil(groups)) {
            test_some(workspace, &logs, name, group, &[])?;
        }
    }
    let busy = list(workspace, "e2e", &BUSY)?;
    test_some(workspace, &logs, "e2e", &busy, &["--test-threads", "1"])
}

/// The names of the tests of one binary that the arguments choose; it is an error when there is none, since
/// no names would choose all.
fn list(workspace: &Workspace, name: &str, arguments: &[&str]) -> Result<Vec<String>> {
    let mut list = rust::test_command(workspace);
    list.args([
        "--quiet", "--test", name, "--", "--list", "--format", "terse",
    ])
    .args(arguments);
    let listed = process::output(&mut list)?;
    let tests: Vec<_> = listed
        .lines()
        .filter_map(|line| line.strip_suffix(": test"))
        .map(str::to_owned)
        .collect();
    ensure!(!tests.is_empty(), "no test of {name} is chosen");
    Ok(tests)
}

/// Runs tests of one binary on services of their own.
fn test_some(
    workspace: &Workspace,
    logs: &Path,
    name: &str,
    tests: &[String],
    arguments: &[&str],
) -> Result<()> {
    let log = |service| logs.join(format!("{name}-{service}.log"));
    let dynamodb = DYNAMODB_LOCAL.start(workspace, &log("dynamodb-local"))?;
    let sqs = ELASTICMQ.start(workspace, &log("elasticmq"))?;
    eprintln!(
        "{name}: {} tests on DynamoDB Local {}, ElasticMQ {}",
        tests.len(),
        dynamodb.url,
        sqs.url
    );
    let mut test = rust::test_command(workspace);
    test.args(["--test", name, "--", "--exact"])
        .args(tests)
        .args(arguments);
    test.env("TKT_TEST_DYNAMODB", &dynamodb.url)
        .env("TKT_TEST_SQS", &sqs.url);
    process::succeed(&mut test)
}
