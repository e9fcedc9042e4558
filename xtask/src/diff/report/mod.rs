//! The forms in which a comparison is shown.

mod json;
mod markdown;
mod text;

use anyhow::Result;

use super::summary::Summary;

/// A form.
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
            Self::Json => Ok(serde_json::to_string_pretty(&json::print(summary))?),
        }
    }
}
