//! Creates the template's queues through SQS's own protocol, on whatever answers it.

use aws_sdk_sqs::Client;
use aws_sdk_sqs::error::DisplayErrorContext;
use aws_sdk_sqs::operation::get_queue_url::GetQueueUrlError;
use aws_sdk_sqs::types::QueueAttributeName;
use serde_json::json;

use crate::template::Queue;

/// SQS refused a queue or did not answer.
#[derive(Debug, thiserror::Error)]
#[error("queue {queue}: {reason}")]
pub struct QueueError {
    queue: String,
    reason: String,
}

/// Creates every queue, or brings its attributes to those of the template.
pub async fn ensure(client: &Client, queues: &[Queue]) -> Result<(), QueueError> {
    for queue in queues {
        create(client, queue).await?;
    }
    // Redrive policies name other queues, so they come when all of them exist.
    for queue in queues {
        set_attributes(client, queue).await?;
    }
    Ok(())
}

async fn create(client: &Client, queue: &Queue) -> Result<(), QueueError> {
    let found = client.get_queue_url().queue_name(&queue.name).send().await;
    match found {
        Ok(_) => Ok(()),
        Err(error) if error.as_service_error().is_some_and(is_unknown) => {
            let created = client.create_queue().queue_name(&queue.name).send().await;
            created.map(drop).map_err(|error| failed(queue, error))
        }
        Err(error) => Err(failed(queue, error)),
    }
}

/// ElasticMQ names the error in the JSON protocol's way alone, and the SDK knows only the older name.
fn is_unknown(error: &GetQueueUrlError) -> bool {
    error.is_queue_does_not_exist() || error.meta().code() == Some("QueueDoesNotExist")
}

async fn set_attributes(client: &Client, queue: &Queue) -> Result<(), QueueError> {
    let mut request = client.set_queue_attributes().queue_url(&queue.url);
    for (name, value) in &queue.attributes {
        request = request.attributes(QueueAttributeName::from(name.as_str()), value);
    }
    if let Some(redrive) = &queue.redrive {
        let policy = json!({
            "deadLetterTargetArn": redrive.target_arn,
            "maxReceiveCount": redrive.max_receives.to_string(),
        });
        request = request.attributes(QueueAttributeName::RedrivePolicy, policy.to_string());
    } else if queue.attributes.is_empty() {
        return Ok(());
    }
    request
        .send()
        .await
        .map(drop)
        .map_err(|error| failed(queue, error))
}

fn failed<E: std::error::Error>(queue: &Queue, error: E) -> QueueError {
    QueueError {
        queue: queue.name.clone(),
        reason: DisplayErrorContext(error).to_string(),
    }
}
