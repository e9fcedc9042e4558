//! `cargo xtask corpus`: generates from every document in a folder, to see how much of each is supported.
//!
//! Operations that are not supported are skipped, there is no overlay, and each document has its own process.

pub mod child;
mod compile;
mod documents;
mod reasons;
pub(crate) mod table;

use std::{
    fmt,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};

use crate::{
    bench::PROFILE,
    report::{counted, say, warn},
};
use child::Outcome;
use compile::Output;
use documents::Document;

/// A document and its results.
#[derive(Debug)]
struct Row {
    document: Document,
    outcome: Outcome,
    compiled: Compiled,
}

/// The result of compiling the output.
#[derive(Debug)]
enum Compiled {
    /// It was not compiled.
    Unknown,
    Yes,
    /// It does not compile, with the first error.
    Error(String),
}

impl fmt::Display for Compiled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unknown => "-",
            Self::Yes => "yes",
            Self::Error(message) => message,
        })
    }
}

/// Generates from each document and prints the results. It is an error if the generator fails or if the output of a
/// document does not compile, but not if a document is rejected.
pub fn corpus(folder: &Path, compile: bool) -> Result<()> {
    let output = tempfile::tempdir().context("making a folder for the output")?;
    let mut rows = generate(documents::find(folder)?, output.path())?;
    if compile {
        compile_all(&mut rows, output.path())?;
    }
    say(&format!("the generator is built with the {PROFILE} profile; times include only the generation\n"));
    say(&table::print(&rows));
    if let Some(reasons) = reasons::print(&rows) {
        say(&reasons);
    }
    judge(&rows)
}

/// Measures the documents one after another, so that they do not slow each other down.
fn generate(documents: Vec<Document>, output: &Path) -> Result<Vec<Row>> {
    let count = documents.len();
    let row = |(index, document): (usize, Document)| {
        warn(&format!("{} of {count}: {}", index + 1, document.name));
        let outcome = child::run(&document.path, Some(&subfolder(output, index)))?;
        Ok(Row { document, outcome, compiled: Compiled::Unknown })
    };
    documents.into_iter().enumerate().map(row).collect()
}

fn compile_all(rows: &mut [Row], folder: &Path) -> Result<()> {
    let generated = rows.iter_mut().enumerate().filter(|(_, row)| matches!(row.outcome, Outcome::Generated(_)));
    let generated: Vec<_> = generated.collect();
    let output = |(index, row): &(usize, &mut Row)| Output {
        name: row.document.crate_name(*index),
        folder: subfolder(folder, *index),
    };
    let errors = compile::first_errors(&generated.iter().map(output).collect::<Vec<_>>())?;
    for ((_, row), error) in generated.into_iter().zip(errors) {
        row.compiled = error.map_or(Compiled::Yes, Compiled::Error);
    }
    Ok(())
}

/// The folder for the output of a document.
fn subfolder(output: &Path, index: usize) -> PathBuf {
    output.join(index.to_string())
}

fn judge(rows: &[Row]) -> Result<()> {
    let count = |pass: fn(&Row) -> bool| rows.iter().filter(|row| pass(row)).count();
    let mut failures = Vec::new();
    let failed = count(|row| matches!(row.outcome, Outcome::Failed { .. } | Outcome::Panicked { .. }));
    if failed > 0 {
        failures.push(format!("the generator failed for {}", counted(failed, "document")));
    }
    let errors = count(|row| matches!(row.compiled, Compiled::Error(_)));
    if errors > 0 {
        failures.push(format!("the output of {} does not compile", counted(errors, "document")));
    }
    ensure!(failures.is_empty(), "{}", failures.join(", and "));
    Ok(())
}
