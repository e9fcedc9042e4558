//! The options of the command.

use std::path::PathBuf;

use super::{
    rounds::Rounds,
    step::{self, Step},
};
use crate::workspace;

/// The part to measure, the number of rounds, and the file for the table.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// The part to measure.
    #[command(subcommand)]
    pub part: Option<Part>,
    /// Measure only a few rounds, for rough numbers; the file says so
    #[arg(long, global = true)]
    pub quick: bool,
    /// The file to write; defaults to `BENCHMARKS.md` if everything is measured
    #[arg(long, value_name = "FILE", global = true)]
    pub out: Option<PathBuf>,
}

/// A part of the benchmarks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::Subcommand)]
pub enum Part {
    /// Everything, in one table (the default)
    All,
    /// Generating the SDK, compared with progenitor; compiling it with a caller, compared with progenitor and OpenAPI
    /// Generator
    Codegen,
    /// Calls, compared with hand-written reqwest, progenitor and the service's Python SDK; a large file, compared with
    /// a naive upload
    Runtime,
    /// Verifying and reading events, compared with only HMAC and JSON of their bytes
    Events,
    /// The simulator: a call in process, tests of a bot, and the program
    Simulator,
    /// Generating from 1, 2, 4, 8 and 16 copies of the committed REST documents
    Scaling,
}

impl Part {
    pub(super) fn steps(self) -> &'static [Step] {
        match self {
            Self::All => &[step::GENERATE, step::SCALING, step::BUILD, step::RUNTIME, step::EVENTS, step::SIMULATOR],
            Self::Codegen => &[step::GENERATE, step::BUILD],
            Self::Runtime => &[step::RUNTIME],
            Self::Events => &[step::EVENTS],
            Self::Simulator => &[step::SIMULATOR],
            Self::Scaling => &[step::SCALING],
        }
    }
}

impl Options {
    pub(super) fn part(&self) -> Part {
        self.part.unwrap_or(Part::All)
    }

    pub(super) fn rounds(&self) -> Rounds {
        if self.quick { Rounds::QUICK } else { Rounds::FULL }
    }

    /// Returns the file to write. A single part is only printed, unless a file is given.
    pub(super) fn file(&self) -> Option<PathBuf> {
        let all = || (self.part() == Part::All).then(|| workspace::root().join("BENCHMARKS.md"));
        let given = self.out.as_ref().map(|out| std::path::absolute(out).unwrap_or_else(|_| out.clone()));
        given.or_else(all)
    }
}
