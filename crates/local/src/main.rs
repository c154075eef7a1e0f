//! `local`: the whole system on one machine.

use std::error::Error;
use std::io::Read;
use std::process::ExitCode;

use boot::logs::chain;
use clap::{Parser, Subcommand};
use local::stack::{self, Options};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::oneshot;

#[derive(Parser)]
#[command(about = "The whole system on one machine")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run everything until a signal
    Serve(Box<Options>),
    /// Print an access token of the running system
    Token {
        /// The e-mail of an agent
        #[arg(long = "as", value_name = "EMAIL")]
        email: String,
        /// The port of the running system
        #[arg(long, default_value_t = 4000)]
        port: u16,
    },
    /// Make new keys in the running system
    RotateKeys {
        /// The port of the running system
        #[arg(long, default_value_t = 4000)]
        port: u16,
        /// Remove all old keys now, as after a leak
        #[arg(long)]
        at_once: bool,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Serve(options) => serve(&options).await,
        Command::Token { email, port } => token(&email, port).await,
        Command::RotateKeys { port, at_once } => rotate_keys(port, at_once),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {}", chain(error.as_ref()));
            ExitCode::FAILURE
        }
    }
}

async fn serve(options: &Options) -> Result<(), Box<dyn Error>> {
    // Signals are caught from the first moment, so that a copy never outlives an early end.
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    stack::keep_logs(&options.data)?;
    let starting = stack::start(options);
    let ended = end_of_input(options.end_with_stdin);
    tokio::pin!(ended);
    let running = tokio::select! {
        started = starting => started?,
        _ = terminate.recv() => return Ok(()),
        _ = interrupt.recv() => return Ok(()),
        () = &mut ended => return Ok(()),
    };
    println!("ready {}", running.url);
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
        () = &mut ended => {}
    }
    running.stop().await;
    Ok(())
}

async fn token(email: &str, port: u16) -> Result<(), Box<dyn Error>> {
    println!("{}", local::token::mint(email, port).await?);
    Ok(())
}

fn rotate_keys(port: u16, at_once: bool) -> Result<(), Box<dyn Error>> {
    let done = local::by_hand::rotate_keys(port, at_once)?;
    println!(
        "new tokens are signed with {}; old keys removed: {}",
        done["signing"].as_str().unwrap_or_default(),
        done["removed"]
    );
    Ok(())
}

/// Resolves when standard input ends; never, unless that was asked for.
async fn end_of_input(asked: bool) {
    if !asked {
        return std::future::pending().await;
    }
    let (ended, end) = oneshot::channel();
    // A thread of its own: a read that is under way does not keep the process from ending.
    std::thread::spawn(move || {
        let mut buffer = [0; 1024];
        while let Ok(1..) = std::io::stdin().read(&mut buffer) {}
        let _ = ended.send(());
    });
    let _ = end.await;
}
