//! Child processes: started with a clean environment, and ended when this one is told to end.

use std::ffi::OsStr;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;

use anyhow::{Context, Result, bail};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

/// A command without the variables that `cargo run` set for this program. They would reach the
/// build scripts of a cargo below, which then builds ring anew each time that somebody alternates
/// between `cargo build` and `cargo xtask`.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            command.env_remove(name.as_ref());
        }
    }
    command.env_remove("LD_LIBRARY_PATH");
    command
}

/// The cargo that runs this program.
pub(crate) fn cargo() -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs a command to its end and makes a failure an error that names it.
pub(crate) fn succeed(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| cannot_start(command))?;
    if !status.success() {
        bail!("`{}` failed ({status})", show(command));
    }
    Ok(())
}

/// The same for a command whose output is of interest only if it fails.
pub(crate) fn quietly(command: &mut Command) -> Result<()> {
    let output = command.output().with_context(|| cannot_start(command))?;
    if !output.status.success() {
        eprint!("{}", String::from_utf8_lossy(&output.stdout));
        eprint!("{}", String::from_utf8_lossy(&output.stderr));
        bail!("`{}` failed ({})", show(command), output.status);
    }
    Ok(())
}

/// What a command prints on standard output.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| cannot_start(command))?;
    if !output.status.success() {
        bail!("`{}` failed ({})", show(command), output.status);
    }
    String::from_utf8(output.stdout)
        .with_context(|| format!("`{}` printed no UTF-8", show(command)))
}

/// How a supervised child is told to end.
#[derive(Clone, Copy)]
pub(crate) enum Stop {
    /// By the end of its standard input, which is held open until then.
    EndOfInput,
    /// By SIGTERM.
    Terminate,
    /// By the very signal that this process got. It is the only one that reaches the child, also
    /// where Ctrl-C goes to every process of a terminal.
    Forward,
}

/// Runs a command to its end and gives its exit code. A signal to this process ends the child
/// first, in the way that `stop` says; a second one terminates it.
pub(crate) fn supervise(command: &mut Command, stop: Stop) -> Result<u8> {
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP]).context("cannot watch signals")?;
    let watching = signals.handle();
    match stop {
        Stop::EndOfInput => command.stdin(Stdio::piped()),
        Stop::Terminate => command,
        Stop::Forward => command.process_group(0),
    };
    let mut child = command.spawn().with_context(|| cannot_start(command))?;
    let mut input = child.stdin.take();
    let pid = child.id();
    let watcher = thread::spawn(move || {
        let mut received = None;
        for signal in signals.forever() {
            received = Some(signal);
            match (stop, input.take()) {
                (Stop::Forward, _) => send(signal, pid),
                (_, None) => send(SIGTERM, pid),
                (_, Some(input)) => drop(input),
            }
        }
        received
    });
    let status = wait(&mut child);
    watching.close();
    let received = watcher.join().unwrap_or_default();
    Ok(exit_code(status?, received))
}

/// `wait` of the standard library closes the child's input, but ours is with the watcher already.
fn wait(child: &mut Child) -> Result<ExitStatus> {
    child.wait().context("cannot wait for a child process")
}

fn exit_code(status: ExitStatus, received: Option<i32>) -> u8 {
    let code = match (status.code(), status.signal().or(received)) {
        (Some(code), _) => code,
        (None, Some(signal)) => 128 + signal,
        (None, None) => 1,
    };
    u8::try_from(code).unwrap_or(1)
}

/// The shell's own `kill`, since the standard library has none but SIGKILL.
fn send(signal: i32, pid: u32) {
    let killed = Command::new("sh")
        .args(["-c", "kill -\"$1\" \"$2\"", "sh"])
        .args([signal.to_string(), pid.to_string()])
        .status();
    if let Err(error) = killed {
        eprintln!("cannot end process {pid}: {error}");
    }
}

/// Fails with the remedy when another program listens there.
pub(crate) fn check_port(port: u16) -> Result<()> {
    if let Err(error) = TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        let next = port.checked_add(1).unwrap_or(20000);
        bail!(
            "port {port} cannot be used ({error}); end the program that listens there, or choose another: --port {next}"
        );
    }
    Ok(())
}

fn cannot_start(command: &Command) -> String {
    format!("cannot start `{}`", show(command))
}

/// A command as one would type it.
pub(crate) fn show(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let mut words = vec![
        program
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
    ];
    words.extend(
        command
            .get_args()
            .map(|word| word.to_string_lossy().into_owned()),
    );
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sh(script: &str) -> Command {
        let mut command = command("sh");
        command.args(["-c", script]);
        command
    }

    // One test, since a signal reaches every supervisor of this process.
    #[test]
    fn a_supervised_child_ends_by_itself_or_as_it_was_agreed() {
        let me = std::process::id();
        let ends_with_input = format!("kill -TERM {me}; read line; exit 5");
        let has_no_input = format!("kill -TERM {me}; exec sleep 60");
        let reports = format!("trap 'exit 3' HUP; kill -HUP {me}; while :; do sleep 0.1; done");
        for (script, stop, code) in [
            ("exit 7", Stop::Terminate, 7),
            ("kill -TERM $$", Stop::Terminate, 143),
            (ends_with_input.as_str(), Stop::EndOfInput, 5),
            (has_no_input.as_str(), Stop::Terminate, 143),
            (reports.as_str(), Stop::Forward, 3),
        ] {
            assert_eq!(supervise(&mut sh(script), stop).unwrap(), code, "{script}");
        }
    }

    #[test]
    fn a_taken_port_is_named_with_the_remedy() {
        let other = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = other.local_addr().unwrap().port();
        let error = check_port(port).unwrap_err().to_string();
        assert!(
            error.contains(&format!("port {port} cannot be used")),
            "{error}"
        );
        assert!(error.contains("--port"), "{error}");
    }
}
