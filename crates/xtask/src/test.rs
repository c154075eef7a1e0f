//! `cargo xtask test`: every check, in one command.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use lexopt::{Arg, Parser, ValueExt};

use crate::steps::{STEPS, Step};
use crate::workspace::Workspace;

const HELP: &str = "\
cargo xtask test [--only STEP]... [--keep-going]

Runs the checks below in this order and stops at the first that fails.

  --only STEP    run only this one; may be given several times
  --keep-going   run the others too when one fails

";

struct Options {
    only: Vec<String>,
    keep_going: bool,
}

enum Outcome {
    Passed(Duration),
    Failed(Duration),
    NotRun,
}

pub(crate) fn run(arguments: Parser) -> Result<ExitCode> {
    let Some(options) = parse(arguments)? else {
        return crate::print_help(&format!("{HELP}{}", list_of_steps()));
    };
    let workspace = Workspace::read()?;
    let started = Instant::now();
    let mut failed = false;
    let mut outcomes = Vec::new();
    for step in chosen(&options.only)? {
        let outcome = if failed && !options.keep_going {
            Outcome::NotRun
        } else {
            run_step(step, &workspace)
        };
        failed |= matches!(outcome, Outcome::Failed(_));
        outcomes.push((step.name, outcome));
    }
    eprint!("{}", summary(&outcomes, started.elapsed()));
    Ok(if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// `None` when help is asked for.
fn parse(mut arguments: Parser) -> Result<Option<Options>> {
    let mut options = Options {
        only: Vec::new(),
        keep_going: false,
    };
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Short('h') | Arg::Long("help") => return Ok(None),
            Arg::Long("only") => options.only.push(arguments.value()?.string()?),
            Arg::Long("keep-going") => options.keep_going = true,
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Some(options))
}

fn chosen(only: &[String]) -> Result<Vec<&'static Step>> {
    if let Some(unknown) = only
        .iter()
        .find(|name| STEPS.iter().all(|step| step.name != **name))
    {
        bail!("no step {unknown:?}; the steps are:\n{}", list_of_steps());
    }
    let is_chosen = |step: &&Step| only.is_empty() || only.iter().any(|name| name == step.name);
    Ok(STEPS.iter().filter(is_chosen).collect())
}

fn run_step(step: &Step, workspace: &Workspace) -> Outcome {
    eprintln!("\n== {}: {}", step.name, step.what);
    let started = Instant::now();
    let result = (step.run)(workspace);
    let taken = started.elapsed();
    match result {
        Ok(()) => Outcome::Passed(taken),
        Err(error) => {
            eprintln!("error: {}: {error:#}", step.name);
            Outcome::Failed(taken)
        }
    }
}

fn list_of_steps() -> String {
    STEPS
        .iter()
        .map(|step| format!("  {:<10} {}\n", step.name, step.what))
        .collect()
}

fn summary(outcomes: &[(&str, Outcome)], total: Duration) -> String {
    let rows = outcomes.iter().map(|(name, outcome)| match outcome {
        Outcome::Passed(taken) => format!("{name:<10} passed   {}\n", clock(*taken)),
        Outcome::Failed(taken) => format!("{name:<10} FAILED   {}\n", clock(*taken)),
        Outcome::NotRun => format!("{name:<10} not run\n"),
    });
    format!(
        "\n{}{:<10}          {}\n",
        rows.collect::<String>(),
        "total",
        clock(total)
    )
}

fn clock(taken: Duration) -> String {
    format!("{:>3}:{:02}", taken.as_secs() / 60, taken.as_secs() % 60)
}
