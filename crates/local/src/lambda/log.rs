use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::sync::Mutex;

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::lock;

/// A function's log: every line goes to its file, what needs attention also to the terminal.
pub(super) struct FunctionLog {
    name: String,
    file: Mutex<File>,
}

impl FunctionLog {
    pub(super) fn open(folder: &Path, name: &str) -> io::Result<Self> {
        let path = folder.join(format!("{name}.jsonl"));
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        Ok(Self {
            name: name.to_owned(),
            file: Mutex::new(file),
        })
    }

    /// A line that the function wrote. What is not JSON (a panic's text) is wrapped, so that the
    /// file stays one JSON value a line.
    pub(super) fn line(&self, line: &str) {
        let line = line.trim_end();
        if line.is_empty() {
            return;
        }
        match serde_json::from_str::<Value>(line)
            .ok()
            .filter(Value::is_object)
        {
            Some(record) => {
                self.write(line);
                self.show(&record);
            }
            None => {
                self.write(&entry("WARN", line));
                eprintln!("{}: {line}", self.name);
            }
        }
    }

    /// Something that the host itself has to say.
    pub(super) fn warn(&self, message: &str) {
        self.own("WARN", message);
    }

    /// Something that went wrong with a copy.
    pub(super) fn error(&self, message: &str) {
        self.own("ERROR", message);
    }

    fn own(&self, level: &str, message: &str) {
        self.write(&entry(level, message));
        eprintln!("{level} {}: {message}", self.name);
    }

    fn show(&self, record: &Value) {
        let level = record
            .get("level")
            .and_then(Value::as_str)
            .unwrap_or_default();
        if !matches!(level, "WARN" | "ERROR" | "FATAL") {
            return;
        }
        let message = record
            .pointer("/message")
            .or_else(|| record.pointer("/fields/message"));
        let message = message.and_then(Value::as_str).unwrap_or("(no message)");
        eprintln!("{level} {}: {message}", self.name);
    }

    fn write(&self, line: &str) {
        // A full disk must not end the stack; the terminal still shows what matters.
        let _ = writeln!(lock(&self.file), "{line}");
    }
}

fn entry(level: &str, message: &str) -> String {
    json!({ "timestamp": Timestamp::now().to_string(), "level": level, "message": message })
        .to_string()
}
