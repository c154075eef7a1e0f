use std::collections::BTreeMap;

use super::TemplateError;
use super::node::Node;

/// An SQS queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queue {
    /// Its name in the template.
    pub logical_id: String,
    /// Its name on this machine.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// Where it answers.
    pub url: String,
    /// Attributes to create it with, under SQS's own names, without the redrive policy.
    pub attributes: BTreeMap<String, String>,
    /// Where messages go that were received too often.
    pub redrive: Option<Redrive>,
}

/// A queue's redrive policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redrive {
    /// The ARN of the dead-letter queue.
    pub target_arn: String,
    /// Receives before a message moves.
    pub max_receives: i64,
}

/// Properties whose names and values are those of the queue's attributes.
const PLAIN: [&str; 5] = [
    "VisibilityTimeout",
    "MessageRetentionPeriod",
    "DelaySeconds",
    "MaximumMessageSize",
    "ReceiveMessageWaitTimeSeconds",
];

pub(super) fn read(logical_id: &str, resource: &Node<'_>) -> Result<Queue, TemplateError> {
    let at = resource.at();
    let scope = resource.scope();
    let attribute = |name: &str| {
        let call = serde_json::json!({ "Fn::GetAtt": [logical_id, name] });
        Node::new(scope, call, at.to_owned())?.text()
    };
    let mut queue = Queue {
        logical_id: logical_id.to_owned(),
        name: scope.physical_name(logical_id, at)?,
        arn: attribute("Arn")?,
        url: attribute("QueueUrl")?,
        attributes: BTreeMap::new(),
        redrive: None,
    };
    let Some(properties) = resource.get("Properties")? else {
        return Ok(queue);
    };
    if properties.flag_of("FifoQueue")? {
        return Err(properties.unsupported("FIFO queues are not offered by the local stack"));
    }
    for name in PLAIN {
        if let Some(value) = properties.number_of(name)? {
            queue.attributes.insert(name.to_owned(), value.to_string());
        }
    }
    if let Some(policy) = properties.get("RedrivePolicy")? {
        queue.redrive = Some(Redrive {
            target_arn: policy.need("deadLetterTargetArn")?.text()?,
            max_receives: policy.need("maxReceiveCount")?.number()?,
        });
    }
    Ok(queue)
}
