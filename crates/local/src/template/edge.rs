//! Which headers CloudFront adds to which files.

use super::TemplateError;
use super::headers::{self, Header};
use super::node::Node;
use super::scope::intrinsic;

/// The headers of every file that the distribution hands out, by its address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EdgeHeaders(Vec<(String, Vec<Header>)>);

impl EdgeHeaders {
    /// The patterns of the distribution's cache behaviours with their headers, in the order in which
    /// they are tried: each is an address, or with a `*` at its end the beginning of some.
    pub fn by_pattern(&self) -> impl Iterator<Item = (&str, &[Header])> {
        self.0
            .iter()
            .map(|(pattern, headers)| (pattern.as_str(), headers.as_slice()))
    }
}

impl FromIterator<(String, Vec<Header>)> for EdgeHeaders {
    fn from_iter<I: IntoIterator<Item = (String, Vec<Header>)>>(behaviours: I) -> Self {
        Self(behaviours.into_iter().collect())
    }
}

/// Whether a behaviour with this pattern answers for the address.
pub(crate) fn matches(pattern: &str, address: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(beginning) => address.starts_with(beginning),
        None => address == pattern,
    }
}

/// Reads a distribution.
pub(super) fn read(resource: &Node<'_>) -> Result<EdgeHeaders, TemplateError> {
    let config = resource.need("Properties")?.need("DistributionConfig")?;
    let mut behaviours = Vec::new();
    for behaviour in config.list_of("CacheBehaviors")? {
        behaviours.push((pattern(&behaviour)?, headers_of(&behaviour)?));
    }
    let default = config.need("DefaultCacheBehavior")?;
    behaviours.push(("*".to_owned(), headers_of(&default)?));
    Ok(EdgeHeaders(behaviours))
}

fn pattern(behaviour: &Node<'_>) -> Result<String, TemplateError> {
    let node = behaviour.need("PathPattern")?;
    let pattern = node.text()?;
    let beginning = pattern.strip_suffix('*').unwrap_or(&pattern);
    if !beginning.starts_with('/') || beginning.contains(['*', '?']) {
        return Err(node.unsupported("a pattern is an address, with a * at its end at the most"));
    }
    Ok(pattern)
}

fn headers_of(behaviour: &Node<'_>) -> Result<Vec<Header>, TemplateError> {
    let Some(policy) = behaviour.raw().get("ResponseHeadersPolicyId") else {
        return Ok(Vec::new());
    };
    let Some(("Ref", name)) = intrinsic(policy) else {
        return Err(behaviour.unsupported("a headers policy of another template"));
    };
    headers::read(&behaviour.resource(name.as_str().unwrap_or_default())?)
}

#[cfg(test)]
mod tests;
