use std::process::Output;

use crate::system::{System, command, is_running, prepare, until};

pub(crate) fn failed_start(folder: &std::path::Path, port: u16, arguments: &[&str]) -> String {
    let mut program = command(folder, port)
        .args(arguments)
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    // Held open: the end of its input would end the program.
    let _input = program.stdin.take();
    let Output {
        status,
        stdout,
        stderr,
    } = program.wait_with_output().unwrap();
    assert_eq!(status.code(), Some(1));
    assert!(stdout.is_empty());
    let text = String::from_utf8(stderr).unwrap();
    text.lines().last().unwrap().to_owned()
}

#[test]
fn a_taken_port_is_one_line_with_the_remedy() {
    let system = System::start();
    let folder = tempfile::tempdir().unwrap();
    prepare(folder.path());
    let line = failed_start(folder.path(), system.port(), &[]);
    let port = system.port();
    assert_eq!(
        line,
        format!(
            "error: port {port} is taken: stop what listens on it, or choose another with --port"
        )
    );
}

#[test]
fn a_folder_in_use_is_one_line_with_the_remedy() {
    let system = System::start();
    let line = failed_start(system.folder.path(), 0, &[]);
    assert!(line.contains("is in use by another stack"), "{line}");
}

#[test]
fn a_function_that_was_not_built_is_one_line_with_the_remedy() {
    let folder = tempfile::tempdir().unwrap();
    prepare(folder.path());
    std::fs::remove_file(folder.path().join("bin/worker")).unwrap();
    let line = failed_start(folder.path(), 0, &[]);
    assert!(
        line.ends_with("is missing: build it with `cargo build --package worker`"),
        "{line}"
    );
}

fn with_a_copy() -> (System, u64) {
    let system = System::start();
    ureq::post(format!("{}/api/act/nothing", system.url))
        .send("")
        .unwrap();
    let pid = system.pids("web")[0];
    assert!(is_running(pid));
    (system, pid)
}

#[test]
fn copies_end_with_the_program_when_it_is_killed() {
    let (mut system, pid) = with_a_copy();
    system.kill();
    until("the end of the copy", || !is_running(pid));
}

#[test]
fn copies_end_with_the_program_when_its_input_ends() {
    let (mut system, pid) = with_a_copy();
    assert!(system.end());
    assert!(!is_running(pid));
}

#[test]
fn health_leads_to_the_services_and_tables() {
    let system = System::start();
    let health = system.get("/_local/health");
    assert_eq!(health["status"], "ok");
    assert_eq!(health["tables"]["main"], "tkt-Table");
    assert!(
        health["services"]["dynamodb"]
            .as_str()
            .unwrap()
            .starts_with("http://127.0.0.1:")
    );
}
