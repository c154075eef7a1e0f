//! `cargo xtask screenshots`: what the pages look like.

use std::process::ExitCode;

use anyhow::Result;
use lexopt::{Arg, Parser};

use crate::browser;
use crate::workspace::Workspace;

const HELP: &str = "\
cargo xtask screenshots

Writes a picture of each view into docs/pictures/: in light and dark, on a wide screen and a phone.
The tickets in them are made up, and the same each time.
";

pub(crate) fn run(mut arguments: Parser) -> Result<ExitCode> {
    match arguments.next()? {
        None => {}
        Some(Arg::Short('h') | Arg::Long("help")) => return crate::print_help(HELP),
        Some(other) => return Err(other.unexpected().into()),
    }
    let workspace = Workspace::read()?;
    browser::build(&workspace)?;
    browser::run(&workspace, "pictures")?;
    Ok(ExitCode::SUCCESS)
}
