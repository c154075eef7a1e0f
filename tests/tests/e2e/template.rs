//! Numbers of the template that must agree with each other and with the code.

use std::path::Path;

use local::template::{Function, Local, Queue, Stack};
use store::deliveries::CLAIM_LIFETIME;

#[test]
fn the_pacer_knows_how_many_copies_share_the_sending_rate() {
    let notify = function("notify");
    let copies = notify.queues[0]
        .maximum_concurrency
        .expect("notify is bounded");
    assert_eq!(notify.environment["CONCURRENCY"], copies.to_string());
}

#[test]
fn a_claim_outlives_its_notifier_and_ends_before_the_job_comes_back() {
    let (notify, jobs) = (function("notify"), queue("JobQueue"));
    let claim = u64::try_from(CLAIM_LIFETIME.as_secs()).unwrap();
    let visibility: u64 = jobs.attributes["VisibilityTimeout"].parse().unwrap();
    assert!(notify.timeout.as_secs() < claim);
    assert!(claim < visibility);
    assert!(
        6 * notify.timeout.as_secs() <= visibility,
        "what AWS asks of a queue with a function"
    );
}

#[test]
fn a_dead_job_is_kept_longer_than_a_living_one() {
    let retention = |name| {
        queue(name).attributes["MessageRetentionPeriod"]
            .parse::<u64>()
            .unwrap()
    };
    assert!(retention("JobDeadLetterQueue") > retention("JobQueue"));
}

#[test]
fn an_http_function_ends_before_the_gateway_gives_up() {
    for function in stack()
        .functions
        .iter()
        .filter(|function| !function.routes.is_empty())
    {
        assert!(function.timeout.as_secs() < 30, "{}", function.name);
    }
}

/// The template with the values that it asks for.
pub(crate) fn stack() -> Stack {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../template.yaml");
    let required = ["OwnerEmail", "SenderAddress", "PublicUrl"];
    let parameters = required
        .map(|name| (name.to_owned(), "x".to_owned()))
        .into();
    let local = Local {
        parameters,
        ..Local::default()
    };
    Stack::read(&std::fs::read_to_string(file).unwrap(), &local).unwrap()
}

fn function(name: &str) -> Function {
    stack()
        .functions
        .into_iter()
        .find(|function| function.binary == name)
        .unwrap()
}

fn queue(logical_id: &str) -> Queue {
    stack()
        .queues
        .into_iter()
        .find(|queue| queue.logical_id == logical_id)
        .unwrap()
}
