//! The folder with the files.

use std::{
    io,
    path::{Path, PathBuf},
};

use tokio::{
    fs::{self, File},
    io::AsyncWriteExt,
    sync::Mutex,
};
use wsapi_client::{Client, events::BoxError};

use crate::record::Record;

/// Limits in bytes.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) file: u64,
    /// The limit for all files of a chat on one day together.
    pub(crate) day: u64,
}

pub(crate) struct Archive {
    root: PathBuf,
    limits: Limits,
    /// Held while a file is stored, because the limit of the day depends on the files that are already there.
    storing: Mutex<()>,
}

impl Archive {
    pub(crate) fn new(root: impl Into<PathBuf>, limits: Limits) -> Self {
        Self { root: root.into(), limits, storing: Mutex::default() }
    }

    /// Stores the metadata of a file in `pending`. After that, the event is no longer needed.
    pub(crate) async fn add(&self, record: &Record) -> Result<(), BoxError> {
        write(&self.root.join("pending").join(record.pending_name()), record).await
    }

    /// Stores a pending file and its metadata, unless they are already there. After an error, it is still pending.
    pub(crate) async fn store(&self, client: &Client, mut record: Record) -> Result<(), BoxError> {
        let _storing = self.storing.lock().await;
        let folder = self.root.join(record.folder());
        // The extension of a file has no dot, so no file has this name.
        let metadata = folder.join(record.stem() + ".meta.json");
        if !fs::try_exists(&metadata).await? {
            fs::create_dir_all(&folder).await?;
            record.file = self.download(client, &record, &folder).await?;
            write(&metadata, &record).await?;
        }
        match fs::remove_file(self.root.join("pending").join(record.pending_name())).await {
            // Another task has stored the file of a duplicate event in the meantime.
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Downloads a file and returns its name, or `None` if it is too large.
    async fn download(&self, client: &Client, record: &Record, folder: &Path) -> Result<Option<String>, BoxError> {
        let limit = self.limits.file.min(self.limits.day.saturating_sub(size(folder, &record.stem()).await?));
        let mut download = client.media().download(&record.media_id).await?;
        if download.size().is_some_and(|size| size > limit) {
            return Ok(None);
        }
        let part = self.root.join("pending").join(record.pending_name() + ".part");
        let mut file = File::create(&part).await?;
        let mut received = 0;
        while let Some(chunk) = download.chunk().await? {
            received += chunk.len() as u64;
            if received > limit {
                fs::remove_file(part).await?;
                return Ok(None);
            }
            file.write_all(&chunk).await?;
        }
        file.flush().await?; // `sync_all` does not report that the last write failed.
        file.sync_all().await?;
        // The SDK has made this name safe, so its extension is too.
        let name = PathBuf::from(download.file_name().unwrap_or_default());
        let extension = name.extension().unwrap_or("bin".as_ref()).to_string_lossy();
        let name = format!("{}.{extension}", record.stem());
        fs::rename(part, folder.join(&name)).await?;
        Ok(Some(name))
    }

    /// Returns the metadata of the files that are not stored yet, and creates the folder for it. A damaged file remains
    /// there and is skipped.
    pub(crate) async fn pending(&self) -> Result<Vec<Record>, BoxError> {
        let folder = self.root.join("pending");
        fs::create_dir_all(&folder).await?;
        let (mut entries, mut records) = (fs::read_dir(folder).await?, Vec::new());
        while let Some(entry) = entries.next_entry().await? {
            if entry.path().extension().is_some_and(|extension| extension == "json") {
                match serde_json::from_slice(&fs::read(entry.path()).await?) {
                    Ok(record) => records.push(record),
                    // The name and the content of the file show who wrote to whom, so neither belongs in a log.
                    Err(_) => eprintln!("skipped a damaged file in `pending`"),
                }
            }
        }
        Ok(records)
    }
}

/// Writes metadata. A crash leaves either the complete file or none.
async fn write(path: &Path, record: &Record) -> Result<(), BoxError> {
    let new = path.with_extension("new");
    let mut file = File::create(&new).await?;
    file.write_all(&serde_json::to_vec(record)?).await?;
    file.flush().await?;
    file.sync_all().await?; // Otherwise, a power failure after the rename could leave an empty file.
    fs::rename(new, path).await?;
    Ok(())
}

/// Returns the total size of the files in a folder. Does not count the file named `replaced`, which a crash has left
/// without its metadata and which will be replaced.
async fn size(folder: &Path, replaced: &str) -> io::Result<u64> {
    let (mut entries, mut size) = (fs::read_dir(folder).await?, 0);
    while let Some(entry) = entries.next_entry().await? {
        if entry.path().file_stem() != Some(replaced.as_ref()) {
            size += entry.metadata().await?.len();
        }
    }
    Ok(size)
}
