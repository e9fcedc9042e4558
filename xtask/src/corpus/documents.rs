//! The files of a corpus.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};

/// A file that may be an OpenAPI document.
#[derive(Debug)]
pub(super) struct Document {
    /// The path within the corpus.
    pub(super) name: String,
    pub(super) path: PathBuf,
}

impl Document {
    /// A name for its crate.
    pub(super) fn crate_name(&self, index: usize) -> String {
        let slug = self.name.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-");
        format!("d{index}-{slug}")
    }
}

/// The YAML and JSON files in a folder and in the folders directly below it, sorted by name.
pub(super) fn find(folder: &Path) -> Result<Vec<Document>> {
    let mut paths = Vec::new();
    collect(folder, 1, &mut paths).with_context(|| format!("reading {}", folder.display()))?;
    ensure!(!paths.is_empty(), "{} has no .yaml, .yml or .json files", folder.display());
    let named = |path: PathBuf| {
        let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        Document { name, path }
    };
    let mut documents: Vec<_> = paths.into_iter().map(named).collect();
    documents.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(documents)
}

fn collect(folder: &Path, depth: usize, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            if depth > 0 {
                collect(&path, depth - 1, paths)?;
            }
        } else if matches!(path.extension().and_then(|extension| extension.to_str()), Some("yaml" | "yml" | "json")) {
            paths.push(path);
        }
    }
    Ok(())
}
