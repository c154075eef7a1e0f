//! The same tests on what others make: Amazon's DynamoDB Local and ElasticMQ.

use anyhow::{Context, Result};

use super::rust;
use crate::services::{DYNAMODB_LOCAL, ELASTICMQ};
use crate::workspace::Workspace;
use crate::{prerequisites, process};

/// The test binaries whose services can be chosen.
const CHOOSABLE: [&str; 4] = ["store", "conformance", "sqs", "e2e"];

/// What this part of a test's name says: it is about the local stack's own service.
const OURS: &str = "ours::";

pub(super) fn test(workspace: &Workspace) -> Result<()> {
    prerequisites::maven()?;
    prerequisites::curl()?;
    // The end-to-end tests start what was built.
    rust::build(workspace)?;
    let logs = workspace.target.join("genuine");
    std::fs::create_dir_all(&logs).with_context(|| format!("cannot make {}", logs.display()))?;
    let dynamodb = DYNAMODB_LOCAL.start(workspace, &logs.join("dynamodb-local.log"))?;
    let sqs = ELASTICMQ.start(workspace, &logs.join("elasticmq.log"))?;
    eprintln!("DynamoDB Local: {}  ElasticMQ: {}", dynamodb.url, sqs.url);
    let mut test = rust::test_command(workspace);
    let is_choosable = |name: &&str| CHOOSABLE.contains(name);
    for name in workspace.tests().filter(is_choosable) {
        test.args(["--test", name]);
    }
    test.args(["--", "--skip", OURS]);
    test.env("TKT_TEST_DYNAMODB", &dynamodb.url)
        .env("TKT_TEST_SQS", &sqs.url);
    process::succeed(&mut test)
}
