//! Web origins: the pages that may use a workspace's widget routes.

use std::{
    fmt,
    net::{Ipv4Addr, Ipv6Addr},
    str::FromStr,
};

use serde::{Deserialize, Serialize};

/// The longest host that DNS knows, in characters.
const MAX_HOST: usize = 253;
/// The longest label of a host.
const MAX_LABEL: usize = 63;

/// A web origin in the one form in which browsers send it: `https://shop.example`,
/// `http://localhost:8080`.
///
/// A request's origin is compared with it byte by byte, so whatever no browser would send (capitals,
/// a path, a port that goes without saying, `*`, `null`) is refused: it would let nobody in, and its
/// owner would wonder why.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Origin(String);

/// The text is no origin as browsers send it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "must be an origin as browsers send it, such as https://shop.example or \
     http://localhost:8080: lower case, without a path, without the port when it is the usual one"
)]
pub struct InvalidOrigin;

impl Origin {
    /// The origin itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Origin {
    type Err = InvalidOrigin;

    fn from_str(text: &str) -> Result<Self, InvalidOrigin> {
        let (scheme, rest) = text.split_once("://").ok_or(InvalidOrigin)?;
        let usual_port = match scheme {
            "https" => 443,
            "http" => 80,
            _ => return Err(InvalidOrigin),
        };
        let (host, port) = split_port(rest);
        if is_host(host) && port.is_none_or(|port| is_port(port, usual_port)) {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidOrigin)
        }
    }
}

/// The colons of an IPv6 address stand between brackets.
fn split_port(rest: &str) -> (&str, Option<&str>) {
    match rest.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (rest, None),
    }
}

fn is_port(text: &str, usual: u16) -> bool {
    let written_once = |port: u16| port != 0 && port != usual && port.to_string() == text;
    text.parse().is_ok_and(written_once)
}

fn is_host(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[') {
        return address.strip_suffix(']').is_some_and(is_ipv6);
    }
    if looks_like_ipv4(host) {
        return host.parse::<Ipv4Addr>().is_ok();
    }
    host.len() <= MAX_HOST && host.split('.').all(is_label)
}

/// As browsers write it: without the dotted form of an embedded IPv4 address.
fn is_ipv6(text: &str) -> bool {
    text.parse::<Ipv6Addr>().is_ok_and(|address| {
        let written = match (address.to_ipv4_mapped(), address.segments()) {
            (Some(_), [.., a, b]) => format!("::ffff:{a:x}:{b:x}"),
            (None, _) => address.to_string(),
        };
        written == text
    })
}

/// Browsers read every host that ends in a number as an IPv4 address.
fn looks_like_ipv4(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or_default();
    let is_hex = last.strip_prefix("0x").is_some_and(|digits| {
        digits
            .bytes()
            .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    });
    is_hex || (!last.is_empty() && last.bytes().all(|b| b.is_ascii_digit()))
}

/// Browsers send other scripts in ASCII (`xn--`). The underscore is not for DNS, but it exists.
fn is_label(label: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
    (1..=MAX_LABEL).contains(&label.len())
        && label.bytes().all(allowed)
        && !label.starts_with('-')
        && !label.ends_with('-')
}

impl TryFrom<String> for Origin {
    type Error = InvalidOrigin;

    fn try_from(text: String) -> Result<Self, InvalidOrigin> {
        text.parse()
    }
}

impl From<Origin> for String {
    fn from(origin: Origin) -> Self {
        origin.0
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::plain("https://shop.example")]
    #[case::without_tls("http://shop.example")]
    #[case::port("https://shop.example:8443")]
    #[case::the_other_schemes_port("http://shop.example:443")]
    #[case::one_label("http://localhost:8080")]
    #[case::other_scripts("https://xn--bcher-kva.example")]
    #[case::underscore("https://my_shop.example")]
    #[case::digits_in_front("https://1.2.3.example")]
    #[case::ipv4("http://192.0.2.1:3000")]
    #[case::ipv6("http://[2001:db8::1]:3000")]
    #[case::ipv6_loopback("http://[::1]")]
    #[case::mapped("http://[::ffff:c000:201]")]
    fn accepted(#[case] text: &str) {
        assert_eq!(text.parse::<Origin>().unwrap().as_str(), text);
    }

    #[rstest]
    #[case::empty("")]
    #[case::any("*")]
    #[case::any_subdomain("https://*.shop.example")]
    #[case::null("null")]
    #[case::no_scheme("shop.example")]
    #[case::no_host("https://")]
    #[case::only_a_port("https://:8443")]
    #[case::another_scheme("ftp://shop.example")]
    #[case::an_app("file://")]
    #[case::capital_scheme("HTTPS://shop.example")]
    #[case::capitals("https://Shop.example")]
    #[case::slash("https://shop.example/")]
    #[case::path("https://shop.example/page")]
    #[case::query("https://shop.example?a")]
    #[case::fragment("https://shop.example#a")]
    #[case::credentials("https://me@shop.example")]
    #[case::usual_port("https://shop.example:443")]
    #[case::usual_port_without_tls("http://shop.example:80")]
    #[case::empty_port("https://shop.example:")]
    #[case::padded_port("https://shop.example:08443")]
    #[case::signed_port("https://shop.example:+8443")]
    #[case::port_zero("https://shop.example:0")]
    #[case::large_port("https://shop.example:65536")]
    #[case::two_ports("https://shop.example:1:2")]
    #[case::outer_spaces(" https://shop.example")]
    #[case::line_feed("https://shop.example\n")]
    #[case::list("https://a.example,https://b.example")]
    #[case::two("https://a.example https://b.example")]
    #[case::outside_ascii("https://b\u{fc}cher.example")]
    #[case::double_dot("https://shop..example")]
    #[case::final_dot("https://shop.example.")]
    #[case::dash_in_front("https://-shop.example")]
    #[case::short_ipv4("http://127.1")]
    #[case::padded_ipv4("http://127.000.0.1")]
    #[case::hexadecimal_ipv4("http://0x7f.0.0.0x1")]
    #[case::a_number("http://2130706433")]
    #[case::long_ipv6("http://[2001:db8:0:0:0:0:0:1]")]
    #[case::capital_ipv6("http://[2001:DB8::1]")]
    #[case::dotted_ipv6("http://[::ffff:192.0.2.1]")]
    #[case::zone("http://[fe80::1%25eth0]")]
    #[case::open_bracket("http://[::1")]
    #[case::no_bracket("http://::1")]
    fn refused(#[case] text: &str) {
        assert_eq!(text.parse::<Origin>(), Err(InvalidOrigin));
    }

    #[test]
    fn a_host_has_the_length_that_dns_knows() {
        let label = "a".repeat(MAX_LABEL);
        let host = format!("{label}.{label}.{label}.{}", "b".repeat(61));
        assert_eq!(host.len(), MAX_HOST);
        assert!(format!("https://{host}").parse::<Origin>().is_ok());
        assert!(format!("https://{host}c").parse::<Origin>().is_err());
        assert!(
            format!("https://{label}a.example")
                .parse::<Origin>()
                .is_err()
        );
    }

    proptest! {
        #[test]
        fn an_accepted_origin_can_stand_in_a_header(text in "https?://\\PC{0,40}(:[0-9]{1,6})?") {
            if let Ok(origin) = text.parse::<Origin>() {
                prop_assert!(origin.as_str().bytes().all(|b| b.is_ascii_graphic()));
                prop_assert!(!origin.as_str().contains([',', '*', '@', '?', '#', '"', '\\']));
                prop_assert_eq!(origin.as_str().matches('/').count(), 2);
            }
        }
    }
}
