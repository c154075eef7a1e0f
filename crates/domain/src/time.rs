//! Points in time, as the table, the API and the e-mails write them.

use std::fmt;

use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A point in time in UTC, whole milliseconds.
///
/// Written with a fixed width (`2024-01-15T09:30:00.000Z`), so that sort keys made of it compare
/// as text in the order of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UtcTime(Timestamp);

impl UtcTime {
    /// The machine's clock, now.
    pub fn now() -> Self {
        Self::from(Timestamp::now())
    }

    /// The UTC day that holds this moment.
    pub fn date(self) -> Date {
        self.0.to_zoned(TimeZone::UTC).date()
    }

    /// The moment itself.
    pub(crate) fn timestamp(self) -> Timestamp {
        self.0
    }

    /// Whole seconds since 1970, as DynamoDB's TTL wants them.
    pub fn epoch_seconds(self) -> i64 {
        self.0.as_second()
    }

    /// The moment so many seconds after 1970 began; the last representable one when it is past that.
    pub fn from_epoch_seconds(seconds: i64) -> Self {
        Self(Timestamp::from_second(seconds).unwrap_or(Timestamp::MAX))
    }

    /// Milliseconds since 1970.
    pub fn epoch_millis(self) -> i64 {
        self.0.as_millisecond()
    }

    /// This moment, later by `duration`; the last representable moment when that is past it.
    pub fn plus(self, duration: SignedDuration) -> Self {
        Self(self.0.saturating_add(duration).unwrap_or(Timestamp::MAX))
    }
}

impl From<Timestamp> for UtcTime {
    fn from(timestamp: Timestamp) -> Self {
        Self(Timestamp::from_millisecond(timestamp.as_millisecond()).unwrap_or(timestamp))
    }
}

impl fmt::Display for UtcTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}", self.0)
    }
}

impl Serialize for UtcTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for UtcTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Timestamp::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_with_a_fixed_width() {
        let moment = UtcTime::from("2024-01-15T09:30:00Z".parse::<Timestamp>().unwrap());
        assert_eq!(moment.to_string(), "2024-01-15T09:30:00.000Z");
    }

    #[test]
    fn a_moment_survives_its_own_text_form() {
        let moment = UtcTime::now();
        let text = serde_json::to_string(&moment).unwrap();
        assert_eq!(serde_json::from_str::<UtcTime>(&text).unwrap(), moment);
    }
}
