//! `cargo xtask`: the maintainer's commands.

#![deny(clippy::print_stdout, clippy::print_stderr, reason = "they panic if the reader closes the pipe")]

use std::{path::PathBuf, process::ExitCode};

use anyhow::Result;
use clap::{Parser, Subcommand};
use xtask::{
    bench, corpus, diff, export, fetch,
    regen::{Mode, Options, regen},
    release, report,
};

/// The maintainer's commands
#[derive(Debug, Parser)]
#[command(bin_name = "cargo xtask")]
struct Xtask {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Generates the SDK from the documents in `openapi/`
    Regen {
        /// Compare with the existing files, print the difference, and fail if there is one
        #[arg(long)]
        check: bool,
        #[command(flatten)]
        options: Options,
    },
    /// Shows what changed between two versions of the documents, whom it breaks, and which version follows
    Diff(diff::Options),
    /// Checks that a version can be released, and with `--execute` releases it
    Release(release::Options),
    /// Takes over the structure of the documents that the service publishes, and keeps the committed prose
    ///
    /// `openapi/sources.toml` lists the documents and their addresses. All of them are read and checked first: each must
    /// be an OpenAPI document, and the generator must accept it together with the others and the overlay. Then what
    /// changed is shown. Until then, a failure leaves all files as they are. At the end each file is replaced by one
    /// rename. Several renames are not one transaction: if one fails, the files before it get their old text again, but
    /// if the process is killed between two of them, some files are new and others old. Running it again completes it.
    Fetch(fetch::Options),
    /// Writes the documents as one OpenAPI 3.0 document, with all corrections
    Export(export::Options),
    /// Generates from every document in a folder, and prints a table of the results
    Corpus {
        /// The folder; documents in its direct subfolders are read too
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Check the output of each document against the runtime with cargo
        #[arg(long)]
        compile: bool,
    },
    #[command(name = corpus::child::COMMAND, hide = true)]
    MeasureDocument(corpus::child::Options),
    /// Measures, always in comparison with a peer
    ///
    /// Without a part, everything is measured and written to `BENCHMARKS.md`, which needs a machine that does nothing
    /// else.
    Bench(bench::Options),
}

fn main() -> ExitCode {
    match run(Xtask::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Without the backtrace that anyhow adds if `RUST_BACKTRACE` is set: these errors are about documents.
            report::warn(&format!("{error:#}"));
            if error.is::<fetch::Unknown>() { ExitCode::from(2) } else { ExitCode::FAILURE }
        }
    }
}

fn run(command: Command) -> Result<()> {
    match command {
        Command::Regen { check, options } => regen(if check { Mode::Check } else { Mode::Write }, &options),
        Command::Diff(options) => diff::diff(&options),
        Command::Release(options) => release::release(&options),
        Command::Fetch(options) => fetch::fetch(&options),
        Command::Export(options) => export::export(&options),
        Command::Corpus { folder, compile } => corpus::corpus(&folder, compile),
        Command::MeasureDocument(options) => corpus::child::measure(&options),
        Command::Bench(options) => bench::bench(&options),
    }
}
