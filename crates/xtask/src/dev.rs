//! `cargo xtask dev`: the whole system on this machine.

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, ensure};
use lexopt::{Arg, Parser, ValueExt};

use crate::pages;
use crate::process::{self, Stop};
use crate::workspace::Workspace;

const HELP: &str = "\
cargo xtask dev [options]

Builds the functions, the local stack and the pages, runs them on 127.0.0.1, and prints
`ready http://127.0.0.1:4000` when all of it answers. Ctrl-C ends it.

  --port PORT        where it listens (4000)
  --data FOLDER      where it keeps tables, queues, mailbox and logs (.local)
  --dynamodb URL     another DynamoDB in place of the built-in one
  --sqs URL          another SQS
  --ses URL          another SES
  --empty            no demo workspace; the first sign-in of owner@example.com makes one
  --release          the functions as they are deployed (a longer build)
  --strict-limits    limit 127.0.0.1 as any other address
  --oidc-issuer URL  let agents sign in to the API by this OpenID provider, too
  --oidc-audience ID  what the provider calls this system
";

struct Options {
    port: u16,
    data: Option<PathBuf>,
    release: bool,
    /// Options that are the local stack's own, passed on as they came.
    passed_on: Vec<String>,
}

pub(crate) fn run(arguments: Parser) -> Result<ExitCode> {
    let Some(options) = parse(arguments)? else {
        return crate::print_help(HELP);
    };
    let workspace = Workspace::read()?;
    let data = options
        .data
        .clone()
        .unwrap_or_else(|| workspace.root.join(".local"));
    process::check_port(options.port)?;
    std::fs::create_dir_all(&data).with_context(|| {
        format!(
            "cannot make the folder {}; choose another with --data",
            data.display()
        )
    })?;
    for mut build in builds(&workspace, options.release) {
        eprintln!("building: {}", process::show(&build));
        let code = process::supervise(&mut build, Stop::Terminate)?;
        if code != 0 {
            return Ok(ExitCode::from(code));
        }
    }
    pages::build(&workspace)?;
    // The build takes minutes: another program may have come meanwhile.
    process::check_port(options.port)?;
    let (stack, functions) = profiles(options.release);
    let mut serve = process::command(workspace.binary(stack, "local"));
    serve
        .current_dir(&workspace.root)
        .arg("serve")
        .arg("--end-with-stdin")
        .arg("--bin-dir")
        .arg(workspace.target.join(functions))
        .arg("--site")
        .arg(pages::built(&workspace));
    serve
        .args(["--port", &options.port.to_string()])
        .arg("--data")
        .arg(std::path::absolute(data)?);
    serve.args(&options.passed_on);
    Ok(ExitCode::from(process::supervise(
        &mut serve,
        Stop::EndOfInput,
    )?))
}

/// `None` when help is asked for.
fn parse(mut arguments: Parser) -> Result<Option<Options>> {
    let mut options = Options {
        port: 4000,
        data: None,
        release: false,
        passed_on: Vec::new(),
    };
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Short('h') | Arg::Long("help") => return Ok(None),
            Arg::Long("port") => options.port = crate::number(&mut arguments, "--port")?,
            Arg::Long("data") => options.data = Some(arguments.value()?.into()),
            Arg::Long("release") => options.release = true,
            Arg::Long(flag @ ("empty" | "strict-limits")) => {
                options.passed_on.push(format!("--{flag}"));
            }
            Arg::Long(place @ ("dynamodb" | "sqs" | "ses" | "oidc-issuer")) => {
                let place = format!("--{place}");
                let url = arguments.value()?.string()?;
                let is_http = url.starts_with("http://") || url.starts_with("https://");
                ensure!(
                    is_http,
                    "{place} takes a URL such as http://127.0.0.1:8000, not {url:?}"
                );
                options.passed_on.extend([place, url]);
            }
            Arg::Long("oidc-audience") => {
                let id = arguments.value()?.string()?;
                options.passed_on.extend(["--oidc-audience".to_owned(), id]);
            }
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Some(options))
}

/// In the debug profile all of it is one build, so that shared dependencies are compiled once. A
/// release of the functions is a build of their own, or the local stack's features would be in it.
fn builds(workspace: &Workspace, release: bool) -> Vec<Command> {
    let mut functions = process::cargo();
    functions
        .arg("build")
        .args(workspace.function_packages())
        .arg("--bins");
    functions.current_dir(&workspace.root);
    if !release {
        functions.args(["--package", "local"]);
        return vec![functions];
    }
    functions.arg("--release");
    let mut local = process::cargo();
    local.args([
        "build",
        "--profile",
        "stack",
        "--package",
        "local",
        "--bins",
    ]);
    local.current_dir(&workspace.root);
    vec![functions, local]
}

/// The profiles of the local stack and of the functions, as their folders below `target` are named.
fn profiles(release: bool) -> (&'static str, &'static str) {
    if release {
        ("stack", "release")
    } else {
        ("debug", "debug")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(arguments: &[&str]) -> Result<Options> {
        Ok(parse(Parser::from_args(arguments))?.unwrap())
    }

    #[test]
    fn the_local_stack_gets_its_own_options() {
        let options = parsed(&[
            "--sqs",
            "http://127.0.0.1:9324",
            "--release",
            "--empty",
            "--port=0",
            "--oidc-issuer=http://127.0.0.1:4011",
            "--oidc-audience=dashboard",
        ])
        .unwrap();
        assert_eq!(
            options.passed_on,
            [
                "--sqs",
                "http://127.0.0.1:9324",
                "--empty",
                "--oidc-issuer",
                "http://127.0.0.1:4011",
                "--oidc-audience",
                "dashboard"
            ]
        );
        assert!(options.release);
        assert_eq!(options.port, 0);
    }

    #[test]
    fn a_wrong_option_is_refused_by_name() {
        for (arguments, expected) in [
            (
                &["--port", "many"][..],
                "--port takes a number, not \"many\"",
            ),
            (&["--ses", "localhost"], "--ses takes a URL"),
            (&["--oidc-issuer", "login"], "--oidc-issuer takes a URL"),
            (&["--verbose"], "invalid option '--verbose'"),
        ] {
            let error = parsed(arguments).err().unwrap().to_string();
            assert!(error.starts_with(expected), "{error}");
        }
    }
}
