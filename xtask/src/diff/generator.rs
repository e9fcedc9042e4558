//! Changes of the generator itself, which a comparison of documents cannot show.

use super::version::Version;
use crate::{git::Git, workspace};

/// The part of the repository that decides what is printed from the same documents.
const SOURCES: &str = "codegen/src";

/// The note that follows.
pub(super) const NOTE: &str = "the generator changed too; its effect on the Rust API is not in this list";

/// Returns whether the generator of the old revision differs from that of the new one, or from the present one if the
/// new documents are not a revision.
pub(super) fn differs(old: &Version, new: &Version) -> bool {
    let Some(old) = &old.revision else { return false };
    let mut arguments = vec!["diff", "--quiet", old];
    arguments.extend(new.revision.as_deref());
    arguments.extend(["--", SOURCES]);
    // The documents of the revision were read before, so git knows it, and only says whether there is a difference.
    Git::new(workspace::root()).code(&arguments) == Some(1)
}
