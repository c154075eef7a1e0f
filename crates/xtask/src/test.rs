//! `cargo xtask test`: every check, in one command.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Error, Result, bail};
use lexopt::{Arg, Parser, ValueExt};

use crate::prerequisites::{self, Missing};
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
    Failed(Error, Duration),
    NotRun,
    /// What it needs is not here, and it may be left out.
    Without(String),
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
        failed |= matches!(outcome, Outcome::Failed(..));
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
    let outcome = outcome(result, started.elapsed(), prerequisites::is_ci());
    match &outcome {
        Outcome::Without(what) => eprintln!("not run: {what}"),
        Outcome::Failed(error, _) => eprintln!("error: {}: {error:#}", step.name),
        Outcome::Passed(_) | Outcome::NotRun => {}
    }
    outcome
}

/// In CI nothing may be left out.
fn outcome(result: Result<()>, taken: Duration, is_ci: bool) -> Outcome {
    match result {
        Ok(()) => Outcome::Passed(taken),
        Err(error) if error.is::<Missing>() && !is_ci => Outcome::Without(error.to_string()),
        Err(error) => Outcome::Failed(error, taken),
    }
}

fn list_of_steps() -> String {
    STEPS
        .iter()
        .map(|step| format!("  {:<12} {}\n", step.name, step.what))
        .collect()
}

fn summary(outcomes: &[(&str, Outcome)], total: Duration) -> String {
    let rows = outcomes.iter().map(|(name, outcome)| match outcome {
        Outcome::Passed(taken) => format!("{name:<12} passed   {}\n", clock(*taken)),
        Outcome::Failed(_, taken) => format!("{name:<12} FAILED   {}\n", clock(*taken)),
        Outcome::NotRun => format!("{name:<12} not run\n"),
        Outcome::Without(what) => format!("{name:<12} NOT RUN  {what}\n"),
    });
    format!(
        "\n{}{:<12}          {}\n",
        rows.collect::<String>(),
        "total",
        clock(total)
    )
}

fn clock(taken: Duration) -> String {
    format!("{:>3}:{:02}", taken.as_secs() / 60, taken.as_secs() % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_without_its_programs_is_left_out_visibly_but_fails_in_ci() {
        let missing = || Err(Missing::new("Java 17 is missing").into());
        let left_out = outcome(missing(), Duration::ZERO, false);
        assert!(matches!(&left_out, Outcome::Without(what) if what == "Java 17 is missing"));
        let summary = summary(&[("genuine", left_out)], Duration::ZERO);
        assert!(
            summary.contains("genuine      NOT RUN  Java 17 is missing\n"),
            "{summary}"
        );

        assert!(matches!(
            outcome(missing(), Duration::ZERO, true),
            Outcome::Failed(..)
        ));
        let failed = Err(Error::msg("a test failed"));
        assert!(matches!(
            outcome(failed, Duration::ZERO, false),
            Outcome::Failed(..)
        ));
        assert!(matches!(
            outcome(Ok(()), Duration::ZERO, true),
            Outcome::Passed(_)
        ));
    }
}
