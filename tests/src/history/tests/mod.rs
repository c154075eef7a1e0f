//! The checker fails on what it must, and on nothing else.

mod model;
mod promises;
mod random;
