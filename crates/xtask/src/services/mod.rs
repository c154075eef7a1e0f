//! `cargo xtask dynamodb-local` and `cargo xtask elasticmq`: services that others make, which the
//! tests hold our own against.

mod java;
mod maven;

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use lexopt::{Arg, Parser};

use crate::process::{self, Stop};
use crate::workspace::Workspace;

pub(crate) use java::Running;

/// A Java program that Maven fetches.
pub(crate) struct Service {
    /// The command's name, and the folder's of its `pom.xml`.
    name: &'static str,
    /// What people call it.
    title: &'static str,
    help: &'static str,
    port: u16,
    main_class: &'static str,
    /// What goes to Java itself, and what to the program.
    arguments: fn(u16) -> (Vec<String>, Vec<String>),
}

pub(crate) const DYNAMODB_LOCAL: Service = Service {
    name: "dynamodb-local",
    title: "DynamoDB Local",
    help: "\
cargo xtask dynamodb-local [--port 8000]

Fetches Amazon's DynamoDB Local with Maven (the first time), runs it with Java 17 or newer, and
prints `ready http://127.0.0.1:8000` when it answers. Ctrl-C ends it. It keeps everything in memory,
has the same tables for every account and region, and sends no telemetry.

  --port PORT   where it listens (8000); 0 chooses a free one

DynamoDB Local cannot be told to listen on 127.0.0.1 alone: it listens on every address of this
machine, and lets in whoever reaches it.
",
    port: 8000,
    main_class: "software.amazon.dynamodb.services.local.main.ServerRunner",
    arguments: dynamodb_local,
};

pub(crate) const ELASTICMQ: Service = Service {
    name: "elasticmq",
    title: "ElasticMQ",
    help: "\
cargo xtask elasticmq [--port 9324]

Fetches ElasticMQ, an implementation of SQS, with Maven (the first time), runs it on 127.0.0.1 with
Java 17 or newer, and prints `ready http://127.0.0.1:9324` when it answers. Ctrl-C ends it. It keeps
everything in memory and has SQS's limits.

  --port PORT   where it listens (9324); 0 chooses a free one
",
    port: 9324,
    main_class: "org.elasticmq.server.Main",
    arguments: elasticmq,
};

/// How long a service may take until it answers; on an idle machine it is two seconds.
const START: Duration = Duration::from_secs(90);

pub(crate) fn run(service: &Service, arguments: Parser) -> Result<ExitCode> {
    let Some(port) = parse(service, arguments)? else {
        return crate::print_help(service.help);
    };
    let mut command = service.command(&Workspace::read()?, port)?;
    // Standard output is for `ready` alone.
    command.stdout(Stdio::from(io::stderr()));
    let title = service.title;
    thread::spawn(move || match wait_for_answer(port, || true) {
        Ok(()) => announce(port),
        Err(error) => eprintln!("{title}: {error:#}"),
    });
    let code = process::supervise(&mut command, Stop::EndOfInput)?;
    Ok(ExitCode::from(code))
}

impl Service {
    /// Fetches it if need be, and starts it on a free port as a child that ends with this program.
    /// What it prints goes to the file.
    pub(crate) fn start(&self, workspace: &Workspace, log: &Path) -> Result<Running> {
        let port = free_port()?;
        Running::start(self, self.command(workspace, port)?, port, log)
    }

    fn command(&self, workspace: &Workspace, port: u16) -> Result<Command> {
        let folder = maven::fetch(workspace, self.name, self.title)?;
        let (options, arguments) = (self.arguments)(port);
        let mut command = java::on_a_leash()?;
        // Bounded, since it shares the machine with the compiler; enough for the tables of a hundred tests.
        command.args(["-Xmx1g", "-XX:+UseSerialGC"]).args(options);
        // Tests need it for a minute or two: code that is compiled once, and soon, pays best there.
        command.arg("-XX:TieredStopAtLevel=1");
        command.arg("-cp").arg(folder.join("*"));
        command.arg(self.main_class).args(arguments);
        Ok(command)
    }
}

/// The port, or `None` when help is asked for.
fn parse(service: &Service, mut arguments: Parser) -> Result<Option<u16>> {
    let mut port = service.port;
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Short('h') | Arg::Long("help") => return Ok(None),
            Arg::Long("port") => port = crate::number(&mut arguments, "--port")?,
            other => return Err(other.unexpected().into()),
        }
    }
    if port == 0 {
        return free_port().map(Some);
    }
    process::check_port(port)?;
    Ok(Some(port))
}

fn dynamodb_local(port: u16) -> (Vec<String>, Vec<String>) {
    let port = port.to_string();
    let arguments = [
        "-inMemory",
        "-sharedDb",
        "-disableTelemetry",
        "-port",
        &port,
    ];
    (Vec::new(), arguments.map(str::to_owned).to_vec())
}

fn elasticmq(port: u16) -> (Vec<String>, Vec<String>) {
    let options = [
        "-Drest-sqs.bind-hostname=127.0.0.1",
        &format!("-Drest-sqs.bind-port={port}"),
        "-Drest-sqs.sqs-limits=strict",
        "-Drest-stats.enabled=false",
        // Queue addresses begin with this.
        "-Dnode-address.host=127.0.0.1",
        &format!("-Dnode-address.port={port}"),
        "-Daws.region=us-east-1",
        "-Daws.accountId=000000000000",
    ];
    (options.map(str::to_owned).to_vec(), Vec::new())
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no port is free")?;
    Ok(listener.local_addr()?.port())
}

/// Waits until something speaks HTTP at the port, while `lives` says that it may.
fn wait_for_answer(port: u16, mut lives: impl FnMut() -> bool) -> Result<()> {
    let deadline = Instant::now() + START;
    while !answers(port) {
        anyhow::ensure!(lives(), "it ended before it answered");
        anyhow::ensure!(
            Instant::now() < deadline,
            "it does not answer after {} seconds",
            START.as_secs()
        );
        thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

/// Any answer will do: without a signature it is a refusal.
fn answers(port: u16) -> bool {
    let ask = || -> io::Result<bool> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1))?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        stream.write_all(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")?;
        let mut start = [0; 5];
        stream.read_exact(&mut start)?;
        Ok(&start == b"HTTP/")
    };
    ask().unwrap_or(false)
}

fn announce(port: u16) {
    let mut output = io::stdout();
    // Nobody may be reading.
    let _ = writeln!(output, "ready http://127.0.0.1:{port}").and_then(|()| output.flush());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_is_its_own_the_one_named_or_a_free_one() {
        let parsed = |arguments: &[&str]| parse(&ELASTICMQ, Parser::from_args(arguments));
        assert_ne!(parsed(&["--port=0"]).unwrap(), Some(0));
        assert_eq!(parsed(&["--help"]).unwrap(), None);
        let error = parsed(&["--port", "many"]).unwrap_err().to_string();
        assert!(error.starts_with("--port takes a number"), "{error}");
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let error = parsed(&["--port", &port.to_string()])
            .unwrap_err()
            .to_string();
        assert!(
            error.contains(&format!("port {port} cannot be used")),
            "{error}"
        );
    }

    #[test]
    fn what_ended_is_not_waited_for() {
        let error = wait_for_answer(free_port().unwrap(), || false).unwrap_err();
        assert_eq!(error.to_string(), "it ended before it answered");
    }
}
