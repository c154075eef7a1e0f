//! Ports that stay a stack's own over its restarts.

use std::{
    net::{Ipv4Addr, TcpListener},
    process,
    sync::atomic::{AtomicU32, Ordering},
};

/// Below the ports that systems hand out by themselves, so that nobody is given one by chance while
/// its stack is down.
const FIRST: u32 = 20_000;
const COUNT: u32 = 12_000;
/// Test processes that run side by side begin far apart.
const STRIDE: u32 = 97;

static TAKEN: AtomicU32 = AtomicU32::new(0);

/// A port on which nothing listens, and that this process has not given away yet.
pub(super) fn free() -> u16 {
    let begin = process::id().wrapping_mul(STRIDE);
    let mut candidates = (0..COUNT).map(|_| {
        let next = begin.wrapping_add(TAKEN.fetch_add(1, Ordering::Relaxed));
        u16::try_from(FIRST + next % COUNT).expect("a port")
    });
    candidates
        .find(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok())
        .expect("a free port")
}
