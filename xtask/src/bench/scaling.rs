//! Measures how the generator's time and memory grow with the size of a document.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result, bail};

use super::{
    copies, interleave, peer,
    rounds::Rounds,
    row::{Row, Unit},
};
use crate::{
    corpus::child::{self, Measured, Outcome},
    inputs::Inputs,
};

/// The sizes of the documents, as the number of copies of the committed ones.
const SIZES: [usize; 5] = [1, 2, 4, 8, 16];

/// Measures each size. The peer of a size is the one before it, so a ratio near 2 means that the cost is proportional
/// to the size, and so does a slope near 1.
pub(super) fn rows(rounds: &Rounds) -> Result<Vec<Row>> {
    let folder = tempfile::tempdir().context("making a folder for the documents")?;
    let documents = Inputs::default().read()?.documents;
    let document = peer::merged(&documents[..2])?;
    let mut files: Vec<PathBuf> = Vec::new();
    for size in SIZES {
        let file = folder.path().join(format!("{size}.yaml"));
        fs::write(&file, serde_yaml::to_string(&copies::copies(&document, size))?)?;
        files.push(file);
    }
    let sizes = interleave("sizes", rounds.scaling, files.len(), |size| measured(child::run(&files[size], None)?))?;
    let mut rows = of("time", Unit::Seconds, &sizes, |one| Some(one.time.as_secs_f64()));
    rows.extend(of("memory", Unit::Bytes, &sizes, |one| Some(one.memory? as f64 * 1024.0)));
    Ok(rows)
}

fn measured(outcome: Outcome) -> Result<Measured> {
    match outcome {
        Outcome::Generated(measured) => Ok(measured),
        Outcome::Rejected { reason, .. } | Outcome::Failed { reason, .. } | Outcome::Panicked { reason } => {
            bail!("the generator failed: {reason}")
        }
    }
}

/// Returns the rows of one measure, if the system reports it.
fn of(name: &str, unit: Unit, sizes: &[Vec<Measured>], value: impl Fn(&Measured) -> Option<f64>) -> Vec<Row> {
    let values = sizes.iter().map(|rounds| rounds.iter().map(&value).collect::<Option<Vec<f64>>>());
    let Some(values) = values.collect::<Option<Vec<_>>>() else { return Vec::new() };
    let operations = sizes.iter().map(|rounds| rounds.first().map_or(0, |one| one.printed));
    let mut rows: Vec<Row> = Vec::new();
    for (index, (operations, ours)) in operations.zip(&values).enumerate() {
        let compared = format!("generating {}x, {operations} operations, {name}", SIZES[index]);
        let theirs = index.checked_sub(1).map(|before| values[before].clone());
        let peer = index.checked_sub(1).map(|before| format!("{}x", SIZES[before]));
        // The whole table has the time for each size, but only the slope of the memory.
        let detail = unit == Unit::Bytes;
        let row = Row::seconds(&compared, "", ours.clone(), theirs.unwrap_or_default());
        rows.push(Row { peer, unit, detail, ..row });
    }
    let slopes = (0..values[0].len()).map(|round| slope(&values, round)).collect();
    let compared = format!("generating, slope of {name} against size");
    rows.push(Row { peer: None, unit: Unit::Number, ..Row::seconds(&compared, "", slopes, Vec::new()) });
    rows
}

/// Returns the exponent of the growth in one round: the slope of the least-squares line through the logarithms.
fn slope(values: &[Vec<f64>], round: usize) -> f64 {
    let points = SIZES.iter().zip(values).map(|(size, rounds)| ((*size as f64).ln(), rounds[round].ln()));
    let points: Vec<(f64, f64)> = points.collect();
    let count = points.len() as f64;
    let (x, y) = points.iter().fold((0.0, 0.0), |(x, y), point| (x + point.0 / count, y + point.1 / count));
    let covariance: f64 = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
    let variance: f64 = points.iter().map(|point| (point.0 - x).powi(2)).sum();
    covariance / variance
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Measured, SIZES, Unit, of};

    #[test]
    fn cost_that_grows_with_the_square_of_the_size_has_slope_two() {
        let measured = |size: usize| Measured {
            printed: 10 * size,
            time: Duration::from_millis((size * size) as u64),
            ..Measured::default()
        };
        let sizes = SIZES.map(|size| vec![measured(size)]);
        let rows = of("time", Unit::Seconds, &sizes, |one| Some(one.time.as_secs_f64()));
        let slope = rows.last().expect("the slope is the last row");
        assert_eq!(slope.compared, "generating, slope of time against size");
        assert!((slope.ours[0] - 2.0).abs() < 1e-9, "{:?}", slope.ours);
        assert_eq!(rows[1].compared, "generating 2x, 20 operations, time");
        assert_eq!(rows[1].peer.as_deref(), Some("1x"));
        assert_eq!(rows[1].ratio().map(|ratio| ratio.median), Some(4.0));
    }

    #[test]
    fn unreported_memory_has_no_rows() {
        let sizes = SIZES.map(|_| vec![Measured::default()]);
        assert!(of("memory", Unit::Bytes, &sizes, |one| Some(one.memory? as f64)).is_empty());
    }
}
