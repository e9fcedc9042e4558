//! Generating all files in memory, with both generators.

use anyhow::Result;

use super::{
    Cost, interleave, peer,
    table::{Goal, Row},
};
use crate::regen::Options;

/// Measures the generators.
pub(super) fn row(rounds: usize) -> Result<Row> {
    let input = Options::default().input()?;
    let rest = &input.documents[..2];
    let (ours, theirs) = interleave(
        "generate",
        rounds,
        || Cost::of(|| Ok(wsapi_codegen::generate(&input).map(drop)?)),
        || Cost::of(|| peer::client(rest).map(drop)),
    )?;
    Ok(Row { name: "generate all files".to_owned(), goal: Some(Goal::Wall(1.0)), ours, theirs })
}
