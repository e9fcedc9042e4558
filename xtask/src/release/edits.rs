//! The files that a release changes.

use std::{fmt, fs, path::Path};

use anyhow::{Context, Result};

/// New texts of files, with paths relative to the root.
#[derive(Clone, Debug, Default)]
pub(super) struct Edits(Vec<(String, String)>);

impl Edits {
    /// Adds a file if its text changes.
    pub(super) fn add(&mut self, path: &str, old: &str, new: String) {
        if old != new {
            self.0.push((path.to_owned(), new));
        }
    }

    /// Writes the files into a root folder.
    pub(super) fn write(&self, root: &Path) -> Result<()> {
        for (path, text) in &self.0 {
            fs::write(root.join(path), text).with_context(|| format!("writing {path}; undo with `git restore .`"))?;
        }
        Ok(())
    }
}

impl fmt::Display for Edits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let paths: Vec<_> = self.0.iter().map(|(path, _)| path.as_str()).collect();
        f.write_str(&paths.join(", "))
    }
}
