//! `cargo xtask bench`: measures the SDK, its generator and their peers, and prints one table.
//!
//! All generators read the same documents. All crates have the same versions of their dependencies and the same
//! profile. The rounds of all sides alternate, so that other load on the machine affects all of them.

mod build;
mod copies;
mod cost;
mod generate;
mod machine;
mod openapi_generator;
mod options;
mod peer;
mod program;
mod python;
mod report;
mod rounds;
mod row;
mod scaling;
mod search;
mod spread;
mod step;

pub use options::{Options, Part};

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};

use crate::{
    cargo,
    report::{say, warn},
    workspace,
};
use cost::Cost;
use machine::Machine;
use report::Report;

/// The profile that this program is built with.
pub(crate) const PROFILE: &str = if cfg!(debug_assertions) { "dev" } else { "release" };

/// Measures, prints the table, and writes the file if there is one to write. After a failure, no file is written.
pub fn bench(options: &Options) -> Result<()> {
    let file = options.file();
    if let Some(folder) = file.as_deref().and_then(Path::parent) {
        ensure!(folder.is_dir(), "there is no folder {}", folder.display());
    }
    if options.part() == Part::All && cfg!(debug_assertions) {
        return optimized(options);
    }
    let (machine, rounds) = (Machine::read()?, options.rounds());
    let (mut rows, mut failures) = (Vec::new(), Vec::new());
    for step in options.part().steps() {
        warn(step.name);
        match (step.rows)(&rounds) {
            Ok(more) => rows.extend(more),
            Err(error) => failures.push(format!("{}: {error:#}", step.name)),
        }
    }
    // The parts of a sum help to find a cause, so they are not in the whole table.
    rows.retain(|row| options.part() != Part::All || !row.detail);
    let report = Report { quick: options.quick, profile: PROFILE, load_after: machine::load(), machine, rows };
    say(&report.print());
    if !failures.is_empty() {
        bail!("the table is incomplete, and no file is written:\n{}", failures.join("\n"));
    }
    if let Some(file) = file {
        fs::write(&file, report.print()).with_context(|| format!("writing {}", file.display()))?;
        warn(&format!("wrote {}", workspace::shown(&file)));
    }
    Ok(())
}

/// Runs the same command in the release profile. The dev profile optimizes only some of our dependencies, so the
/// comparison would not be fair.
fn optimized(options: &Options) -> Result<()> {
    let mut command = cargo::command();
    command.args(["run", "--quiet", "--release", "--package", "xtask", "--", "bench", "all"]);
    command.args(options.quick.then_some("--quick")).current_dir(workspace::root());
    if let Some(file) = options.file() {
        command.arg("--out").arg(std::path::absolute(file)?);
    }
    ensure!(command.status().context("running cargo")?.success(), "the benchmark failed");
    Ok(())
}

/// Returns the folder of the peers and of the crates that are compiled.
fn folder() -> PathBuf {
    cargo::target().join("bench")
}

/// Runs all sides in turn, and returns the results of each. The first side has colder caches, so each round starts with
/// another side.
fn interleave<T>(
    name: &str,
    rounds: usize,
    sides: usize,
    mut run: impl FnMut(usize) -> Result<T>,
) -> Result<Vec<Vec<T>>> {
    let mut results: Vec<Vec<T>> = (0..sides).map(|_| Vec::new()).collect();
    for round in 0..rounds {
        warn(&format!("{name}: round {} of {rounds}", round + 1));
        for next in 0..sides {
            let side = (round + next) % sides;
            results[side].push(run(side)?);
        }
    }
    Ok(results)
}
