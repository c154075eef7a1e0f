use std::collections::BTreeMap;

/// The account that local ARNs and queue addresses name.
pub const ACCOUNT: &str = "000000000000";
/// The region that the local services are said to run in.
pub const REGION: &str = "us-east-1";

/// The local values that a template is resolved with.
#[derive(Debug, Clone, Default)]
pub struct Local {
    /// Values for the template's parameters; what is absent takes the template's default.
    pub parameters: BTreeMap<String, String>,
    /// The stack's name, which leads the names of tables and queues.
    pub stack_name: String,
    /// Where SQS answers; queue addresses start with it.
    pub sqs_endpoint: String,
}

impl Local {
    /// The physical name of a resource that the template does not name itself.
    pub(super) fn physical_name(&self, logical_id: &str) -> String {
        format!("{}-{logical_id}", self.stack_name)
    }

    /// A pseudo parameter such as `AWS::Region`.
    pub(super) fn pseudo_parameter(&self, name: &str) -> Option<String> {
        let value = match name {
            "AWS::Region" => REGION.to_owned(),
            "AWS::AccountId" => ACCOUNT.to_owned(),
            "AWS::Partition" => "aws".to_owned(),
            "AWS::URLSuffix" => "amazonaws.com".to_owned(),
            "AWS::StackName" => self.stack_name.clone(),
            "AWS::StackId" => {
                format!(
                    "arn:aws:cloudformation:{REGION}:{ACCOUNT}:stack/{}/local",
                    self.stack_name
                )
            }
            _ => return None,
        };
        Some(value)
    }

    /// What `Ref` gives for a resource of this type and name.
    pub(super) fn reference(&self, kind: &str, name: &str) -> String {
        match kind {
            "AWS::SQS::Queue" => format!("{}/{ACCOUNT}/{name}", self.sqs_endpoint),
            _ => name.to_owned(),
        }
    }

    /// What `Fn::GetAtt` gives, for the resources that live on a laptop.
    pub(super) fn attribute(&self, kind: &str, name: &str, attribute: &str) -> Option<String> {
        let value = match (kind, attribute) {
            ("AWS::DynamoDB::Table", "Arn") => table_arn(name),
            ("AWS::DynamoDB::Table", "StreamArn") => format!("{}/stream/local", table_arn(name)),
            ("AWS::SQS::Queue", "Arn") => format!("arn:aws:sqs:{REGION}:{ACCOUNT}:{name}"),
            ("AWS::SQS::Queue", "QueueName") => name.to_owned(),
            ("AWS::SQS::Queue", "QueueUrl") => self.reference(kind, name),
            ("AWS::Serverless::Function", "Arn") => {
                format!("arn:aws:lambda:{REGION}:{ACCOUNT}:function:{name}")
            }
            _ => return None,
        };
        Some(value)
    }
}

fn table_arn(name: &str) -> String {
    format!("arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{name}")
}
