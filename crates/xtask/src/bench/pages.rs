//! `cargo xtask bench pages`: Lighthouse's figures, and the widget's.

use std::process::ExitCode;

use anyhow::Result;
use lexopt::{Arg, Parser};

use crate::workspace::Workspace;
use crate::{browser, npm, prerequisites};

const HELP: &str = "\
cargo xtask bench pages

Prints how long the widget keeps a page's main thread busy on a processor four times slower, when it
comes with the page and when it is opened; then Lighthouse's figures of the tracker, the sign-in and
the list of tickets, on a phone as slow as Lighthouse plays it. Medians of five runs. Fails when one
of Lighthouse's is below 95. No check of `cargo xtask test` does it: it takes minutes, and a busy
machine makes the figures worse.
";

pub(super) fn run(mut arguments: Parser) -> Result<ExitCode> {
    match arguments.next()? {
        None => {}
        Some(Arg::Short('h') | Arg::Long("help")) => return crate::print_help(HELP),
        Some(other) => return Err(other.unexpected().into()),
    }
    let workspace = Workspace::read()?;
    let npm = prerequisites::npm()?;
    npm::install(&npm, &workspace.root.join("tests/browser/lighthouse"))?;
    browser::build(&workspace)?;
    browser::run(&workspace, "figures")?;
    browser::run(&workspace, "lighthouse")?;
    Ok(ExitCode::SUCCESS)
}
