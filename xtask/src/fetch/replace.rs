//! Replaces files, each by one rename, and all of them or none.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use tempfile::NamedTempFile;

use crate::workspace;

/// A file and its next text, which is on the disk already.
#[derive(Debug)]
pub(super) struct Replacement {
    target: PathBuf,
    before: Option<Vec<u8>>,
    file: NamedTempFile,
}

impl Replacement {
    /// Writes the text next to the file that it will replace. If it is dropped, nothing remains of it.
    pub(super) fn prepare(target: &Path, text: &str) -> Result<Self> {
        let doing = || format!("writing {}", workspace::shown(target));
        let before = match fs::read(target) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error).with_context(doing),
        };
        let file = write(target, text.as_bytes()).with_context(doing)?;
        Ok(Self { target: target.to_path_buf(), before, file })
    }
}

/// Replaces all files. If one cannot be replaced, those before it get their old text again.
pub(super) fn all(replacements: Vec<Replacement>) -> Result<()> {
    let mut done: Vec<(PathBuf, Option<Vec<u8>>)> = Vec::new();
    for Replacement { target, before, file } in replacements {
        if let Err(error) = file.persist(&target) {
            for (target, before) in done {
                restore(&target, before).with_context(|| format!("restoring {}", workspace::shown(&target)))?;
            }
            return Err(error.error).with_context(|| format!("replacing {}", workspace::shown(&target)));
        }
        done.push((target, before));
    }
    Ok(())
}

fn restore(target: &Path, before: Option<Vec<u8>>) -> io::Result<()> {
    match before {
        Some(bytes) => write(target, &bytes)?.persist(target).map(|_| ()).map_err(|error| error.error),
        None => fs::remove_file(target),
    }
}

fn write(target: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".fetch-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    // Temporary files are private. The file is to be as readable as the one before it, or as the list of sources.
    let model = if target.exists() { target.to_path_buf() } else { folder.join(super::sources::FILE) };
    file.as_file().set_permissions(fs::metadata(model)?.permissions())?;
    file.as_file().sync_all()?;
    Ok(file)
}
