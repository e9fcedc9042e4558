//! The changes of the documents since the last release.

use anyhow::Result;
use semver::Version;

use super::tag;
use crate::diff::{
    self,
    rule::Effect,
    summary::{Summary, next},
};

/// What is known about the changes.
#[derive(Clone, Debug)]
pub(super) enum Documents {
    /// There is no earlier release.
    First,
    /// All changes.
    Compared(Summary),
    /// The documents of the last release cannot be read.
    Unreadable {
        /// The last release.
        last: Version,
        /// Why they cannot be read.
        reason: String,
    },
}

impl Documents {
    /// Compares the committed documents with those of the last release.
    pub(super) fn since(last: Option<Version>) -> Result<Self> {
        let Some(last) = last else { return Ok(Self::First) };
        Ok(match diff::since(&tag::name(&last))? {
            Ok(mut summary) => {
                summary.released = last.to_string();
                Self::Compared(summary)
            }
            Err(error) => Self::Unreadable { last, reason: format!("{error:#}") },
        })
    }

    /// Returns the changes, if they are known.
    pub(super) fn summary(&self) -> Option<&Summary> {
        match self {
            Self::Compared(summary) => Some(summary),
            Self::First | Self::Unreadable { .. } => None,
        }
    }

    /// Returns what the required version or the changelog does not take into account.
    pub(super) fn note(&self) -> Option<String> {
        match self {
            Self::First => None,
            Self::Compared(summary) => summary.note().map(str::to_owned),
            Self::Unreadable { reason, .. } => {
                Some(format!("the changelog does not list what changed in the documents: {reason}"))
            }
        }
    }
}

/// Returns the lowest version after a release that may break callers.
pub(super) fn breaking(last: &Version) -> Version {
    next(last, Effect::Breaking)
}
