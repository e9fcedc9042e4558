//! `cargo xtask bench`: the generator and its output beside progenitor's, the runtime beside reqwest by hand, and events
//! beside the bare cost of their bytes.
//!
//! Both read the same documents, both crates have the same versions of their dependencies and the same profile, and the
//! rounds alternate, so that whatever else the machine does meets both.

mod build;
mod generate;
mod peer;
mod table;

use std::{env, process::Command, time::Duration};

use anyhow::{Result, ensure};

use crate::workspace;
use table::Row;

/// How often each side is measured.
const ROUNDS: usize = 5;

/// Measures and prints a table.
pub fn codegen() -> Result<()> {
    let profile = if cfg!(debug_assertions) { "dev" } else { "release" };
    println!("{ROUNDS} interleaved rounds; the generators themselves are built with the {profile} profile\n");
    let mut rows = vec![generate::row(ROUNDS)?];
    rows.extend(build::rows(ROUNDS)?);
    print!("{}", table::print(&rows));
    Ok(())
}

/// Measures the runtime.
pub fn runtime() -> Result<()> {
    program("wsapi-tests", "runtime")
}

/// Measures how events are verified and read.
pub fn events() -> Result<()> {
    program("wsapi-transport-tests", "events")
}

/// Runs a program of the tests, since no tool may depend on what it generates.
fn program(package: &str, name: &str) -> Result<()> {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let cargo = cargo.args(["bench", "--package", package, "--bench", name]).current_dir(workspace::root());
    ensure!(cargo.status()?.success(), "the bench failed");
    Ok(())
}

/// Runs both sides in turn.
fn interleave(
    name: &'static str,
    bound: f64,
    rounds: usize,
    mut ours: impl FnMut() -> Result<Duration>,
    mut theirs: impl FnMut() -> Result<Duration>,
) -> Result<Row> {
    let mut row = Row { name, bound, ours: Vec::new(), theirs: Vec::new() };
    for round in 0..rounds {
        // Whoever comes second finds warmer caches, so that the order changes with each round.
        if round % 2 == 0 {
            row.ours.push(ours()?);
            row.theirs.push(theirs()?);
        } else {
            row.theirs.push(theirs()?);
            row.ours.push(ours()?);
        }
    }
    Ok(row)
}
