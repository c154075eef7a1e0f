//! `cargo xtask token`: an access token of the running system.

use std::process::ExitCode;

use anyhow::{Context, Result};
use lexopt::{Arg, Parser, ValueExt};

use crate::process::{self, Stop};
use crate::workspace::Workspace;

const HELP: &str = "\
cargo xtask token --as EMAIL [--port 4000]

Prints an access token for an agent of the running system, and nothing else, on standard output.

  curl -H \"Authorization: Bearer $(cargo xtask token --as agent@example.com)\" ...
";

pub(crate) fn run(mut arguments: Parser) -> Result<ExitCode> {
    let (mut email, mut port) = (None, 4000_u16);
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Short('h') | Arg::Long("help") => return crate::print_help(HELP),
            Arg::Long("as") => email = Some(arguments.value()?.string()?),
            Arg::Long("port") => port = crate::number(&mut arguments, "--port")?,
            other => return Err(other.unexpected().into()),
        }
    }
    let email =
        email.context("--as is missing: whose token? For example --as agent@example.com")?;
    let mut token = process::command(Workspace::read()?.local()?);
    token.args(["token", "--as", &email, "--port", &port.to_string()]);
    Ok(ExitCode::from(process::supervise(
        &mut token,
        Stop::Terminate,
    )?))
}
