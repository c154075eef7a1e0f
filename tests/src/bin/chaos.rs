//! The long run of the fault scenarios: one after the other with other seeds, until the time is
//! over. The same seed gives the same scenarios with the same seeds again.

use std::{
    collections::BTreeMap,
    fmt::Write,
    io,
    process::ExitCode,
    time::{Duration, Instant},
};

use clap::Parser;
use fastrand::Rng;
use tests::scenarios::{ALL, Scenario, Tally};

/// Runs the fault scenarios for a while and says what happened
#[derive(Debug, Parser)]
struct Options {
    /// How long to go on; what has begun then is finished
    #[arg(long, default_value_t = 5)]
    minutes: u64,
    /// Repeat the run that began with this number
    #[arg(long)]
    seed: Option<u64>,
    /// Run only this scenario; may be given several times
    #[arg(long, value_name = "SCENARIO")]
    only: Vec<String>,
}

/// What came of the run so far.
#[derive(Default)]
struct Report {
    rounds: BTreeMap<&'static str, (usize, Tally)>,
    failures: Vec<String>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    let chosen = match chosen(&options.only) {
        Ok(chosen) => chosen,
        Err(unknown) => {
            eprintln!("error: {unknown}");
            return ExitCode::FAILURE;
        }
    };
    let seed = options.seed.unwrap_or_else(|| fastrand::u64(..));
    let started = Instant::now();
    println!("{} minutes from seed {seed}", options.minutes);
    let mut report = Report::default();
    let time = Duration::from_secs(60 * options.minutes);
    tokio::select! {
        () = rounds(&chosen, seed, started, time, &mut report) => {}
        _ = interrupted() => println!("interrupted"),
    }
    print!("{}", report.text(seed, started.elapsed()));
    if report.failures.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// The scenarios of these names, all when there are none.
fn chosen(only: &[String]) -> Result<Vec<Scenario>, String> {
    let known = |name: &&String| ALL.iter().any(|scenario| scenario.name == **name);
    if let Some(unknown) = only.iter().find(|name| !known(name)) {
        let names: Vec<_> = ALL.iter().map(|scenario| scenario.name).collect();
        return Err(format!(
            "no scenario {unknown:?}; there are: {}",
            names.join(", ")
        ));
    }
    let wanted =
        |scenario: &&Scenario| only.is_empty() || only.iter().any(|name| name == scenario.name);
    Ok(ALL.iter().filter(wanted).copied().collect())
}

/// Round after round over all scenarios, in an order of luck.
async fn rounds(
    chosen: &[Scenario],
    seed: u64,
    started: Instant,
    time: Duration,
    report: &mut Report,
) {
    let mut random = Rng::with_seed(seed);
    let mut order = chosen.to_vec();
    loop {
        random.shuffle(&mut order);
        for scenario in &order {
            let own_seed = random.u64(..);
            if started.elapsed() >= time {
                return;
            }
            report.run(scenario, own_seed, started).await;
        }
    }
}

impl Report {
    async fn run(&mut self, scenario: &Scenario, seed: u64, started: Instant) {
        let name = scenario.name;
        // A task of its own: what panics there is caught and told.
        let run = tokio::spawn((scenario.run)(seed)).await;
        let at = clock(started.elapsed());
        match run {
            Ok(tally) => {
                println!("{at}  {name:<16} kept    {tally}");
                let (runs, sum) = self.rounds.entry(name).or_default();
                *runs += 1;
                *sum += tally;
            }
            Err(_) => {
                println!("{at}  {name:<16} BROKEN  (seed {seed}; the reason stands above)");
                self.failures.push(format!("{name} with seed {seed}"));
            }
        }
    }

    fn text(&self, seed: u64, taken: Duration) -> String {
        let mut text = format!("\nseed {seed}, {}\n\n", clock(taken));
        let mut all = Tally::default();
        let mut runs = 0;
        for (name, (times, tally)) in &self.rounds {
            let _ = writeln!(text, "{name:<16} {times:>3} times: {tally}");
            all += tally.clone();
            runs += times;
        }
        let _ = writeln!(text, "{:<16} {runs:>3} runs:  {all}", "all");
        if !all.faults.is_empty() {
            let _ = writeln!(text, "\nfaults:");
        }
        for (fault, count) in &all.faults {
            let _ = writeln!(text, "{count:>8}  {fault}");
        }
        let _ = match self.failures.as_slice() {
            [] => writeln!(text, "\nevery promise was kept"),
            failures => writeln!(text, "\nBROKEN: {}", failures.join(", ")),
        };
        text
    }
}

/// Resolves at Ctrl-C or at SIGTERM.
async fn interrupted() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

fn clock(taken: Duration) -> String {
    format!("{:>3}:{:02}", taken.as_secs() / 60, taken.as_secs() % 60)
}
