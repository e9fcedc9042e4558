//! Two copies of the SDK, each with the generated code of one version of the documents.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use wsapi_codegen::api::Api;

use crate::{
    compile::{self, Tree},
    files, report, workspace,
};

/// The folder of the old copy.
pub(super) const OLD: &str = "old";
/// The folder of the new copy.
pub(super) const NEW: &str = "new";
/// The package that is compared, and its folder in each copy.
pub(super) const MEMBER: &str = "wsapi-client";

/// The part of the SDK that is copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// The whole SDK.
    Sdk,
    /// Only the generated code and the runtime, which compile for any document.
    Generated,
}

/// Writes both copies into a folder.
pub(super) fn write(folder: &Path, old: &Api, new: &Api, extent: Extent) -> Result<()> {
    for (side, api) in [(OLD, old), (NEW, new)] {
        let copy = folder.join(side);
        one(&copy, api, extent).with_context(|| format!("writing {}", copy.display()))?;
    }
    Ok(())
}

fn one(folder: &Path, api: &Api, extent: Extent) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let files = wsapi_codegen::print(api).map_err(|problems| report::error(&problems))?;
    compile::write_workspace(folder, &[Tree { name: MEMBER.to_owned(), files }])?;
    let (from, to) = (workspace::root().join("wsapi-client/src"), folder.join(MEMBER).join("src"));
    if extent == Extent::Generated {
        // The program ignores types that users cannot name, and the setters of calls are methods of `Call`.
        let lib = fs::read_to_string(to.join("lib.rs"))?;
        return Ok(fs::write(to.join("lib.rs"), format!("{lib}\npub use runtime::call::Call;\n"))?);
    }
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_name() != "generated" {
            files::copy(&entry.path(), &to.join(entry.file_name()))?;
        }
    }
    Ok(())
}
