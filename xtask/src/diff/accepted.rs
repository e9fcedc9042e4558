//! Changes that a maintainer has accepted, each with a reason and an expiry date.

use std::{collections::HashSet, fs, path::Path};

use anyhow::{Context, Result, ensure};
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, de::Error};

use super::finding::Finding;
use crate::workspace;

/// One accepted change.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// The fingerprint of the change.
    change: String,
    /// The reason for the acceptance.
    reason: String,
    /// The last day on which the acceptance applies.
    #[serde(deserialize_with = "date")]
    until: Date,
}

fn date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(|_| D::Error::custom(format!("expected a date such as 2027-03-31, found `{text}`")))
}

/// All accepted changes.
#[derive(Clone, Debug, Default)]
pub(super) struct Accepted {
    /// The file, as messages show it.
    file: String,
    entries: Vec<Entry>,
}

impl Accepted {
    /// Reads the given file, or else `openapi/accepted.yaml` if it exists.
    pub(super) fn read(file: Option<&Path>) -> Result<Self> {
        let usual = workspace::documents().join("accepted.yaml");
        let file = match file {
            Some(file) => file,
            None if usual.is_file() => &usual,
            None => return Ok(Self::default()),
        };
        let text = fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
        Self::parse(workspace::shown(file), &text).with_context(|| format!("in {}", file.display()))
    }

    fn parse(file: String, text: &str) -> Result<Self> {
        // A file that contains only comments has no list.
        let entries: Vec<Entry> = serde_yaml::from_str::<Option<_>>(text)?.unwrap_or_default();
        let mut seen = HashSet::new();
        for Entry { change, reason, .. } in &entries {
            ensure!(seen.insert(change), "duplicate change `{change}`");
            ensure!(!reason.trim().is_empty(), "the change `{change}` is accepted without a reason");
        }
        Ok(Self { file, entries })
    }

    /// Returns the reason if the change is accepted on this day.
    pub(super) fn reason(&self, finding: &Finding, today: Date) -> Option<&str> {
        let fingerprint = finding.fingerprint();
        let entry = self.entries.iter().find(|entry| entry.change == fingerprint && today <= entry.until)?;
        Some(&entry.reason)
    }

    /// Describes the expired acceptances of these findings, and then the acceptances that match no finding.
    pub(super) fn stale<'f>(&self, findings: impl Iterator<Item = &'f Finding>, today: Date) -> [Vec<String>; 2] {
        let found: HashSet<String> = findings.map(Finding::fingerprint).collect();
        let (matched, unmatched): (Vec<_>, Vec<_>) =
            self.entries.iter().partition(|entry| found.contains(&entry.change));
        let file = &self.file;
        let expired = matched.into_iter().filter(|entry| today > entry.until);
        let expired = expired.map(|Entry { change, reason, until }| {
            format!("{file}: the acceptance of [{change}] ended on {until}: {reason}")
        });
        let unmatched = unmatched.into_iter().map(|Entry { change, reason, until }| {
            let end = if today > *until { "ended" } else { "ends" };
            format!("{file}: [{change}] matches no change; its acceptance {end} on {until}: {reason}")
        });
        [expired.collect(), unmatched.collect()]
    }
}
