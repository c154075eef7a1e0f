//! `cargo xtask chaos`: the long run of the fault tests.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::process::{ExitCode, Stdio};

use anyhow::{Result, ensure};
use lexopt::{Arg, Parser};

use crate::process::{self, Stop};
use crate::workspace::Workspace;

const HELP: &str = "\
cargo xtask chaos [--minutes 5] [--seed SEED]

Builds the system, then runs it while its services fail and its processes are killed, and checks
that nothing is lost or doubled. Prints progress and a report; Ctrl-C ends it with the report so far.

  --minutes N   how long (5)
  --seed SEED   what chooses the faults; a run prints its own, so that it can be repeated
";

#[derive(Debug, PartialEq)]
struct Options {
    minutes: u32,
    seed: u64,
}

pub(crate) fn run(arguments: Parser) -> Result<ExitCode> {
    let Some(options) = parse(arguments)? else {
        return crate::print_help(HELP);
    };
    let workspace = Workspace::read()?;
    let mut build = process::cargo();
    build
        .args(["build", "--workspace", "--bins"])
        .current_dir(&workspace.root);
    eprintln!("building: {}", process::show(&build));
    let code = process::supervise(&mut build, Stop::Terminate)?;
    if code != 0 {
        return Ok(ExitCode::from(code));
    }
    let (minutes, seed) = (options.minutes.to_string(), options.seed.to_string());
    let mut chaos = process::command(workspace.binary("debug", "chaos"));
    chaos
        .args(["--minutes", &minutes, "--seed", &seed])
        .current_dir(&workspace.root)
        .stdin(Stdio::null());
    eprintln!("running: {}", process::show(&chaos));
    let code = process::supervise(&mut chaos, Stop::Forward)?;
    Ok(ExitCode::from(code))
}

/// `None` when help is asked for.
fn parse(mut arguments: Parser) -> Result<Option<Options>> {
    let (mut minutes, mut seed) = (5, None);
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Short('h') | Arg::Long("help") => return Ok(None),
            Arg::Long("minutes") => minutes = crate::number(&mut arguments, "--minutes")?,
            Arg::Long("seed") => seed = Some(crate::number(&mut arguments, "--seed")?),
            other => return Err(other.unexpected().into()),
        }
    }
    ensure!(minutes > 0, "--minutes must be at least 1");
    let seed = seed.unwrap_or_else(any_seed);
    Ok(Some(Options { minutes, seed }))
}

/// Short enough to be typed again.
fn any_seed() -> u64 {
    RandomState::new().build_hasher().finish() % 1_000_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_and_seed_have_defaults_and_must_be_numbers() {
        let parsed = |arguments: &[&str]| parse(Parser::from_args(arguments));
        let given = parsed(&["--minutes", "20", "--seed=7"]).unwrap();
        assert_eq!(
            given,
            Some(Options {
                minutes: 20,
                seed: 7
            })
        );
        assert_eq!(parsed(&[]).unwrap().unwrap().minutes, 5);
        assert_eq!(parsed(&["--help"]).unwrap(), None);
        for (arguments, expected) in [
            (&["--minutes", "0"], "--minutes must be at least 1"),
            (&["--seed", "x"], "--seed takes a number, not \"x\""),
        ] {
            assert_eq!(parsed(arguments).unwrap_err().to_string(), expected);
        }
    }
}
