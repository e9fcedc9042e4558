//! Changes that a maintainer has accepted, each with a reason and a day on which the acceptance ends.

use std::{collections::HashMap, fs, path::Path};

use anyhow::{Context, Result};
use jiff::civil::Date;
use serde::Deserialize;

use super::finding::Finding;
use crate::workspace;

/// One accepted change.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// The fingerprint of the change.
    change: String,
    /// Why it is accepted.
    reason: String,
    /// The last day.
    until: Date,
}

/// All accepted changes, by fingerprint.
#[derive(Clone, Debug, Default)]
pub(super) struct Accepted(HashMap<String, Entry>);

impl Accepted {
    /// Reads a file; without one, `openapi/accepted.yaml` if it exists.
    pub(super) fn read(file: Option<&Path>) -> Result<Self> {
        let usual = workspace::documents().join("accepted.yaml");
        let file = match file {
            Some(file) => file,
            None if usual.is_file() => &usual,
            None => return Ok(Self::default()),
        };
        let text = fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
        let entries: Vec<Entry> = serde_yaml::from_str(&text).with_context(|| format!("in {}", file.display()))?;
        Ok(Self(entries.into_iter().map(|entry| (entry.change.clone(), entry)).collect()))
    }

    /// Returns why a change is accepted on this day, if it is.
    pub(super) fn reason(&self, finding: &Finding, today: Date) -> Option<&str> {
        self.0.get(&finding.fingerprint()).filter(|entry| today <= entry.until).map(|entry| entry.reason.as_str())
    }
}
