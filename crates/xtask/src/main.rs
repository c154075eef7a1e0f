//! The build system: `cargo xtask` explains every command.

mod bench;
mod browser;
mod chaos;
mod dev;
mod npm;
mod openapi;
mod ops;
mod pages;
mod prerequisites;
mod process;
mod publish_site;
mod screenshots;
mod services;
mod steps;
mod test;
mod token;
mod tools;
mod workspace;

use std::process::ExitCode;
use std::str::FromStr;

use anyhow::{Result, anyhow, bail};
use lexopt::{Arg, Parser, ValueExt};

const HELP: &str = "\
cargo xtask <command>

  dev             build everything, run the whole system on 127.0.0.1, print `ready <address>`
  test            run every check: format, lints, tests, template, release build, browser
  chaos           the long run of the fault tests: kills, failing services, lost answers
  openapi         write openapi.yaml, the API's description, from the handlers
  token           print an access token of the running system
  ops             operate the running system: rotate its keys
  publish-site    build the pages and upload them to a deployed stack
  dynamodb-local  Amazon's DynamoDB Local, to hold the built-in database against
  elasticmq       ElasticMQ, to hold the built-in queue against
  bench init      size and start of each function, against an empty one
  bench pages     Lighthouse's figures of the pages, and the widget's
  screenshots     pictures of each view, into docs/pictures/

`cargo xtask <command> --help` lists a command's options.
";

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode> {
    let mut arguments = Parser::from_env();
    match arguments.next()? {
        None | Some(Arg::Short('h') | Arg::Long("help")) => print_help(HELP),
        Some(Arg::Value(command)) => match command.to_str() {
            Some("dev") => dev::run(arguments),
            Some("test") => test::run(arguments),
            Some("chaos") => chaos::run(arguments),
            Some("openapi") => openapi::run(arguments),
            Some("token") => token::run(arguments),
            Some("ops") => ops::run(arguments),
            Some("publish-site") => publish_site::run(arguments),
            Some("dynamodb-local") => services::run(&services::DYNAMODB_LOCAL, arguments),
            Some("elasticmq") => services::run(&services::ELASTICMQ, arguments),
            Some("bench") => bench::run(arguments),
            Some("screenshots") => screenshots::run(arguments),
            Some("help") => print_help(HELP),
            _ => bail!("no command {command:?}; `cargo xtask --help` lists them"),
        },
        Some(other) => Err(other.unexpected().into()),
    }
}

/// Help goes to standard output and is a success.
fn print_help(text: &str) -> Result<ExitCode> {
    print!("{text}");
    Ok(ExitCode::SUCCESS)
}

/// The number that follows an option.
fn number<T: FromStr>(arguments: &mut Parser, option: &str) -> Result<T> {
    let value = arguments.value()?.string()?;
    value
        .parse()
        .map_err(|_| anyhow!("{option} takes a number, not {value:?}"))
}
