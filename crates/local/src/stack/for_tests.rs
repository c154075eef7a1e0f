use std::num::ParseIntError;

use clap::Args;

use super::StartError;
use crate::lambda::Endpoints;
use crate::template::{Function, Stack, parameter_names};

/// Options with which a test puts itself between the parts, or leaves parts out.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "For tests")]
pub struct ForTests {
    /// Lead the names of tables and queues with this, so that stacks can share services
    #[arg(long, value_name = "NAME", default_value = "tkt")]
    pub stack_name: String,
    /// Give a parameter of the template this value
    #[arg(long = "parameter", value_name = "NAME=VALUE", value_parser = parameter)]
    pub parameters: Vec<(String, String)>,
    /// Send the functions to this URL for DynamoDB; pollers and pages keep to the service itself
    #[arg(long, value_name = "URL")]
    pub functions_dynamodb: Option<String>,
    /// The same for SQS
    #[arg(long, value_name = "URL")]
    pub functions_sqs: Option<String>,
    /// The same for SES
    #[arg(long, value_name = "URL")]
    pub functions_ses: Option<String>,
    /// Leave this function's streams and queues unread
    #[arg(long, value_name = "FUNCTION")]
    pub without: Vec<String>,
    /// The ports of the services that run here, so that they can be known before the start
    #[arg(
        long,
        value_name = "DYNAMODB,SQS,SES",
        default_value = "0,0,0",
        hide = true,
        value_parser = ServicePorts::parse
    )]
    pub service_ports: ServicePorts,
}

/// Where the services listen; 0 takes a free port.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ServicePorts {
    /// DynamoDB's.
    pub dynamodb: u16,
    /// SQS's.
    pub sqs: u16,
    /// SES's.
    pub ses: u16,
}

impl ForTests {
    /// Refuses names that the template does not know.
    pub(super) fn check_parameters(&self, template: &str) -> Result<(), StartError> {
        let known = parameter_names(template)?;
        let mut given = self.parameters.iter().map(|(name, _)| name);
        match given.find(|name| !known.contains(*name)) {
            Some(name) => Err(StartError::UnknownParameter(name.clone())),
            None => Ok(()),
        }
    }

    /// The same for functions.
    pub(super) fn check_functions(&self, template: &Stack) -> Result<(), StartError> {
        let known = |name: &&String| {
            let mut functions = template.functions.iter();
            functions.any(|function| function.name == **name)
        };
        match self.without.iter().find(|name| !known(name)) {
            Some(name) => Err(StartError::UnknownFunction(name.clone())),
            None => Ok(()),
        }
    }

    /// Whether this function's event source mappings are disabled.
    pub(super) fn leaves_out(&self, function: &Function) -> bool {
        self.without.contains(&function.name)
    }

    /// What the functions are told in place of the services' own addresses.
    pub(super) fn functions_endpoints(&self, own: &Endpoints) -> Endpoints {
        let or = |told: &Option<String>, own: &str| told.clone().unwrap_or_else(|| own.to_owned());
        Endpoints {
            dynamodb: or(&self.functions_dynamodb, &own.dynamodb),
            sqs: or(&self.functions_sqs, &own.sqs),
            ses: or(&self.functions_ses, &own.ses),
        }
    }
}

impl ServicePorts {
    fn parse(text: &str) -> Result<Self, String> {
        let ports: Result<Vec<u16>, ParseIntError> = text.split(',').map(str::parse).collect();
        match ports.as_deref() {
            Ok(&[dynamodb, sqs, ses]) => Ok(Self { dynamodb, sqs, ses }),
            Ok(_) => Err("three ports with commas between them".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }
}

fn parameter(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("a name and a value with = between them".to_owned()),
    }
}
