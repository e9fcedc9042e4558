//! Changes to the generator itself, which a comparison of documents cannot show.

use super::version::Version;
use crate::{git::Git, workspace};

/// The folder of the generator's source code.
const SOURCES: &str = "codegen/src";

/// The note that is shown if the generator changed.
pub(super) const NOTE: &str = "the generator changed too; its effects on the Rust API are not listed";

/// Returns whether the generator changed between the two revisions. If the new documents are not a revision, the
/// working tree is compared.
pub(super) fn differs(old: &Version, new: &Version) -> bool {
    let Some(old) = &old.revision else { return false };
    let mut arguments = vec!["diff", "--quiet", old];
    arguments.extend(new.revision.as_deref());
    arguments.extend(["--", SOURCES]);
    // The documents of the revision have been read, so git knows the revision. Exit code 1 means that there is a
    // difference.
    Git::new(workspace::root()).code(&arguments) == Some(1)
}
