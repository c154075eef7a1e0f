//! Numbers of the template that must agree with each other and with the code.

use std::{collections::BTreeSet, path::Path};

use domain::{
    chat::{Conversation, ConversationId, Visitor},
    text::PersonName,
    time::UtcTime,
};
use local::template::{Function, Local, Queue, Stack, Table};
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

/// CloudWatch takes no more in one alarm, the expression over them included.
const METRICS_OF_AN_ALARM: usize = 10;

#[test]
fn every_functions_errors_are_watched_by_one_alarm() {
    let alarms = ["RequestFunctionErrorsAlarm", "OtherFunctionErrorsAlarm"].map(resource);
    for alarm in &alarms {
        let metrics = alarm.matches("        - Id: ").count();
        assert!(metrics <= METRICS_OF_AN_ALARM, "{metrics} metrics");
        // What is not in the sum is asked for and watched by nobody.
        assert_eq!(alarm.matches("FILL(").count() + 1, metrics);
    }
    for function in stack().functions {
        let dimension = format!("Value: !Ref {} }}", function.logical_id);
        let watched = alarms.each_ref().map(|alarm| alarm.contains(&dimension));
        let answers_requests = !function.routes.is_empty();
        let expected = [answers_requests, !answers_requests];
        assert_eq!(watched, expected, "{}", function.logical_id);
    }
}

/// Whoever has a key can make what is made of it, so a function gets those that it works with.
#[test]
fn each_function_reaches_the_keys_that_it_works_with_and_no_others() {
    for function in stack().functions {
        let policies = resource(&function.logical_id);
        let expected: &[&str] = match function.name.as_str() {
            "sign-in" => &["SIGNING", "CODE", "REFRESH"],
            "workspace" => &["INVITATION"],
            "notify" => &["CODE", "INVITATION"],
            _ => &[],
        };
        let named: Vec<_> = policies.split("\"SECRET#").skip(1).collect();
        let named: Vec<_> = named
            .iter()
            .filter_map(|kind| kind.split('"').next())
            .collect();
        assert_eq!(named, expected, "{}", function.name);
        let reaches = policies.contains("Resource: !GetAtt SecretsTable.Arn");
        let may = !expected.is_empty() || function.name == "rotate-keys";
        assert_eq!(reaches, may, "{}", function.name);
        let told = function.environment.contains_key("SECRETS_TABLE_NAME");
        assert_eq!(told, may, "{}", function.name);
    }
}

/// What a row of a list shows, as the tickets' heads name it.
const ROW: [&str; 14] = [
    "number",
    "version",
    "title",
    "status",
    "priority",
    "category",
    "customer",
    "created_by",
    "assigned_to",
    "source",
    "created_at",
    "updated_at",
    "first_response_at",
    "resolved_at",
];

/// DynamoDB Local and the embedded database take more; only a deployment would tell.
#[test]
fn the_indexes_include_as_many_names_as_dynamodb_takes() {
    for table in stack().tables {
        let counts: Vec<_> = table
            .indexes
            .iter()
            .map(|index| index.included.len())
            .collect();
        assert!(counts.iter().all(|count| *count <= 20), "{counts:?}");
        assert!(counts.iter().sum::<usize>() <= 100, "{counts:?}");
        assert!(counts.len() <= 20, "indexes of a table");
    }
}

#[test]
fn every_index_of_tickets_shows_what_a_row_needs_and_no_personal_text_besides() {
    let table = table("Table");
    let tickets = table
        .indexes
        .iter()
        .filter(|index| index.keys[0].name.starts_with("ws"));
    let mut names = Vec::new();
    for index in tickets {
        names.push(index.name.as_str());
        assert_eq!(index.projection, "INCLUDE", "{}", index.name);
        let included: BTreeSet<_> = index.included.iter().map(String::as_str).collect();
        assert_eq!(included.len(), index.included.len(), "{}", index.name);
        assert_eq!(included, BTreeSet::from(ROW), "{}", index.name);
    }
    let expected = [
        "ByCreated",
        "ByStatus",
        "ByAssignee",
        "ByPriority",
        "ByCustomer",
    ];
    assert_eq!(names, expected);
}

/// What a list shows of a conversation is the whole of its head: a field that the index left out
/// could not be read from it.
#[test]
fn the_index_of_conversations_shows_all_of_their_heads() {
    let table = table("Table");
    let others = table
        .indexes
        .iter()
        .filter(|index| !index.keys[0].name.starts_with("ws"));
    let [index] = others.collect::<Vec<_>>()[..] else {
        panic!("one index is not of tickets");
    };
    assert_eq!(index.name, "ByActivity");
    assert_eq!(index.projection, "INCLUDE");
    let keys: Vec<_> = index.keys.iter().map(|key| key.name.as_str()).collect();
    assert_eq!(keys, ["chats", "active_key"]);
    let visitor = Visitor {
        name: PersonName::parse("Vera").unwrap(),
        email: "vera@example.com".parse().unwrap(),
    };
    let id = ConversationId::from_bits(7);
    let head = Conversation::begin(id, visitor, None, UtcTime::now());
    let head = serde_json::to_value(head).unwrap();
    let fields: BTreeSet<_> = head.as_object().unwrap().keys().collect();
    let included: BTreeSet<_> = index.included.iter().collect();
    assert_eq!(included.len(), index.included.len());
    assert_eq!(included, fields);
}

#[test]
fn every_key_is_defined_and_every_definition_is_a_key() {
    for table in stack().tables {
        let defined: BTreeSet<_> = table.attributes.iter().map(|(name, _)| name).collect();
        let of_indexes = table.indexes.iter().flat_map(|index| &index.keys);
        let keys: BTreeSet<_> = table
            .keys
            .iter()
            .chain(of_indexes)
            .map(|key| &key.name)
            .collect();
        assert_eq!(defined, keys, "{}", table.logical_id);
    }
}

/// The template with the values that it asks for.
pub(crate) fn stack() -> Stack {
    let required = ["OwnerEmail", "SenderAddress", "PublicUrl"];
    let parameters = required
        .map(|name| (name.to_owned(), "x".to_owned()))
        .into();
    let local = Local {
        parameters,
        ..Local::default()
    };
    Stack::read(&text(), &local).unwrap()
}

fn function(name: &str) -> Function {
    stack()
        .functions
        .into_iter()
        .find(|function| function.binary == name)
        .unwrap()
}

fn table(logical_id: &str) -> Table {
    stack()
        .tables
        .into_iter()
        .find(|table| table.logical_id == logical_id)
        .unwrap()
}

fn queue(logical_id: &str) -> Queue {
    stack()
        .queues
        .into_iter()
        .find(|queue| queue.logical_id == logical_id)
        .unwrap()
}

/// The text of one resource, from its name to the next one's.
fn resource(logical_id: &str) -> String {
    let text = text();
    let (_, rest) = text.split_once(&format!("\n  {logical_id}:\n")).unwrap();
    let own = rest.lines().take_while(|line| {
        let next = line.strip_prefix("  ").unwrap_or(line);
        !next.starts_with(|first: char| first.is_ascii_alphabetic())
    });
    own.fold(String::new(), |own, line| own + line + "\n")
}

pub(crate) fn text() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../template.yaml");
    std::fs::read_to_string(file).unwrap()
}
