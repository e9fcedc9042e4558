//! Writes a download into a folder.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{Download, part::Part};
use crate::runtime::{error::Error, media::mime};

pub(super) async fn save(mut download: Download, folder: PathBuf) -> Result<PathBuf, Error> {
    let name = download.file_name().unwrap_or_else(|| default_name(&download));
    let mut part = match Part::create(folder.clone()).await {
        Ok(part) => part,
        Err(error) => return Err(not_stored(&download, &folder, &error)),
    };
    while let Some(bytes) = download.chunk().await? {
        part = part.write(bytes).await.map_err(|error| not_stored(&download, &folder, &error))?;
    }
    part.finish(name).await.map_err(|error| not_stored(&download, &folder, &error))
}

/// Returns an error that names the folder, which the caller chose, but not the file, whose name the sender chose.
fn not_stored(download: &Download, folder: &Path, error: &io::Error) -> Error {
    let message = format!("cannot write to `{}`: {error}", folder.display());
    Error::not_stored(download.attempt.as_deref(), download.head.clone(), message)
}

fn default_name(download: &Download) -> String {
    let extension = download.content_type().and_then(mime::extension).unwrap_or("bin");
    format!("download.{extension}")
}
