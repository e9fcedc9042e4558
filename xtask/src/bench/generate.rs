//! Measures generating all files in memory, with both generators.

use anyhow::Result;

use super::{
    Cost,
    cost::{self, Limit},
    interleave, peer,
    rounds::Rounds,
    row::Row,
};
use crate::regen::Options;

/// Measures the generators.
pub(super) fn rows(rounds: &Rounds) -> Result<Vec<Row>> {
    let input = Options::default().input()?;
    let rest = &input.documents[..2];
    let costs = interleave("generate", rounds.generate, 2, |side| match side {
        0 => Cost::of(|| Ok(wsapi_codegen::generate(&input).map(drop)?)),
        _ => Cost::of(|| peer::client(rest).map(drop)),
    })?;
    Ok(cost::rows("generating all files", &peer::name()?, Some(Limit::Wall(1.0)), &costs[0], &costs[1]))
}
