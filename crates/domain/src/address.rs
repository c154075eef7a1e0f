//! Network addresses of clients, as far as limits need them.

use std::{fmt, net::IpAddr, str::FromStr};

/// The address that a request came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClientAddress(IpAddr);

/// The text is no IP address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be an IPv4 or IPv6 address")]
pub struct InvalidAddress;

impl ClientAddress {
    /// What limits count by: an IPv4 address, or the /64 of an IPv6 address, since one
    /// subscriber commands a whole /64. An IPv4 address in IPv6 clothes counts as IPv4.
    pub fn network(&self) -> String {
        match self.0.to_canonical() {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
            }
        }
    }
}

impl FromStr for ClientAddress {
    type Err = InvalidAddress;

    fn from_str(text: &str) -> Result<Self, InvalidAddress> {
        text.parse().map(Self).map_err(|_| InvalidAddress)
    }
}

impl fmt::Display for ClientAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("203.0.113.7", "203.0.113.7")]
    #[case("::ffff:203.0.113.7", "203.0.113.7")]
    #[case("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    #[case("2001:db8:1:2::1", "2001:db8:1:2::/64")]
    fn limits_count_by_network(#[case] address: &str, #[case] network: &str) {
        assert_eq!(address.parse::<ClientAddress>().unwrap().network(), network);
    }
}
