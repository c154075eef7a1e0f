//! Which process is at the other end of a connection (proc(5)).

use std::{fs, net::SocketAddr};

/// Columns of `/proc/net/tcp`.
const LOCAL: usize = 1;
const REMOTE: usize = 2;
const STATE: usize = 3;
const INODE: usize = 9;
const ESTABLISHED: &str = "01";

/// The two ends of a connection to a wire.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ends {
    pub(super) caller: SocketAddr,
    pub(super) wire: SocketAddr,
}

impl Ends {
    /// The caller's process, if it still runs.
    pub(super) fn process(self) -> Option<u32> {
        let socket = format!("socket:[{}]", self.inode()?);
        let processes = fs::read_dir("/proc").ok()?.flatten();
        let mut pids = processes.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
        pids.find(|pid| holds(*pid, &socket))
    }

    fn inode(self) -> Option<String> {
        let table = fs::read_to_string("/proc/net/tcp").ok()?;
        let (caller, wire) = (ending(self.caller), ending(self.wire));
        let mut rows = table.lines().map(|line| line.split_whitespace().collect());
        let row: Vec<&str> = rows.find(|row: &Vec<&str>| {
            let is = |column: usize, end: &str| row.get(column).is_some_and(|at| at.ends_with(end));
            is(LOCAL, &caller) && is(REMOTE, &wire) && is(STATE, ESTABLISHED)
        })?;
        row.get(INODE).map(ToString::to_string)
    }
}

/// An address in the kernel's table ends with its port.
fn ending(address: SocketAddr) -> String {
    format!(":{:04X}", address.port())
}

fn holds(pid: u32, socket: &str) -> bool {
    let files = fs::read_dir(format!("/proc/{pid}/fd"));
    files
        .into_iter()
        .flatten()
        .flatten()
        .any(|file| fs::read_link(file.path()).is_ok_and(|target| target.to_str() == Some(socket)))
}
