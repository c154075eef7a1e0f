//! Ends of items, as DynamoDB's TTL wants them: whole seconds since 1970. For serde's `with`.

use domain::time::UtcTime;
use serde::{Deserialize, Deserializer, Serializer};

pub(crate) fn serialize<S: Serializer>(ends: &UtcTime, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_i64(ends.epoch_seconds())
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<UtcTime, D::Error> {
    i64::deserialize(deserializer).map(UtcTime::from_epoch_seconds)
}

/// The same, where an item may have no end.
pub(crate) mod optional {
    use domain::time::UtcTime;
    use serde::{Deserializer, Serializer};

    pub(crate) fn serialize<S: Serializer>(
        ends: &Option<UtcTime>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match ends {
            Some(ends) => super::serialize(ends, serializer),
            None => serializer.serialize_none(),
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<UtcTime>, D::Error> {
        super::deserialize(deserializer).map(Some)
    }
}
