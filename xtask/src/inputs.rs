//! The documents and the overlay that a command reads.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use wsapi_codegen::{Input, Source, Strictness, Unsupported};

use crate::{fetch, workspace};

/// The overlay next to the documents.
pub(crate) const OVERLAY: &str = "overlay.yaml";

/// The documents and the overlay to read; defaults to the committed ones.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Inputs {
    /// A REST document to read instead of the committed documents; can be given several times
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub api: Vec<PathBuf>,
    /// An events document to read instead of the committed documents; can be given several times
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub events: Vec<PathBuf>,
    /// The overlay to apply instead of the committed one, or `none`
    #[arg(long, value_name = "FILE|none")]
    pub overlay: Option<PathBuf>,
    /// Leave out unsupported operations and list them; not allowed for the committed documents
    #[arg(long)]
    pub skip_unsupported: bool,
}

impl Inputs {
    /// Reads the documents as text. If any document is given, only the given ones are read.
    pub fn read(&self) -> Result<Input> {
        let committed = self.api.is_empty() && self.events.is_empty();
        ensure!(
            !(committed && self.skip_unsupported),
            "`--skip-unsupported` is not allowed for the committed documents: choose others with `--api FILE`"
        );
        let documents: Vec<_> = if committed {
            names(&workspace::documents())?.iter().map(|name| workspace::documents().join(name)).collect()
        } else {
            self.api.iter().chain(&self.events).cloned().collect()
        };
        let overlay = match &self.overlay {
            Some(path) if path.as_os_str() == "none" => None,
            Some(path) => Some(path.clone()),
            None => Some(workspace::documents().join(OVERLAY)),
        };
        Ok(Input {
            documents: documents.iter().map(|path| source(path)).collect::<Result<_>>()?,
            overlay: overlay.as_deref().map(source).transpose()?,
            strictness: if committed { Strictness::Strict } else { Strictness::Lenient },
            unsupported: if self.skip_unsupported { Unsupported::Skip } else { Unsupported::Reject },
        })
    }

    /// Returns whether other documents or another overlay than the committed ones are read.
    pub(crate) fn are_foreign(&self) -> bool {
        !self.api.is_empty() || !self.events.is_empty() || self.overlay.is_some()
    }
}

/// Returns the file names of the documents in a folder, in the order in which they are read. A folder without a list
/// uses the committed list.
pub(crate) fn names(folder: &Path) -> Result<Vec<String>> {
    let own = folder.join(fetch::LIST);
    let list = if own.is_file() { own } else { workspace::documents().join(fetch::LIST) };
    fetch::files(source(&list)?)
}

/// Reads a file. Its name is the one that problems show.
pub(crate) fn source(path: &Path) -> Result<Source> {
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    Ok(Source { name: workspace::shown(path), text })
}
