//! Changes of the generator itself, which a comparison of documents cannot show.

use std::process::Command;

use super::version::Version;
use crate::workspace;

/// The part of the repository that decides what is printed from the same documents.
const SOURCES: &str = "codegen/src";

/// The note that follows.
pub(super) const NOTE: &str = "the generator changed too; its effect on the Rust API is not in this list";

/// Returns whether the generator of the old revision differs from that of the new one, or from the present one if the
/// new documents are not a revision.
pub(super) fn differs(old: &Version, new: &Version) -> bool {
    let Some(old) = &old.revision else { return false };
    let mut git = Command::new("git");
    git.current_dir(workspace::root()).args(["diff", "--quiet", old]).args(&new.revision).args(["--", SOURCES]);
    // It was asked for the documents of the revision before, so any other code is not expected.
    git.status().ok().and_then(|status| status.code()) == Some(1)
}
