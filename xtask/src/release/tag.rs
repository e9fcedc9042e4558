//! The last release.

use anyhow::{Result, bail};
use semver::Version;

use crate::git::Git;

/// The name of the tag of a version.
pub(super) fn name(version: &Version) -> String {
    format!("v{version}")
}

/// Returns the highest version with a tag that the current commit contains. Pre-releases and other tags do not count.
pub(super) fn last(git: &Git) -> Result<Option<Version>> {
    // Such a clone may lack the tags, and every release would look like the first one.
    if git.output(&["rev-parse", "--is-shallow-repository"])? == "true" {
        bail!("the clone is shallow, so the last release is not known: run `git fetch --unshallow --tags`");
    }
    let tags = git.output(&["tag", "--list", "v*", "--merged", "HEAD"])?;
    let versions = tags.lines().filter_map(|tag| Version::parse(tag.strip_prefix('v')?).ok());
    Ok(versions.filter(|version| version.pre.is_empty()).max())
}

/// Fails if a version has a tag already, on any branch.
pub(super) fn check_new(git: &Git, version: &Version) -> Result<()> {
    let tag = name(version);
    match git.output(&["tag", "--list", &tag])?.as_str() {
        "" => Ok(()),
        _ => bail!("the tag {tag} exists already"),
    }
}
