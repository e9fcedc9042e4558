//! The options of the command.

use std::path::PathBuf;

use super::{
    rounds::Rounds,
    step::{self, Step},
};
use crate::workspace;

/// What is measured, how often, and the file for the table.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// The part to measure.
    #[command(subcommand)]
    pub part: Option<Part>,
    /// Measure few rounds, for a rough idea; the file says so
    #[arg(long, global = true)]
    pub quick: bool,
    /// The file to write; for everything, `BENCHMARKS.md` by default
    #[arg(long, value_name = "FILE", global = true)]
    pub out: Option<PathBuf>,
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::Subcommand)]
pub enum Part {
    /// Everything, in one table; the default
    All,
    /// Generating and compiling the SDK with a caller, compared with progenitor and OpenAPI Generator
    Codegen,
    /// Calls and a large file, compared with hand-written reqwest, progenitor and the service's Python SDK
    Runtime,
    /// Verifying and reading events, compared with only reading their bytes
    Events,
    /// Generating from documents that are 1, 2, 4, 8 and 16 times as large as the committed ones
    Scaling,
}

impl Part {
    pub(super) fn steps(self) -> &'static [Step] {
        match self {
            Self::All => &[step::GENERATE, step::SCALING, step::BUILD, step::RUNTIME, step::EVENTS],
            Self::Codegen => &[step::GENERATE, step::BUILD],
            Self::Runtime => &[step::RUNTIME],
            Self::Events => &[step::EVENTS],
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

    /// The file to write. A single part is only printed, unless a file is given.
    pub(super) fn file(&self) -> Option<PathBuf> {
        let all = || (self.part() == Part::All).then(|| workspace::root().join("BENCHMARKS.md"));
        let given = self.out.as_ref().map(|out| std::path::absolute(out).unwrap_or_else(|_| out.clone()));
        given.or_else(all)
    }
}
