//! Reads the documents that the service publishes.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow, bail};
use reqwest::Url;

use super::{content::Document, download, progress::Progress, sources::Source};

/// Reads a document from a folder, or else from its address.
pub(super) fn read(source: &Source, from: Option<&Path>) -> Result<Document> {
    let read = || {
        let (origin, bytes) = match from {
            Some(folder) => file(&in_folder(folder, &source.file)?)?,
            None => at(source)?,
        };
        Document::read(&origin, bytes)
    };
    read().with_context(|| format!("cannot fetch `{}`", source.name))
}

fn at(source: &Source) -> Result<(String, Vec<u8>)> {
    // The part before an `@` may contain a password.
    let public = source.url.rsplit('@').next().unwrap_or_default();
    let url = Url::parse(&source.url).with_context(|| format!("`{public}` is not a URL"))?;
    let shown = download::shown(&url);
    if url.scheme() == "file" {
        let path = url.to_file_path().map_err(|()| anyhow!("{shown} is not the path of a file on this computer"))?;
        return file(&path);
    }
    let bytes = download::get(&url, &Progress::new(&source.name)).with_context(|| format!("downloading {shown}"))?;
    Ok((shown, bytes))
}

fn file(path: &Path) -> Result<(String, Vec<u8>)> {
    let bytes = fs::read(path).with_context(|| format!("reading {}", path.display()))?;
    Ok((path.display().to_string(), bytes))
}

/// Returns the file of a document in a folder, where it may have another extension.
fn in_folder(folder: &Path, name: &str) -> Result<PathBuf> {
    let endings = ["yaml", "yml", "json"].map(|ending| folder.join(name).with_extension(ending));
    match [folder.join(name)].into_iter().chain(endings).find(|path| path.is_file()) {
        Some(path) => Ok(path),
        None => bail!("{} has no file {name}: add it, or list the documents to fetch", folder.display()),
    }
}
