//! The changes of the documents since the last release.

use anyhow::Result;
use semver::Version;

use super::tag;
use crate::diff::{
    self,
    rule::Effect,
    summary::{Summary, next},
};

/// The known changes.
#[derive(Clone, Debug)]
pub(super) enum Documents {
    /// There is no earlier release.
    First,
    /// The documents can be compared.
    Compared(Summary),
    /// The documents of the last release cannot be read.
    Unreadable {
        /// The last release.
        last: Version,
        /// The reason.
        reason: String,
    },
}

impl Documents {
    /// Compares the documents in `openapi/` with those of the last release.
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

    /// Returns a note about changes that the required version or the changelog does not take into account.
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
