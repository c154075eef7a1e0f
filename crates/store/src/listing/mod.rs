//! Lists of tickets: one page, read from the index that answers it with the fewest rows.
//!
//! [`Query`] is what may be asked. `plan` chooses index and partitions, `walk` merges what they hold
//! into a page, `cursor` writes down where it ended. Nothing but `pages` talks to the table.

mod cursor;
mod pages;
mod plan;
mod query;
mod row;
mod walk;
mod words;

pub use pages::{ListError, Page};
pub use query::{Assignee, DEFAULT_LIMIT, MAX_LIMIT, Order, Query, Sort};
pub use row::Row;
pub use words::Words;
