//! The time zone in which a workspace's e-mails tell times.

use std::{fmt, str::FromStr};

use jiff::tz::{TimeZone, TimeZoneDatabase};
use serde::{Deserialize, Serialize};

use crate::time::UtcTime;

/// A zone of the IANA time zone database, such as `Europe/Berlin`.
///
/// The database is part of the program, so that a name counts on every machine or on none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeZoneName(TimeZone);

/// The database has no zone of that name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be the name of a time zone, such as Europe/Berlin or UTC")]
pub struct UnknownTimeZone;

impl TimeZoneName {
    /// The name, spelled as the database has it.
    pub fn as_str(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The moment as people of the zone write it: `15 January 2024, 10:30 CET`.
    pub fn tell(&self, moment: UtcTime) -> String {
        let zoned = moment.timestamp().to_zoned(self.0.clone());
        // Where a zone has no abbreviation, the database has the bare difference in its place.
        let zone = zoned.strftime("%Z").to_string();
        let zone = if zone.starts_with(['+', '-']) {
            zoned.strftime("UTC%:z").to_string()
        } else {
            zone
        };
        format!("{} {zone}", zoned.strftime("%-d %B %Y, %H:%M"))
    }
}

impl Default for TimeZoneName {
    fn default() -> Self {
        Self(TimeZone::UTC)
    }
}

impl fmt::Display for TimeZoneName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for TimeZoneName {
    type Err = UnknownTimeZone;

    fn from_str(name: &str) -> Result<Self, UnknownTimeZone> {
        let zone = TimeZoneDatabase::bundled().get(name);
        zone.map(Self).map_err(|_| UnknownTimeZone)
    }
}

impl TryFrom<String> for TimeZoneName {
    type Error = UnknownTimeZone;

    fn try_from(name: String) -> Result<Self, UnknownTimeZone> {
        name.parse()
    }
}

impl From<TimeZoneName> for String {
    fn from(zone: TimeZoneName) -> Self {
        zone.as_str().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::summer("Europe/Berlin", "2024-07-01T09:30:00Z", "1 July 2024, 11:30 CEST")]
    #[case::winter("Europe/Berlin", "2024-01-15T09:30:00Z", "15 January 2024, 10:30 CET")]
    #[case::another_day(
        "Asia/Kathmandu",
        "2024-01-15T20:00:00Z",
        "16 January 2024, 01:45 UTC+05:45"
    )]
    #[case::behind(
        "America/Sao_Paulo",
        "2024-01-15T09:30:00Z",
        "15 January 2024, 06:30 UTC-03:00"
    )]
    #[case::utc("UTC", "2024-01-15T09:30:00Z", "15 January 2024, 09:30 UTC")]
    fn a_moment_is_told_in_the_zone(
        #[case] zone: &str,
        #[case] moment: &str,
        #[case] expected: &str,
    ) {
        let zone: TimeZoneName = zone.parse().unwrap();
        let moment = moment.parse::<jiff::Timestamp>().unwrap().into();
        assert_eq!(zone.tell(moment), expected);
    }

    #[rstest]
    #[case::empty("")]
    #[case::offset("+02:00")]
    #[case::nonsense("Europe/Nowhere")]
    #[case::path("../../etc/passwd")]
    #[case::space(" UTC")]
    fn refused(#[case] name: &str) {
        assert_eq!(name.parse::<TimeZoneName>(), Err(UnknownTimeZone));
    }

    #[rstest]
    #[case("UTC")]
    #[case("Europe/Berlin")]
    #[case("America/Argentina/Buenos_Aires")]
    fn a_name_is_read_back_as_written(#[case] name: &str) {
        let zone: TimeZoneName = name.parse().unwrap();
        let text = serde_json::to_string(&zone).unwrap();
        assert_eq!(text, format!("\"{name}\""));
        assert_eq!(serde_json::from_str::<TimeZoneName>(&text).unwrap(), zone);
    }
}
