//! Reads the SAM template: the one list of routes, triggers, limits and names.
//!
//! Only what the local stack acts on is read (tables, queues, functions, the HTTP API's stage, the
//! pages' headers). What
//! is read must be understood whole: an intrinsic, an event type or a filter operator that this
//! module does not know is an error, never silence.

mod edge;
mod error;
mod filter;
mod functions;
mod headers;
mod local;
mod node;
mod queues;
mod scope;
mod tables;
mod yaml;

use std::collections::BTreeSet;

use serde_json::Value;

pub use edge::EdgeHeaders;
pub(crate) use edge::matches;
pub use error::TemplateError;
pub use filter::{Filter, FilterError};
pub use functions::{Function, QueueSource, Route, StartingPosition, StreamSource};
pub use headers::Header;
pub use local::{ACCOUNT, Local, REGION};
pub use queues::{Queue, Redrive};
pub use tables::{Index, KeyAttribute, Table};

use node::Node;
use scope::Scope;

/// What the template describes, with every reference resolved to its local value.
#[derive(Debug, Clone, PartialEq)]
pub struct Stack {
    /// The stage of the HTTP API, which is the first segment of every route's path.
    pub stage: String,
    /// The DynamoDB tables.
    pub tables: Vec<Table>,
    /// The SQS queues.
    pub queues: Vec<Queue>,
    /// The functions, with their routes and event sources.
    pub functions: Vec<Function>,
    /// The headers of the pages and of all other files.
    pub edge_headers: EdgeHeaders,
}

impl Stack {
    /// Reads a template's text.
    pub fn read(text: &str, local: &Local) -> Result<Self, TemplateError> {
        let document = yaml::to_json(text)?;
        let scope = Scope::new(&document, local)?;
        let globals = document.pointer("/Globals/Function").cloned();
        let mut stack = Self {
            stage: String::new(),
            tables: Vec::new(),
            queues: Vec::new(),
            functions: Vec::new(),
            edge_headers: EdgeHeaders::default(),
        };
        for (logical_id, resource) in scope.active_resources()? {
            stack.add(&scope, logical_id, resource, globals.as_ref())?;
        }
        Ok(stack)
    }

    /// The queue with this ARN.
    pub fn queue_by_arn(&self, arn: &str) -> Option<&Queue> {
        self.queues.iter().find(|queue| queue.arn == arn)
    }

    fn add(
        &mut self,
        scope: &Scope<'_>,
        logical_id: &str,
        resource: &Value,
        globals: Option<&Value>,
    ) -> Result<(), TemplateError> {
        let node = Node::new(scope, resource.clone(), format!("Resources.{logical_id}"))?;
        match node.need("Type")?.text()?.as_str() {
            "AWS::DynamoDB::Table" => self.tables.push(tables::read(logical_id, &node)?),
            "AWS::SQS::Queue" => self.queues.push(queues::read(logical_id, &node)?),
            "AWS::Serverless::HttpApi" => self.stage = stage(&node)?,
            "AWS::Serverless::Function" => {
                self.functions
                    .push(functions::read(logical_id, &node, globals)?);
            }
            "AWS::CloudFront::Distribution" => self.edge_headers = edge::read(&node)?,
            _ => {}
        }
        Ok(())
    }
}

/// The whole document as JSON, with the long forms of CloudFormation's functions: what this module
/// does not read, such as permissions, is there too.
pub fn document(text: &str) -> Result<Value, TemplateError> {
    yaml::to_json(text)
}

/// The names of the parameters that a template declares.
pub fn parameter_names(text: &str) -> Result<BTreeSet<String>, TemplateError> {
    let document = yaml::to_json(text)?;
    let declared = document.get("Parameters").and_then(Value::as_object);
    let names = declared.into_iter().flat_map(|declared| declared.keys());
    Ok(names.cloned().collect())
}

fn stage(api: &Node<'_>) -> Result<String, TemplateError> {
    api.need("Properties")?.need("StageName")?.text()
}

#[cfg(test)]
mod tests;
