//! The output formats of a comparison.

mod json;
mod markdown;
mod text;

use anyhow::Result;

use super::{judges::Judges, rule::Effect, summary::Summary};

/// An output format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// For people.
    #[default]
    Text,
    /// For the changelog.
    Markdown,
    /// For programs.
    Json,
}

impl Format {
    pub(crate) fn print(self, summary: &Summary) -> Result<String> {
        match self {
            Self::Text => Ok(text::print(summary)),
            Self::Markdown => Ok(markdown::print(summary)),
            Self::Json => json(summary, None),
        }
    }
}

/// Returns a comparison as JSON, with the results of the judges.
pub(super) fn json(summary: &Summary, judges: Option<&Judges>) -> Result<String> {
    let mut value = json::print(summary);
    judges.into_iter().for_each(|judges| judges.add_to(&mut value));
    Ok(serde_json::to_string_pretty(&value)?)
}

/// A comparison on one line.
pub(super) fn short(summary: &Summary) -> String {
    let count = |weight: Effect| summary.changes.iter().filter(|change| change.weight() == weight).count();
    if summary.changes.is_empty() {
        return "nothing that a program can notice".to_owned();
    }
    let weights = [Effect::Breaking, Effect::Minor, Effect::None];
    let counts: Vec<_> =
        weights.iter().map(|weight| format!("{} {}", count(*weight), text::heading(*weight))).collect();
    let (version, urgency) = (summary.version(), summary.urgency());
    format!("{}; version at least {version}; {urgency}; see `cargo xtask diff HEAD`", counts.join(", "))
}
