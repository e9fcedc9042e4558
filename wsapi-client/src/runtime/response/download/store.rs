//! Writes a download beside its place and puts it there when it is complete.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
};

use super::Download;
use crate::runtime::{error::Error, media::mime};

/// How many names are tried before giving up on one that is free.
const NAMES: u32 = 10_000;

pub(super) async fn save(mut download: Download, folder: PathBuf) -> Result<PathBuf, Error> {
    let name = download.file_name().unwrap_or_else(|| made_up_name(&download));
    let failed = |download: &Download, error: io::Error| {
        // The kind alone: the path may tell whose file it is.
        Error::not_stored(download.attempt.as_ref(), download.head.clone(), error.kind().to_string())
    };
    let mut part = match blocking(move || Part::create(folder)).await {
        Ok(part) => part,
        Err(error) => return Err(failed(&download, error)),
    };
    while let Some(piece) = download.chunk().await? {
        let written = blocking(move || part.file.write_all(&piece).map(|()| part)).await;
        part = written.map_err(|error| failed(&download, error))?;
    }
    blocking(move || part.keep_as(&name)).await.map_err(|error| failed(&download, error))
}

/// Runs what waits for the disk where waiting is allowed.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    if tokio::runtime::Handle::try_current().is_err() {
        return work();
    }
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| Err(io::Error::other(error)))
}

fn made_up_name(download: &Download) -> String {
    let extension = download.content_type().and_then(mime::extension).unwrap_or("bin");
    format!("download.{extension}")
}

/// A file that is not complete. Dropping it removes it.
struct Part {
    file: File,
    path: PathBuf,
    folder: PathBuf,
    is_kept: bool,
}

impl Part {
    fn create(folder: PathBuf) -> io::Result<Self> {
        fs::create_dir_all(&folder)?;
        loop {
            let path = folder.join(format!(".{:016x}.part", fastrand::u64(..)));
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(file) => return Ok(Self { file, path, folder, is_kept: false }),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn keep_as(mut self, name: &str) -> io::Result<PathBuf> {
        self.file.sync_all()?;
        let place = reserve(&self.folder, name)?;
        if let Err(error) = fs::rename(&self.path, &place) {
            _ = fs::remove_file(&place);
            return Err(error);
        }
        self.is_kept = true;
        Ok(place)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.is_kept {
            _ = fs::remove_file(&self.path);
        }
    }
}

/// Takes the first free name, with an empty file, so that nobody else takes it.
fn reserve(folder: &Path, name: &str) -> io::Result<PathBuf> {
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => (stem, format!(".{extension}")),
        _ => (name, String::new()),
    };
    for number in 0..NAMES {
        let name = if number == 0 { name.to_owned() } else { format!("{stem} ({number}){extension}") };
        let place = folder.join(name);
        match OpenOptions::new().write(true).create_new(true).open(&place) {
            Ok(_) => return Ok(place),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}
