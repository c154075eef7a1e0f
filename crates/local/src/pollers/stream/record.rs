use std::collections::HashMap;

use aws_sdk_dynamodbstreams::types::{AttributeValue, Record};
use data_encoding::BASE64;
use serde_json::{Map, Value, json};

/// A stream's record as it stands in Lambda's event.
pub fn event_record(record: &Record, stream_arn: &str) -> Value {
    let mut fields = Map::new();
    fields.insert("eventID".to_owned(), record.event_id().into());
    fields.insert(
        "eventName".to_owned(),
        record.event_name().map(|name| name.as_str()).into(),
    );
    fields.insert("eventVersion".to_owned(), record.event_version().into());
    fields.insert("eventSource".to_owned(), "aws:dynamodb".into());
    fields.insert("awsRegion".to_owned(), crate::template::REGION.into());
    fields.insert("dynamodb".to_owned(), change(record));
    if let Some(identity) = record.user_identity() {
        let identity = json!({
            "type": identity.r#type(),
            "principalId": identity.principal_id(),
        });
        fields.insert("userIdentity".to_owned(), identity);
    }
    fields.insert("eventSourceARN".to_owned(), stream_arn.into());
    Value::Object(fields)
}

fn change(record: &Record) -> Value {
    let Some(change) = record.dynamodb() else {
        return Value::Null;
    };
    let mut fields = Map::new();
    if let Some(time) = change.approximate_creation_date_time() {
        fields.insert("ApproximateCreationDateTime".to_owned(), time.secs().into());
    }
    let images = [
        ("Keys", change.keys()),
        ("NewImage", change.new_image()),
        ("OldImage", change.old_image()),
    ];
    for (name, image) in images {
        if let Some(image) = image {
            fields.insert(name.to_owned(), item(image));
        }
    }
    fields.insert("SequenceNumber".to_owned(), change.sequence_number().into());
    fields.insert("SizeBytes".to_owned(), change.size_bytes().into());
    let view = change.stream_view_type().map(|view| view.as_str());
    fields.insert("StreamViewType".to_owned(), view.into());
    Value::Object(fields)
}

fn item(attributes: &HashMap<String, AttributeValue>) -> Value {
    attributes
        .iter()
        .map(|(name, value)| (name.clone(), attribute(value)))
        .collect()
}

fn attribute(value: &AttributeValue) -> Value {
    match value {
        AttributeValue::S(text) => json!({ "S": text }),
        AttributeValue::N(number) => json!({ "N": number }),
        AttributeValue::Bool(flag) => json!({ "BOOL": flag }),
        AttributeValue::Null(flag) => json!({ "NULL": flag }),
        AttributeValue::B(bytes) => json!({ "B": BASE64.encode(bytes.as_ref()) }),
        AttributeValue::Ss(texts) => json!({ "SS": texts }),
        AttributeValue::Ns(numbers) => json!({ "NS": numbers }),
        AttributeValue::Bs(all) => {
            let all: Vec<String> = all
                .iter()
                .map(|bytes| BASE64.encode(bytes.as_ref()))
                .collect();
            json!({ "BS": all })
        }
        AttributeValue::L(items) => {
            json!({ "L": items.iter().map(attribute).collect::<Vec<_>>() })
        }
        AttributeValue::M(map) => json!({ "M": item(map) }),
        // The SDK's list of types is open; DynamoDB's has been closed for ten years.
        _ => json!({ "NULL": true }),
    }
}
