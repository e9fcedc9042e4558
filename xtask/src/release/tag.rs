//! The tags of releases.

use anyhow::{Result, bail};
use semver::Version;

use crate::git::Git;

/// The name of the tag of a version.
pub(super) fn name(version: &Version) -> String {
    format!("v{version}")
}

/// Returns the highest version whose tag is on the current commit or an ancestor. Pre-releases and other tags do not
/// count.
pub(super) fn last(git: &Git) -> Result<Option<Version>> {
    // A shallow clone may lack the tags, so every release would look like the first one.
    if git.output(&["rev-parse", "--is-shallow-repository"])? == "true" {
        bail!("the clone is shallow, so the last release is unknown: run `git fetch --unshallow --tags`");
    }
    let tags = git.output(&["tag", "--list", "v*", "--merged", "HEAD"])?;
    let versions = tags.lines().filter_map(|tag| Version::parse(tag.strip_prefix('v')?).ok());
    Ok(versions.filter(|version| version.pre.is_empty()).max())
}

/// Fails if a version already has a tag, on any branch.
pub(super) fn check_new(git: &Git, version: &Version) -> Result<()> {
    let tag = name(version);
    match git.output(&["tag", "--list", &tag])?.as_str() {
        "" => Ok(()),
        _ => bail!("the tag {tag} already exists"),
    }
}
