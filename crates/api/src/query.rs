//! Query strings.

use std::{collections::BTreeMap, fmt::Display};

use axum::http::Uri;
use percent_encoding::percent_decode_str;

use crate::problem::Problem;

/// Refuses every query parameter, for a route that knows none.
///
/// # Errors
/// 400 when the request has a query string.
pub fn refuse_parameters(uri: &Uri) -> Result<(), Problem> {
    match uri.query() {
        None | Some("") => Ok(()),
        Some(_) => Err(Problem::malformed("This route takes no query parameter.")),
    }
}

/// The query parameters of a request, each once and all of them known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameters(BTreeMap<&'static str, String>);

impl Parameters {
    /// Reads the query string of a route that knows these parameters.
    ///
    /// # Errors
    /// 400 when a parameter is unknown, comes twice or is not UTF-8.
    pub fn read(uri: &Uri, known: &[&'static str]) -> Result<Self, Problem> {
        let mut parameters = BTreeMap::new();
        let pairs = uri.query().unwrap_or_default().split('&');
        for pair in pairs.filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, value) = (decode(name)?, decode(value)?);
            let Some(name) = known.iter().find(|known| **known == name) else {
                let known = known.join(", ");
                return Err(Problem::malformed(format!(
                    "This route takes no other query parameters than {known}."
                )));
            };
            if parameters.insert(*name, value).is_some() {
                return Err(Problem::malformed(format!(
                    "The query parameter {name} must not be repeated; separate several values by commas."
                )));
            }
        }
        Ok(Self(parameters))
    }

    /// A parameter with one value, if it was sent.
    ///
    /// # Errors
    /// 400 when the value cannot be read.
    pub fn one<T, E: Display>(
        &mut self,
        name: &'static str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<Option<T>, Problem> {
        let value = self.0.remove(name);
        value.map(|value| read(name, &value, parse)).transpose()
    }

    /// A parameter with values between commas; none where it was not sent.
    ///
    /// # Errors
    /// 400 when a value cannot be read.
    pub fn several<T, E: Display>(
        &mut self,
        name: &'static str,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Result<Vec<T>, Problem> {
        match self.0.remove(name) {
            None => Ok(Vec::new()),
            Some(values) => {
                let values = values.split(',').map(|value| read(name, value, &parse));
                values.collect()
            }
        }
    }
}

fn read<T, E: Display>(
    name: &str,
    value: &str,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> Result<T, Problem> {
    parse(value).map_err(|error| Problem::malformed(format!("The query parameter {name} {error}.")))
}

/// As browsers write forms: `+` is a space.
fn decode(text: &str) -> Result<String, Problem> {
    let text = text.replace('+', " ");
    let text = percent_decode_str(&text).decode_utf8();
    text.map(Into::into)
        .map_err(|_| Problem::malformed("The query string is not valid UTF-8."))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    const KNOWN: [&str; 2] = ["status", "q"];

    #[rstest]
    #[case::none("/x", None)]
    #[case::empty_string("/x?", None)]
    #[case::other("/x?status=open", None)]
    #[case::plain("/x?q=invoice", Some("invoice"))]
    #[case::spaces("/x?q=wrong+invoice%20now", Some("wrong invoice now"))]
    #[case::a_plus("/x?q=maria%2Btkt@example.com", Some("maria+tkt@example.com"))]
    #[case::other_scripts("/x?q=%C3%9Cnal", Some("Ünal"))]
    #[case::encoded_separators("/x?q=a%26status%3Dopen", Some("a&status=open"))]
    #[case::second_equals_sign("/x?q=a=b", Some("a=b"))]
    #[case::encoded_name("/x?%71=a", Some("a"))]
    #[case::no_value("/x?q", Some(""))]
    #[case::empty_pairs("/x?&q=a&&", Some("a"))]
    #[case::a_lone_percent_sign("/x?q=100%", Some("100%"))]
    fn one_value(#[case] uri: &str, #[case] value: Option<&str>) {
        let mut parameters = read_uri(uri).unwrap();
        let found = parameters.one("q", |text| Ok::<_, String>(text.to_owned()));
        assert_eq!(found.unwrap().as_deref(), value);
    }

    #[rstest]
    #[case::none("/x", &[])]
    #[case::one("/x?status=open", &["open"])]
    #[case::several("/x?status=open,closed", &["open", "closed"])]
    #[case::as_browsers_write_it("/x?status=open%2Cclosed", &["open", "closed"])]
    #[case::empty("/x?status=", &[""])]
    fn values_between_commas(#[case] uri: &str, #[case] values: &[&str]) {
        let mut parameters = read_uri(uri).unwrap();
        let found = parameters.several("status", |text| Ok::<_, String>(text.to_owned()));
        assert_eq!(found.unwrap(), values);
    }

    #[rstest]
    #[case::unknown("/x?colour=red", "than status, q")]
    #[case::another_case("/x?Q=red", "than status, q")]
    #[case::repeated("/x?q=a&q=a", "q must not be repeated")]
    #[case::repeated_in_disguise("/x?q=a&%71=b", "q must not be repeated")]
    #[case::not_utf8("/x?q=%FF", "UTF-8")]
    fn what_cannot_be_read_is_refused(#[case] uri: &str, #[case] detail: &str) {
        let problem = read_uri(uri).unwrap_err();
        assert_eq!(problem.status.as_u16(), 400);
        assert!(problem.detail.contains(detail), "{}", problem.detail);
    }

    #[test]
    fn a_wrong_value_is_refused_with_the_parameters_name() {
        let mut parameters = read_uri("/x?q=one").unwrap();
        let refused = parameters.one("q", |_| Err::<(), _>("must be a number"));
        let problem = refused.unwrap_err();
        assert_eq!(problem.status.as_u16(), 400);
        assert_eq!(problem.detail, "The query parameter q must be a number.");
    }

    proptest! {
        #[test]
        fn what_was_encoded_comes_back(text in "\\PC*") {
            let encoded = percent_encoding::utf8_percent_encode(&text, percent_encoding::NON_ALPHANUMERIC);
            let mut parameters = read_uri(&format!("/x?q={encoded}")).unwrap();
            let found = parameters.one("q", |text| Ok::<_, String>(text.to_owned()));
            prop_assert_eq!(found.unwrap(), Some(text));
        }
    }

    fn read_uri(uri: &str) -> Result<Parameters, Problem> {
        Parameters::read(&uri.parse().unwrap(), &KNOWN)
    }
}
