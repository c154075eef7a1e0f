use aws_sdk_sqs::types::{Message, MessageAttributeValue};
use data_encoding::BASE64;
use serde_json::{Map, Value, json};

use crate::template::REGION;

/// A batch of messages as it stands in Lambda's event.
pub fn batch_event(messages: &[Message], queue_arn: &str) -> Value {
    let records: Vec<Value> = messages
        .iter()
        .map(|message| record(message, queue_arn))
        .collect();
    json!({ "Records": records })
}

fn record(message: &Message, queue_arn: &str) -> Value {
    let system = message.attributes.iter().flatten();
    let system: Map<String, Value> = system
        .map(|(name, value)| (name.as_str().to_owned(), Value::from(value.as_str())))
        .collect();
    let own = message.message_attributes.iter().flatten();
    let own: Map<String, Value> = own
        .map(|(name, value)| (name.clone(), attribute(value)))
        .collect();
    json!({
        "messageId": message.message_id(),
        "receiptHandle": message.receipt_handle(),
        "body": message.body(),
        "attributes": system,
        "messageAttributes": own,
        "md5OfBody": message.md5_of_body(),
        "eventSource": "aws:sqs",
        "eventSourceARN": queue_arn,
        "awsRegion": REGION,
    })
}

fn attribute(value: &MessageAttributeValue) -> Value {
    let mut fields = Map::new();
    if let Some(text) = value.string_value() {
        fields.insert("stringValue".to_owned(), Value::from(text));
    }
    if let Some(bytes) = value.binary_value() {
        fields.insert(
            "binaryValue".to_owned(),
            Value::from(BASE64.encode(bytes.as_ref())),
        );
    }
    fields.insert("stringListValues".to_owned(), json!([]));
    fields.insert("binaryListValues".to_owned(), json!([]));
    fields.insert("dataType".to_owned(), Value::from(value.data_type()));
    Value::Object(fields)
}
