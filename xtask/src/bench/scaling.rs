//! Measures how the time and memory of the generator grow with the size of a document.

use std::{fs, time::Duration};

use anyhow::{Context, Result, bail};

use super::{PROFILE, copies, peer};
use crate::{
    corpus::{
        child::{self, Measured, Outcome},
        table::{mebibytes, millis},
    },
    inputs::Inputs,
    table::Table,
};

/// The sizes of the documents, as the number of copies of the committed ones.
const SIZES: [usize; 5] = [1, 2, 4, 8, 16];

/// The number of rounds for each size. The fastest one counts: other load can only make a round slower.
const ROUNDS: usize = 3;

/// Measures each size and prints a table. A ratio near 2 means that the cost grows in proportion to the size.
pub fn scaling() -> Result<()> {
    println!("{ROUNDS} rounds, the fastest one counts; the generator is built with the {PROFILE} profile");
    let documents = Inputs::default().read()?.documents;
    let document = peer::merged(&documents[..2])?;
    let folder = tempfile::tempdir().context("making a folder for the documents")?;
    let mut table = Table::new(&["size", "operations", "time", "ratio", "memory", "ratio"]);
    let mut previous: Option<Measured> = None;
    for size in SIZES {
        eprintln!("{size}x");
        let file = folder.path().join(format!("{size}.yaml"));
        fs::write(&file, serde_yaml::to_string(&copies::copies(&document, size))?)?;
        let one = fastest(|| measured(child::run(&file, None)?))?;
        let time = previous.as_ref().map(|before| ratio(seconds(one.time), seconds(before.time)));
        let memory = previous.as_ref().and_then(|before| Some(ratio(one.memory? as f64, before.memory? as f64)));
        let cells = [format!("{size}x"), one.printed.to_string(), millis(one.time), or_dash(time)];
        table.add(cells.into_iter().chain([mebibytes(one.memory), or_dash(memory)]), "");
        previous = Some(one);
    }
    print!("{}", table.print());
    Ok(())
}

fn fastest(measure: impl Fn() -> Result<Measured>) -> Result<Measured> {
    let mut best = measure()?;
    for _ in 1..ROUNDS {
        let next = measure()?;
        if next.time < best.time {
            best = next;
        }
    }
    Ok(best)
}

fn measured(outcome: Outcome) -> Result<Measured> {
    match outcome {
        Outcome::Generated(measured) => Ok(measured),
        Outcome::Rejected { reason, .. } | Outcome::Failed { reason, .. } | Outcome::Panicked { reason } => {
            bail!("the generator failed: {reason}")
        }
    }
}

fn seconds(time: Duration) -> f64 {
    time.as_secs_f64()
}

fn ratio(value: f64, before: f64) -> String {
    format!("{:.2}", value / before)
}

fn or_dash(cell: Option<String>) -> String {
    cell.unwrap_or_else(|| "-".to_owned())
}
