//! What the routes have in common in the API's description: problems, headers, samples.
//!
//! Compiled with the feature `openapi` only, which no function is shipped with. A handler says by
//! `utoipa::path` what it takes; what it answers stands in its function's module `openapi`.

pub mod answer;
pub mod headers;
pub mod parameters;
pub mod refusals;
pub mod samples;
