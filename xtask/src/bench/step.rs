//! The steps of a run.

use anyhow::Result;

use super::{build, generate, program, rounds::Rounds, row::Row, scaling};

/// A step that measures rows of the table.
pub(super) struct Step {
    /// The name in messages.
    pub(super) name: &'static str,
    /// Measures the rows.
    pub(super) rows: fn(&Rounds) -> Result<Vec<Row>>,
}

pub(super) const GENERATE: Step = Step { name: "generating", rows: generate::rows };
pub(super) const SCALING: Step = Step { name: "larger documents", rows: scaling::rows };
pub(super) const BUILD: Step = Step { name: "compiling", rows: build::rows };
pub(super) const RUNTIME: Step = Step { name: "calls and media", rows: program::runtime };
pub(super) const SIMULATOR: Step = Step { name: "the simulator", rows: program::simulator };
pub(super) const EVENTS: Step = Step { name: "events", rows: program::events };
