//! Java programs as children that cannot outlive this one.

use std::fs::File;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};

use anyhow::{Context, Result};

use super::{Service, wait_for_answer};
use crate::{prerequisites, process};

/// Runs a program until it ends, or until the shell's standard input does: then it is told to end,
/// and that is a success. The input also ends when the program that holds it is killed, which is
/// why this is a process of its own. Ctrl-C reaches every process of a terminal; the one that holds
/// the input decides.
const LEASH: &str = r#"
trap '' INT HUP
exec 3<&0
"$@" </dev/null 3<&- &
program=$!
{ cat >/dev/null; kill "$program" 2>/dev/null; } <&3 3<&- &
exec 3<&-
wait "$program" 2>/dev/null
code=$?
if [ "$code" -eq 143 ]; then exit 0; fi
exit "$code"
"#;

/// `java`, still without arguments, which ends when its standard input does.
pub(super) fn on_a_leash() -> Result<Command> {
    Ok(leashed(&prerequisites::java()?))
}

fn leashed(program: &Path) -> Command {
    let mut command = process::command("sh");
    command.args(["-c", LEASH, "leash"]).arg(program);
    command
}

/// A service that runs until this is dropped.
pub(crate) struct Running {
    /// Where it answers.
    pub(crate) url: String,
    child: Child,
    input: Option<ChildStdin>,
}

impl Running {
    pub(super) fn start(
        service: &Service,
        mut command: Command,
        port: u16,
        log: &Path,
    ) -> Result<Self> {
        let file = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(file.try_clone()?)
            .stderr(file)
            .spawn()
            .with_context(|| format!("cannot start {}", service.title))?;
        let mut running = Self {
            url: format!("http://127.0.0.1:{port}"),
            input: child.stdin.take(),
            child,
        };
        let child = &mut running.child;
        wait_for_answer(port, || matches!(child.try_wait(), Ok(None)))
            .with_context(|| format!("{} (its output: {})", service.title, log.display()))?;
        Ok(running)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.input.take());
        if let Err(error) = self.child.wait() {
            eprintln!("{} did not end: {error}", self.url);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn sh(script: &str) -> Command {
        let mut command = leashed(Path::new("sh"));
        command.args(["-c", script]).stdin(Stdio::piped());
        command
    }

    #[test]
    fn a_leashed_program_ends_with_its_input_or_by_itself() {
        let mut child = sh("echo up; exec sleep 60")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut up = [0; 3];
        child.stdout.as_mut().unwrap().read_exact(&mut up).unwrap();
        drop(child.stdin.take());
        assert_eq!(child.wait().unwrap().code(), Some(0));

        let mut child = sh("exit 7").spawn().unwrap();
        let input = child.stdin.take();
        assert_eq!(child.wait().unwrap().code(), Some(7));
        drop(input);
    }
}
