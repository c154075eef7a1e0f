use aws_sdk_dynamodbstreams::{Client, types::ShardIteratorType};
use local::pollers::stream::event_record;
use serde_json::Value;

/// Every record of a stream, in Lambda's shape. Reads until a shard gives nothing more.
pub(crate) async fn records(client: &Client, arn: &str) -> Vec<Value> {
    let described = client
        .describe_stream()
        .stream_arn(arn)
        .send()
        .await
        .unwrap();
    let mut records = Vec::new();
    for shard in described.stream_description().unwrap().shards() {
        let request = client.get_shard_iterator().stream_arn(arn);
        let request = request
            .shard_id(shard.shard_id().unwrap())
            .shard_iterator_type(ShardIteratorType::TrimHorizon);
        let mut iterator = request.send().await.unwrap().shard_iterator;
        while let Some(current) = iterator {
            let answer = client
                .get_records()
                .shard_iterator(current)
                .send()
                .await
                .unwrap();
            records.extend(
                answer
                    .records()
                    .iter()
                    .map(|record| event_record(record, arn)),
            );
            let at_the_end = answer.records().is_empty();
            iterator = answer.next_shard_iterator.filter(|_| !at_the_end);
        }
    }
    records
}
