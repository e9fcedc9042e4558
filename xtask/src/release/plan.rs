//! The plan of a release, before anything is written.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use semver::Version;

use super::{
    changelog::{self, Changelog},
    commits::{self, Entry},
    crates::Crates,
    documents::{self, Documents},
    edits::Edits,
    manifests, requirement, tag,
};
use crate::{diff::Format, git::Git};

/// An allowed version, and the changes that it contains.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// The version.
    pub(super) version: Version,
    /// The changelog.
    pub(super) changelog: Changelog,
    /// The entries of the commits.
    entries: Vec<Entry>,
    /// The changes of the documents.
    documents: Documents,
    /// The day of the release, in UTC.
    date: Date,
}

impl Plan {
    /// Plans a release. Fails if the version is not allowed.
    pub(super) fn new(git: &Git, version: &str) -> Result<Self> {
        let version = requirement::parse(version)?;
        let declared = manifests::declared(git.root())?;
        let last = tag::last(git)?;
        requirement::check_order(&version, &declared, last.as_ref())?;
        tag::check_new(git, &version)?;
        let changelog = Changelog::read(git.root())?;
        let last_tag = last.as_ref().map(tag::name);
        let entries = commits::entries(git, last_tag.as_deref())?;
        let documents = Documents::since(last)?;
        match &documents {
            Documents::First => {}
            Documents::Compared(summary) => requirement::check_changes(&version, summary, &changelog, &entries)?,
            Documents::Unreadable { last, reason } => requirement::check_unknown(&version, last, reason)?,
        }
        let date = TimeZone::UTC.to_datetime(Timestamp::now()).date();
        Ok(Self { version, changelog, entries, documents, date })
    }

    /// Describes why the version is allowed.
    pub(super) fn requirement(&self) -> String {
        let version = &self.version;
        match &self.documents {
            Documents::First => format!("{version}, the first release"),
            Documents::Compared(summary) => {
                let lowest = requirement::required(summary, &self.changelog, &self.entries);
                format!("{version}; the changes since {} require at least {lowest}", summary.old)
            }
            Documents::Unreadable { last, .. } => {
                let (tag, lowest) = (tag::name(last), documents::breaking(last));
                format!("{version}; the documents of {tag} cannot be compared, so at least {lowest} is required")
            }
        }
    }

    /// Returns a note about changes that the required version or the changelog does not take into account.
    pub(super) fn note(&self) -> Option<String> {
        self.documents.note()
    }

    /// Returns whether commits or documents add entries to the changelog.
    pub(super) fn has_news(&self) -> bool {
        !self.entries.is_empty() || self.documents.summary().is_some_and(|summary| !summary.changes.is_empty())
    }

    /// Returns the section of the changelog.
    pub(super) fn section(&self) -> Result<String> {
        let documents = self.documents.summary().map(|summary| Format::Markdown.print(summary)).transpose()?;
        Ok(self.changelog.section(&self.version, self.date, &self.entries, &documents.unwrap_or_default()))
    }

    /// Returns the files that change.
    pub(super) fn edits(&self, root: &Path, crates: &Crates) -> Result<Edits> {
        crates.check()?;
        let version = &self.version;
        let mut edits = Edits::default();
        for path in crates.manifests().map(|path| path.strip_prefix(root).map(Path::to_path_buf)) {
            edit(&mut edits, root, &path?.to_string_lossy(), |text| manifests::manifest(text, version))?;
        }
        edit(&mut edits, root, "Cargo.toml", |text| manifests::manifest(text, version))?;
        edit(&mut edits, root, "Cargo.lock", |text| manifests::lock(text, &crates.names(), version))?;
        let section = self.section()?;
        edit(&mut edits, root, changelog::FILE, |_| Ok(self.changelog.with(&section)))?;
        Ok(edits)
    }
}

/// Adds the file with its new text.
fn edit(edits: &mut Edits, root: &Path, path: &str, new: impl FnOnce(&str) -> Result<String>) -> Result<()> {
    let old = read(root, path)?;
    edits.add(path, &old, new(&old).with_context(|| format!("in {path}"))?);
    Ok(())
}

fn read(root: &Path, path: &str) -> Result<String> {
    fs::read_to_string(root.join(path)).with_context(|| format!("reading {path}"))
}
