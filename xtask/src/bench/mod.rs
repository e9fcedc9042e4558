//! `cargo xtask bench`: compares the generator and its output with progenitor, the runtime with reqwest by hand, and the
//! reading of events with the bare cost of their bytes. `scaling` compares the generator with itself on larger documents.
//!
//! Both generators read the same documents. Both crates have the same versions of their dependencies and the same profile.
//! The rounds of both sides alternate, so that other load on the machine affects both.

mod build;
mod copies;
mod cost;
mod generate;
mod peer;
mod scaling;
mod table;

use std::{env, process::Command};

use anyhow::{Result, ensure};

use crate::workspace;
use cost::Cost;
pub use scaling::scaling;

/// The number of times that each side generates and is checked.
const ROUNDS: usize = 5;

/// The number of release builds of each side, which take longest.
const RELEASE_ROUNDS: usize = 3;

/// The profile that this program is built with.
pub(crate) const PROFILE: &str = if cfg!(debug_assertions) { "dev" } else { "release" };

/// Measures generating and compiling, and prints a table.
pub fn codegen() -> Result<()> {
    println!(
        "{ROUNDS} interleaved rounds, {RELEASE_ROUNDS} of the release build; the generators themselves are built with \
         the {PROFILE} profile"
    );
    let mut rows = vec![generate::row(ROUNDS)?];
    rows.extend(build::rows(ROUNDS, RELEASE_ROUNDS)?);
    print!("{}", table::print(&rows));
    Ok(())
}

/// Measures calls and the sending of a large file.
pub fn runtime() -> Result<()> {
    program("wsapi-tests", "runtime")
}

/// Measures verifying and reading events.
pub fn events() -> Result<()> {
    program("wsapi-transport-tests", "events")
}

/// Runs a bench of the test packages: this package never depends on what it generates.
fn program(package: &str, name: &str) -> Result<()> {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let cargo = cargo.args(["bench", "--package", package, "--bench", name]).current_dir(workspace::root());
    ensure!(cargo.status()?.success(), "the bench failed");
    Ok(())
}

/// Runs both sides in turn and returns the results of each.
fn interleave<T>(
    name: &str,
    rounds: usize,
    mut ours: impl FnMut() -> Result<T>,
    mut theirs: impl FnMut() -> Result<T>,
) -> Result<(Vec<T>, Vec<T>)> {
    let mut results = (Vec::new(), Vec::new());
    for round in 0..rounds {
        eprintln!("{name}: round {} of {rounds}", round + 1);
        // The second one finds warmer caches, so the order changes with each round.
        if round % 2 == 0 {
            results.0.push(ours()?);
            results.1.push(theirs()?);
        } else {
            results.1.push(theirs()?);
            results.0.push(ours()?);
        }
    }
    Ok(results)
}
