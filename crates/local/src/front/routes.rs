use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

use crate::template::Function;

/// The routes of all functions, the most specific first.
#[derive(Debug, Default)]
pub struct Routes(Vec<Entry>);

/// The route that a request takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The function that answers.
    pub function: String,
    /// The method and path as the template writes them.
    pub route_key: String,
    /// The values of the segments in braces.
    pub parameters: BTreeMap<String, String>,
}

#[derive(Debug)]
struct Entry {
    method: String,
    segments: Vec<Segment>,
    function: String,
    key: String,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Segment {
    // The order is that of the match: a literal wins over a parameter, and that over a greedy one.
    Literal(String),
    Parameter(String),
    Greedy(String),
}

impl Routes {
    /// Collects the routes of the functions.
    pub fn of(functions: &[Function]) -> Self {
        let mut entries: Vec<Entry> = functions
            .iter()
            .flat_map(|function| {
                function.routes.iter().map(|route| Entry {
                    method: route.method.clone(),
                    segments: route.path[1..].split('/').map(segment).collect(),
                    function: function.name.clone(),
                    key: format!("{} {}", route.method, route.path),
                })
            })
            .collect();
        entries.sort_by_key(Entry::rank);
        Self(entries)
    }

    /// The route for a method and a path below the stage, still percent-encoded.
    pub fn find(&self, method: &str, path: &str) -> Option<Match> {
        let segments: Vec<String> = path.strip_prefix('/')?.split('/').map(decode).collect();
        self.0.iter().find_map(|entry| {
            let fits = entry.method == method || entry.method == "ANY";
            let parameters = fits.then(|| entry.matches(&segments)).flatten()?;
            Some(Match {
                function: entry.function.clone(),
                route_key: entry.key.clone(),
                parameters,
            })
        })
    }
}

impl Entry {
    fn rank(&self) -> (Vec<u8>, bool) {
        let kinds = self.segments.iter().map(|segment| match segment {
            Segment::Literal(_) => 0,
            Segment::Parameter(_) => 1,
            Segment::Greedy(_) => 2,
        });
        (kinds.collect(), self.method == "ANY")
    }

    fn matches(&self, path: &[String]) -> Option<BTreeMap<String, String>> {
        let greedy = matches!(self.segments.last(), Some(Segment::Greedy(_)));
        if path.len() < self.segments.len() || (!greedy && path.len() > self.segments.len()) {
            return None;
        }
        let mut parameters = BTreeMap::new();
        for (index, segment) in self.segments.iter().enumerate() {
            match segment {
                Segment::Literal(text) if *text != path[index] => return None,
                Segment::Literal(_) => {}
                Segment::Parameter(_) if path[index].is_empty() => return None,
                Segment::Parameter(name) => {
                    parameters.insert(name.clone(), path[index].clone());
                }
                Segment::Greedy(name) => {
                    parameters.insert(name.clone(), path[index..].join("/"));
                }
            }
        }
        Some(parameters)
    }
}

fn segment(text: &str) -> Segment {
    match text
        .strip_prefix('{')
        .and_then(|text| text.strip_suffix('}'))
    {
        None => Segment::Literal(text.to_owned()),
        Some(name) => match name.strip_suffix('+') {
            Some(name) => Segment::Greedy(name.to_owned()),
            None => Segment::Parameter(name.to_owned()),
        },
    }
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
