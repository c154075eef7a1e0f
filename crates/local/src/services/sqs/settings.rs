//! A queue's attributes: their names, ranges and defaults.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::SqsError;

/// Attributes that are taken, kept and shown, and change nothing here.
const KEPT: [&str; 5] = [
    "KmsDataKeyReusePeriodSeconds",
    "KmsMasterKeyId",
    "Policy",
    "RedriveAllowPolicy",
    "SqsManagedSseEnabled",
];

/// What can be set on a queue.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Settings {
    pub(super) delay_seconds: i64,
    pub(super) maximum_message_size: i64,
    pub(super) message_retention_period: i64,
    pub(super) receive_wait_seconds: i64,
    pub(super) visibility_timeout: i64,
    pub(super) redrive: Option<Redrive>,
    kept: BTreeMap<String, String>,
}

/// Where a message goes after so many receives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Redrive {
    pub(super) dead_letter_target_arn: String,
    pub(super) max_receive_count: i64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            delay_seconds: 0,
            maximum_message_size: 1_048_576,
            message_retention_period: 345_600,
            receive_wait_seconds: 0,
            visibility_timeout: 30,
            redrive: None,
            kept: BTreeMap::new(),
        }
    }
}

impl Settings {
    /// These settings with `attributes` laid over them.
    pub(super) fn with(&self, attributes: &BTreeMap<String, String>) -> Result<Self, SqsError> {
        let mut settings = self.clone();
        for (name, value) in attributes {
            settings.set(name, value)?;
        }
        Ok(settings)
    }

    /// Whether `name` is one that can be set.
    pub(super) fn is_attribute(name: &str) -> bool {
        NUMBERS.iter().any(|(known, ..)| *known == name)
            || name == "RedrivePolicy"
            || KEPT.contains(&name)
    }

    /// Every attribute that has a value, as SQS shows it.
    pub(super) fn to_attributes(&self) -> BTreeMap<String, String> {
        let mut attributes = self.kept.clone();
        let mut copy = self.clone();
        for (name, _, field) in NUMBERS {
            attributes.insert(name.to_owned(), field(&mut copy).to_string());
        }
        if let Some(policy) = self
            .redrive
            .as_ref()
            .and_then(|r| serde_json::to_string(r).ok())
        {
            attributes.insert("RedrivePolicy".into(), policy);
        }
        attributes
    }

    /// The first attribute by which these settings differ from what `attributes` ask for.
    pub(super) fn first_difference(
        &self,
        attributes: &BTreeMap<String, String>,
    ) -> Result<Option<String>, SqsError> {
        let (mine, asked) = (self.to_attributes(), self.with(attributes)?.to_attributes());
        Ok(attributes
            .keys()
            .find(|name| mine.get(*name) != asked.get(*name))
            .cloned())
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), SqsError> {
        if let Some((_, range, field)) = NUMBERS.into_iter().find(|(known, ..)| *known == name) {
            let number = value.parse().ok().filter(|number| range.contains(number));
            *field(self) =
                number.ok_or_else(|| SqsError::InvalidAttributeValue(name.to_owned()))?;
        } else if name == "RedrivePolicy" {
            self.redrive = Redrive::parse(value)?;
        } else if KEPT.contains(&name) {
            self.kept.insert(name.to_owned(), value.to_owned());
        } else {
            return Err(SqsError::InvalidAttributeName(name.to_owned()));
        }
        Ok(())
    }
}

impl Redrive {
    /// Reads the policy's JSON, in which the count may be a number or a text; an empty text takes it away.
    fn parse(policy: &str) -> Result<Option<Self>, SqsError> {
        if policy.is_empty() {
            return Ok(None);
        }
        let invalid = || SqsError::InvalidAttributeValue("RedrivePolicy".into());
        let policy: Value = serde_json::from_str(policy).map_err(|_| invalid())?;
        let target = policy["deadLetterTargetArn"].as_str().ok_or_else(invalid)?;
        let count = &policy["maxReceiveCount"];
        let count = count.as_i64().or_else(|| count.as_str()?.parse().ok());
        let count = count
            .filter(|count| (1..=1000).contains(count))
            .ok_or_else(invalid)?;
        Ok(Some(Self {
            dead_letter_target_arn: target.to_owned(),
            max_receive_count: count,
        }))
    }

    /// The name of the dead-letter queue.
    pub(super) fn target_name(&self) -> &str {
        name_in_arn(&self.dead_letter_target_arn)
    }
}

/// The queue's name in its ARN; region and account mean nothing here.
pub(super) fn name_in_arn(arn: &str) -> &str {
    arn.rsplit(':').next().unwrap_or_default()
}

type Number = (
    &'static str,
    RangeInclusive<i64>,
    fn(&mut Settings) -> &mut i64,
);

const NUMBERS: [Number; 5] = [
    ("DelaySeconds", 0..=900, |s| &mut s.delay_seconds),
    ("MaximumMessageSize", 1024..=1_048_576, |s| {
        &mut s.maximum_message_size
    }),
    ("MessageRetentionPeriod", 60..=1_209_600, |s| {
        &mut s.message_retention_period
    }),
    ("ReceiveMessageWaitTimeSeconds", 0..=20, |s| {
        &mut s.receive_wait_seconds
    }),
    ("VisibilityTimeout", 0..=43_200, |s| {
        &mut s.visibility_timeout
    }),
];

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::below_the_range("VisibilityTimeout", "-1")]
    #[case::above_the_range("VisibilityTimeout", "43201")]
    #[case::not_a_number("DelaySeconds", "soon")]
    #[case::retention_under_a_minute("MessageRetentionPeriod", "59")]
    #[case::redrive_without_a_count("RedrivePolicy", r#"{"deadLetterTargetArn":"arn:x"}"#)]
    #[case::redrive_that_is_not_json("RedrivePolicy", "nonsense")]
    #[case::unknown("Colour", "blue")]
    fn a_value_that_sqs_refuses_is_refused(#[case] name: &str, #[case] value: &str) {
        let asked = BTreeMap::from([(name.to_owned(), value.to_owned())]);
        assert!(Settings::default().with(&asked).is_err());
    }

    #[test]
    fn the_count_of_a_redrive_policy_may_be_a_text() {
        let policy = r#"{"deadLetterTargetArn":"arn:aws:sqs:x:0:dead","maxReceiveCount":"5"}"#;
        let asked = BTreeMap::from([("RedrivePolicy".to_owned(), policy.to_owned())]);
        let redrive = Settings::default().with(&asked).unwrap().redrive.unwrap();
        assert_eq!(
            (redrive.target_name(), redrive.max_receive_count),
            ("dead", 5)
        );
    }
}
