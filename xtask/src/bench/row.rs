//! One comparison.
//!
//! The benchmarks of other packages print their rows in this format, one JSON object per line, for example
//! `{"compared": "a call", "peer": "reqwest", "unit": "seconds", "ours": [0.1, 0.2], "theirs": [0.1, 0.1]}`.

use serde::Deserialize;

use super::spread::Spread;

/// A comparison with one peer. Lower values are better.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    /// The thing that is measured on both sides.
    pub(super) compared: String,
    /// The other side, if there is one.
    #[serde(default)]
    pub(super) peer: Option<String>,
    /// The unit of all numbers.
    pub(super) unit: Unit,
    /// The result of each of our rounds. It is empty if the peer was skipped.
    pub(super) ours: Vec<f64>,
    /// The result of each of the peer's rounds, in the same order.
    #[serde(default)]
    pub(super) theirs: Vec<f64>,
    /// The limit, if the row is judged.
    #[serde(default)]
    pub(super) goal: Option<Goal>,
    /// `true` if the row explains another one. It is then shown only if its part is measured alone.
    #[serde(default)]
    pub(super) detail: bool,
    /// The reason why the peer was not measured.
    #[serde(skip)]
    pub(super) skipped: Option<String>,
}

/// The unit of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Unit {
    /// Time.
    Seconds,
    /// Memory.
    Bytes,
    /// A plain number.
    Number,
}

/// The highest value that is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Goal {
    /// The limit of the ratio.
    Ratio(f64),
    /// The limit of our own result.
    Ours(f64),
}

impl Row {
    /// Creates a comparison in seconds.
    pub(super) fn seconds(compared: &str, peer: &str, ours: Vec<f64>, theirs: Vec<f64>) -> Self {
        Self {
            compared: compared.to_owned(),
            peer: Some(peer.to_owned()),
            unit: Unit::Seconds,
            ours,
            theirs,
            goal: None,
            detail: false,
            skipped: None,
        }
    }

    /// Creates a row without numbers for a peer that cannot be measured.
    pub(super) fn skipped(compared: &str, peer: &str, reason: &str) -> Self {
        Self { skipped: Some(reason.to_owned()), ..Self::seconds(compared, peer, Vec::new(), Vec::new()) }
    }

    /// Returns our result divided by the peer's of the same round, because both sides of a round had the same load.
    pub(super) fn ratio(&self) -> Option<Spread> {
        let ratios: Vec<f64> = self.ours.iter().zip(&self.theirs).map(|(ours, theirs)| ours / theirs).collect();
        Spread::of(&ratios)
    }

    /// Returns whether the goal is met, if there is one and it was measured.
    pub(super) fn is_met(&self) -> Option<bool> {
        match self.goal? {
            Goal::Ratio(limit) => Some(self.ratio()?.median <= limit),
            Goal::Ours(limit) => Some(Spread::of(&self.ours)?.median <= limit),
        }
    }
}
