//! What must hold while something fails, on the real binaries.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on fails"
)]

mod faulty_database;
mod gone;
mod healthy;
mod kill_by_luck;
mod kill_points;
mod poison;
mod publish_off;
mod ses_failing;
mod ses_outage;
mod wire;
