//! `cargo xtask`: the maintainer's commands.

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};
use xtask::{
    bench,
    regen::{Mode, Options, regen},
};

/// What maintainers run
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
        /// Compare with what is there, print the difference, and fail if there is one
        #[arg(long)]
        check: bool,
        #[command(flatten)]
        options: Options,
    },
    /// Measures, always in comparison with a peer
    #[command(subcommand)]
    Bench(Bench),
}

#[derive(Debug, Subcommand)]
enum Bench {
    /// Generating and compiling the SDK with a caller, compared with progenitor's builder client
    Codegen,
    /// Calls and a large file, beside reqwest by hand and the naive way
    Runtime,
    /// Events verified and read, beside the bare cost of their bytes
    Events,
}

fn main() -> ExitCode {
    match run(Xtask::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Without the backtrace that anyhow adds where `RUST_BACKTRACE` is set: these errors are about documents.
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    match command {
        Command::Regen { check, options } => regen(if check { Mode::Check } else { Mode::Write }, &options),
        Command::Bench(Bench::Codegen) => bench::codegen(),
        Command::Bench(Bench::Runtime) => bench::runtime(),
        Command::Bench(Bench::Events) => bench::events(),
    }
}
