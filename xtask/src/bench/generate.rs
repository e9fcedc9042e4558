//! Generating all files, in memory on both sides.

use std::time::Instant;

use anyhow::Result;

use super::{interleave, peer, table::Row};
use crate::regen::Options;

/// Measures the generators.
pub(super) fn row(rounds: usize) -> Result<Row> {
    let input = Options::default().input()?;
    let rest = &input.documents[..2];
    interleave(
        "generate all files",
        1.0,
        rounds,
        || {
            let start = Instant::now();
            wsapi_codegen::generate(&input)?;
            Ok(start.elapsed())
        },
        || {
            let start = Instant::now();
            peer::client(rest)?;
            Ok(start.elapsed())
        },
    )
}
