//! `cargo xtask`: the maintainer's commands.

#![deny(clippy::print_stdout, clippy::print_stderr, reason = "they panic if the reader closes the pipe")]

use std::{path::PathBuf, process::ExitCode};

use anyhow::Result;
use clap::{Parser, Subcommand};
use xtask::{
    bench, corpus, diff, export, fetch,
    regen::{Mode, Options, regen},
    release, report, words,
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
    /// Shows the changes between two versions of the documents, what they break, and the version that they require
    Diff(diff::Options),
    /// Checks that a version can be released, and releases it with `--execute`
    Release(release::Options),
    /// Adopts the structure of the documents that the service publishes, and keeps the committed prose
    ///
    /// `openapi/sources.toml` lists the documents and their addresses. All documents are read and checked first: each
    /// must be an OpenAPI document, and the generator must accept it together with the others and the overlay. Then the
    /// changes are shown. A failure before this point leaves all files unchanged. Finally, each file is replaced by one
    /// rename. Several renames are not one transaction: if one fails, the files replaced before it are restored, but if
    /// the process is killed between two renames, some files are new and others are old. Run the command again to
    /// complete it.
    Fetch(fetch::Options),
    /// Writes the documents as one OpenAPI 3.0 document, with all corrections
    Export(export::Options),
    /// Runs the generator on every document in a folder, and prints a table of the results
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
    /// Measures the SDK and its generator in comparison with their peers
    ///
    /// Without a part, everything is measured and written to `BENCHMARKS.md`. Run that only on an idle machine.
    Bench(bench::Options),
    /// Counts the words of the documentation of the resources, and lists sentences that recur in the documentation
    Words(words::Options),
}

fn main() -> ExitCode {
    match run(Xtask::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // `{:#}` omits the backtrace that anyhow adds if `RUST_BACKTRACE` is set. These errors are about documents.
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
        Command::Words(options) => words::words(&options),
    }
}
