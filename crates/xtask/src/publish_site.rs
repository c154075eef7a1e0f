//! `cargo xtask publish-site`: the pages go to a deployed stack.

use std::process::{Command, ExitCode};

use anyhow::{Context, Result};
use lexopt::{Arg, Parser, ValueExt};

use crate::process::Stop;
use crate::workspace::Workspace;
use crate::{npm, pages, prerequisites, process};

const HELP: &str = "\
cargo xtask publish-site --stack NAME [options]

Builds the pages and uploads what has changed to the stack's bucket: assets first,
pages last. CloudFront is told which pages are new. Assets that no page names any
more stay for 30 days, for tabs that are open.

  --region REGION      where the stack is (AWS_REGION, or your profile's)
  --dry-run            tell what would be done, and do nothing
  --force              upload what is there already, too
  --endpoint-url URL   another address in place of AWS's, for tests
";

pub(crate) fn run(arguments: Parser) -> Result<ExitCode> {
    let Some(options) = parse(arguments)? else {
        return crate::print_help(HELP);
    };
    let workspace = Workspace::read()?;
    pages::build(&workspace)?;
    let program = pages::sources(&workspace).join("tools/publish");
    npm::install(&prerequisites::npm()?, &program)?;
    let mut publish: Command = process::command("node");
    publish
        .arg(program.join("publish.js"))
        .arg("--folder")
        .arg(pages::built(&workspace))
        .args(options);
    let code = process::supervise(&mut publish, Stop::Terminate)?;
    Ok(ExitCode::from(code))
}

/// The program's options; `None` when help is asked for.
fn parse(mut arguments: Parser) -> Result<Option<Vec<String>>> {
    let mut options = Vec::new();
    let mut stack = None;
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Short('h') | Arg::Long("help") => return Ok(None),
            Arg::Long("stack") => stack = Some(arguments.value()?.string()?),
            Arg::Long(place @ ("region" | "endpoint-url")) => {
                let place = format!("--{place}");
                options.extend([place, arguments.value()?.string()?]);
            }
            Arg::Long(flag @ ("dry-run" | "force")) => options.push(format!("--{flag}")),
            other => return Err(other.unexpected().into()),
        }
    }
    let stack = stack.context("--stack NAME is missing: the name that `sam deploy` was given")?;
    options.extend(["--stack".to_owned(), stack]);
    Ok(Some(options))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(arguments: &[&str]) -> Result<Vec<String>> {
        Ok(parse(Parser::from_args(arguments))?.unwrap())
    }

    #[test]
    fn the_program_gets_its_options_and_needs_a_stack() {
        let options = parsed(&["--dry-run", "--stack=tkt", "--region", "eu-west-1"]).unwrap();
        assert_eq!(
            options,
            ["--dry-run", "--region", "eu-west-1", "--stack", "tkt"]
        );
        let error = parsed(&["--dry-run"]).unwrap_err().to_string();
        assert!(error.starts_with("--stack NAME is missing"), "{error}");
        let error = parsed(&["--stack", "tkt", "--all"]).unwrap_err();
        assert!(error.to_string().starts_with("invalid option '--all'"));
    }
}
