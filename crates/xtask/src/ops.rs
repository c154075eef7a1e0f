//! `cargo xtask ops`: what an operator does to a running system.

use std::process::ExitCode;

use anyhow::{Result, bail, ensure};
use lexopt::{Arg, Parser};

use crate::process::{self, Stop};
use crate::workspace::Workspace;

const HELP: &str = "\
cargo xtask ops rotate-keys --local [--port 4000] [--at-once]

Makes new keys in the running system: one that signs agents' tokens, and those that sign-in codes,
invitations and refresh cookies are made of. Whatever is made from then on is made of the new keys.

Nobody notices. What was handed out stays good as long as it would have been:
  access tokens    15 minutes; the old public key stays published for an hour
  sign-in codes    10 minutes; the old key stays for an hour
  invitations      7 days; the old key stays for 8
  refresh cookies  until 30 days after the sign-in; each goes over to the new key when it is used
Old keys are removed by a later rotation, when nothing can be made of them any more. Once a quarter
is plenty.

  --at-once  after a leak: all old keys are removed now. Everybody signs in again, codes and
             invitations that are under way are void. Functions that read the keys before take old
             access tokens for one more minute.
  --local    the system of this machine. For the cloud, with the name that the stack's output
             RotateKeysFunction shows:

  aws lambda invoke --function-name NAME --cli-binary-format raw-in-base64-out \\
    --payload '{\"at_once\": false}' out.json
";

pub(crate) fn run(mut arguments: Parser) -> Result<ExitCode> {
    match arguments.next()? {
        Some(Arg::Value(action)) if action == "rotate-keys" => rotate_keys(arguments),
        Some(Arg::Value(action)) => {
            bail!("no operation {action:?}; `cargo xtask ops --help` lists them")
        }
        None | Some(Arg::Short('h') | Arg::Long("help")) => crate::print_help(HELP),
        Some(other) => Err(other.unexpected().into()),
    }
}

fn rotate_keys(mut arguments: Parser) -> Result<ExitCode> {
    let (mut local, mut port, mut at_once) = (false, 4000_u16, false);
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Short('h') | Arg::Long("help") => return crate::print_help(HELP),
            Arg::Long("local") => local = true,
            Arg::Long("port") => port = crate::number(&mut arguments, "--port")?,
            Arg::Long("at-once") => at_once = true,
            other => return Err(other.unexpected().into()),
        }
    }
    ensure!(
        local,
        "--local is missing: this command rotates the keys of a system on this machine; `cargo xtask ops --help` shows the command for the cloud"
    );
    let mut rotation = process::command(Workspace::read()?.local()?);
    rotation.args(["rotate-keys", "--port", &port.to_string()]);
    if at_once {
        rotation.arg("--at-once");
    }
    let ended = process::supervise(&mut rotation, Stop::Terminate)?;
    Ok(ExitCode::from(ended))
}
