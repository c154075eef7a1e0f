//! The whole system on one machine: the template's functions, their triggers, and the services that
//! they call.

pub mod aws;
pub mod by_hand;
pub mod front;
pub mod lambda;
pub mod pages;
pub mod pollers;
pub mod seed;
pub mod services;
pub mod stack;
pub mod template;
pub mod token;

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks, also after a panic elsewhere: every section under these locks leaves the data whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
