//! How a stack is started.

use std::{
    env,
    fs::{self, File},
    path::{Path, PathBuf},
    process::Stdio,
};

use local::lambda::Endpoints;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    time::timeout,
};

use super::{PATIENCE, TestApp, ports};

/// Names another DynamoDB to run stacks on, such as Amazon's DynamoDB Local.
const OTHER_DYNAMODB: &str = "TKT_TEST_DYNAMODB";
/// The same for SQS, such as ElasticMQ.
const OTHER_SQS: &str = "TKT_TEST_SQS";

/// The options of a stack. Its services' addresses are fixed from the beginning and stay the same
/// over restarts, so whatever is put before them needs to be told of them only once.
#[derive(Debug, Clone)]
pub struct Start {
    stack_name: String,
    template: PathBuf,
    endpoints: Endpoints,
    ports: [u16; 3],
    dynamodb: Option<String>,
    sqs: Option<String>,
    functions: Vec<(&'static str, String)>,
    without: Vec<String>,
    parameters: Vec<(String, String)>,
    arguments: Vec<String>,
}

impl Default for Start {
    /// The services of the environment, and the stack's own where it names none. Shared services hold
    /// many stacks, so each has a name of its own there.
    fn default() -> Self {
        let (dynamodb, sqs) = (env::var(OTHER_DYNAMODB).ok(), env::var(OTHER_SQS).ok());
        let ports = [ports::free(), ports::free(), ports::free()];
        let own = ports.map(|port| format!("http://127.0.0.1:{port}"));
        let [own_dynamodb, own_sqs, ses] = own;
        let stack_name = match (&dynamodb, &sqs) {
            (None, None) => "tkt".to_owned(),
            _ => format!("tkt-{}", uuid::Uuid::new_v4().simple()),
        };
        Self {
            stack_name,
            template: root().join("template.yaml"),
            endpoints: Endpoints {
                dynamodb: dynamodb.clone().unwrap_or(own_dynamodb),
                sqs: sqs.clone().unwrap_or(own_sqs),
                ses,
            },
            ports,
            dynamodb,
            sqs,
            functions: Vec::new(),
            without: Vec::new(),
            parameters: Vec::new(),
            arguments: Vec::new(),
        }
    }
}

impl Start {
    /// Starts the stack and returns when it answers.
    pub async fn start(self) -> TestApp {
        TestApp::started(self).await
    }

    /// Describes the stack by another file than `template.yaml`.
    #[must_use]
    pub fn template(mut self, file: &Path) -> Self {
        self.template = file.to_owned();
        self
    }

    /// One more argument for `local serve`.
    #[must_use]
    pub fn argument(self, argument: &str) -> Self {
        self.arguments(&[argument])
    }

    /// More arguments for `local serve`.
    #[must_use]
    pub fn arguments(mut self, arguments: &[&str]) -> Self {
        let more = arguments.iter().map(ToString::to_string);
        self.arguments.extend(more);
        self
    }

    /// Gives a parameter of the template another value.
    #[must_use]
    pub fn parameter(mut self, name: &str, value: &str) -> Self {
        self.parameters.retain(|(other, _)| other != name);
        self.parameters.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Leaves a function's stream and queues unread.
    #[must_use]
    pub fn without(mut self, function: &str) -> Self {
        self.without.push(function.to_owned());
        self
    }

    /// Takes [`without`](Self::without) back.
    #[must_use]
    pub fn with(mut self, function: &str) -> Self {
        self.without.retain(|other| other != function);
        self
    }

    /// Sends the functions to these addresses in place of the services' own. The stack's pollers and
    /// pages, and the test, keep to the services.
    #[must_use]
    pub fn functions_use(
        mut self,
        dynamodb: Option<&str>,
        sqs: Option<&str>,
        ses: Option<&str>,
    ) -> Self {
        let told = [
            ("--functions-dynamodb", dynamodb),
            ("--functions-sqs", sqs),
            ("--functions-ses", ses),
        ];
        let told = told.into_iter();
        self.functions = told
            .filter_map(|(option, url)| Some((option, url?.to_owned())))
            .collect();
        self
    }

    /// Where the services themselves will answer, known before they start.
    pub fn endpoints(&self) -> &Endpoints {
        &self.endpoints
    }

    /// The name that leads those of tables and queues.
    pub fn stack_name(&self) -> &str {
        &self.stack_name
    }

    pub(super) fn has_own_sqs(&self) -> bool {
        self.sqs.is_none()
    }

    /// Runs `local serve` until it says that it is ready, and returns where.
    pub(super) async fn launch(&self, data: &Path) -> (Child, String) {
        let told = data.join("stderr.txt");
        let errors = File::create(&told).expect("a file for what the stack says");
        let mut process = self
            .command(data)
            .stdout(Stdio::piped())
            .stderr(errors)
            .kill_on_drop(true)
            .spawn()
            .expect("`local` is built; `cargo xtask test` or `cargo build --workspace` does that");
        let stdout = process.stdout.take().expect("a piped standard output");
        let line = timeout(PATIENCE, BufReader::new(stdout).lines().next_line()).await;
        let url = match &line {
            Ok(Ok(Some(line))) => line.strip_prefix("ready "),
            _ => None,
        };
        let Some(url) = url else {
            let told = fs::read_to_string(told).unwrap_or_default();
            panic!("the stack does not start: {line:?}\n{told}");
        };
        (process, url.to_owned())
    }

    fn command(&self, data: &Path) -> Command {
        let mut command = Command::new(binary("local"));
        command.args(["serve", "--port", "0", "--data"]).arg(data);
        command
            .arg("--template")
            .arg(&self.template)
            .arg("--bin-dir")
            .arg(binary("local").parent().expect("a folder of binaries"));
        let ports = self.ports.map(|port| port.to_string()).join(",");
        command.args(["--stack-name", &self.stack_name, "--service-ports", &ports]);
        for (option, url) in [("--dynamodb", &self.dynamodb), ("--sqs", &self.sqs)] {
            let url = url.iter();
            command.args(url.flat_map(|url| [option, url]));
        }
        for (option, url) in &self.functions {
            command.args([option, url.as_str()]);
        }
        for function in &self.without {
            command.args(["--without", function]);
        }
        for (name, value) in &self.parameters {
            command.args(["--parameter", &format!("{name}={value}")]);
        }
        command.args(&self.arguments);
        command
    }
}

/// A binary that was built beside this test, or beside this binary.
pub(super) fn binary(name: &str) -> PathBuf {
    let own = env::current_exe().expect("this program's own path");
    let folder = own.parent().expect("a folder of programs");
    let folder = match folder.file_name() {
        Some(name) if name == "deps" => folder.parent().expect("the target folder"),
        _ => folder,
    };
    folder.join(name)
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the workspace")
}
