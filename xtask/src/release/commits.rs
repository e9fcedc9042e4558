//! Changelog entries in commit trailers: `Changelog: Fixed: a paced call gives its turn back.`

use anyhow::Result;

use super::kind::Kind;
use crate::git::Git;

/// A changelog entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The section that it belongs in.
    pub(super) kind: Kind,
    /// The text of the entry.
    pub(super) text: String,
}

/// Returns the entries of all commits since a tag, or of all commits without a tag. The oldest comes first.
pub(super) fn entries(git: &Git, since: Option<&str>) -> Result<Vec<Entry>> {
    let range = since.map_or_else(|| "HEAD".to_owned(), |tag| format!("{tag}..HEAD"));
    // git itself parses the trailers; `unfold` joins a folded trailer into one line.
    let format = "--format=%(trailers:key=Changelog,valueonly,unfold)";
    let values = git.output(&["log", "--reverse", format, &range, "--"])?;
    Ok(values.lines().map(str::trim).filter(|line| !line.is_empty()).map(entry).collect())
}

/// Parses a trailer. One without a known kind is filed under *Changed* instead of rejected, because the message of a
/// published commit cannot be corrected.
fn entry(value: &str) -> Entry {
    let known = value.split_once(':').and_then(|(title, text)| Some((Kind::parse(title)?, text.trim())));
    let (kind, text) = known.unwrap_or((Kind::Changed, value));
    Entry { kind, text: text.to_owned() }
}
