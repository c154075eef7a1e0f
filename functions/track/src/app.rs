//! What the function's handler needs.

use store::Store;

/// The handler's state, made once at start.
#[derive(Clone)]
pub struct App {
    /// The table.
    pub store: Store,
}
