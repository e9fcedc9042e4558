//! The results of all documents as a table.

use std::time::Duration;

use super::{
    Compiled, Row,
    child::{Measured, Outcome},
};
use crate::{report::counted, table::Table};

const HEADER: [&str; 8] = ["name", "operations", "printed", "skipped", "warnings", "lines", "time", "memory"];

/// A row for each document, the totals, and the number of documents with each result.
pub(super) fn print(rows: &[Row]) -> String {
    let mut header = HEADER.to_vec();
    header.push("compiled");
    let mut table = Table::new(&header);
    for Row { document, outcome, compiled } in rows {
        let name = document.name.clone();
        let failed = |operations: &usize, note| (vec![name.clone(), operations.to_string()], note);
        let (cells, note) = match outcome {
            Outcome::Generated(measured) => (cells(name, measured), compiled.to_string()),
            Outcome::Rejected { operations, reason } => failed(operations, format!("rejected: {reason}")),
            Outcome::Failed { operations, reason } => failed(operations, format!("failed: {reason}")),
            Outcome::Panicked { reason } => (vec![name, "-".to_owned()], format!("panicked: {reason}")),
        };
        table.add(cells, note);
    }
    let (name, total) = (format!("total of {}", rows.len()), total(rows));
    table.add(cells(name, &total), "");
    format!("{}\n{}\n", table.print(), counts(rows))
}

fn cells(name: String, measured: &Measured) -> Vec<String> {
    let Measured { operations, printed, skipped, warnings, lines, time, memory } = measured;
    let numbers = [*operations, *printed, skipped.len(), *warnings, *lines].map(|number| number.to_string());
    [name].into_iter().chain(numbers).chain([millis(*time), mebibytes(*memory)]).collect()
}

/// The sums of all rows, and the highest peak memory.
fn total(rows: &[Row]) -> Measured {
    let mut total = Measured::default();
    for row in rows {
        match &row.outcome {
            Outcome::Generated(one) => total.add(one),
            Outcome::Rejected { operations, .. } | Outcome::Failed { operations, .. } => total.operations += operations,
            Outcome::Panicked { .. } => {}
        }
    }
    total
}

impl Measured {
    fn add(&mut self, other: &Self) {
        self.operations += other.operations;
        self.printed += other.printed;
        self.skipped.extend_from_slice(&other.skipped);
        self.warnings += other.warnings;
        self.lines += other.lines;
        self.time += other.time;
        self.memory = self.memory.max(other.memory);
    }
}

fn counts(rows: &[Row]) -> String {
    let count = |pass: fn(&Row) -> bool| rows.iter().filter(|row| pass(row)).count();
    let generated = count(|row| matches!(row.outcome, Outcome::Generated(_)));
    let rejected = count(|row| matches!(row.outcome, Outcome::Rejected { .. }));
    let failed = count(|row| matches!(row.outcome, Outcome::Failed { .. }));
    let panicked = count(|row| matches!(row.outcome, Outcome::Panicked { .. }));
    let documents = counted(rows.len(), "document");
    let compiled = match count(|row| !matches!(row.compiled, Compiled::Unknown)) {
        0 => String::new(),
        all => format!(" ({} of {all} compile)", count(|row| matches!(row.compiled, Compiled::Yes))),
    };
    format!("{documents}: {generated} generated{compiled}, {rejected} rejected, {failed} failed, {panicked} panicked")
}

/// `120 ms`.
pub(crate) fn millis(time: Duration) -> String {
    format!("{} ms", time.as_millis())
}

/// `12 MiB`, or `-` on a system that does not report it.
pub(crate) fn mebibytes(kibibytes: Option<u64>) -> String {
    kibibytes.map_or_else(|| "-".to_owned(), |kibibytes| format!("{} MiB", kibibytes / 1024))
}
