//! A folder with a file for each event that could not be forwarded.

use std::{
    fmt, io,
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use tokio::{
    fs::{self, File},
    io::AsyncWriteExt,
};
use wsapi_client::{
    Event,
    events::{Attempt, BoxError, Dispatcher},
};

/// Each file contains the JSON of an event as received. It includes the texts of messages, so protect the folder like a
/// database.
pub(crate) struct DeadLetters {
    folder: PathBuf,
}

/// The result of a replay.
#[derive(Debug, PartialEq)]
pub(crate) struct Replayed {
    pub(crate) forwarded: usize,
    pub(crate) failed: usize,
}

impl DeadLetters {
    pub(crate) fn at(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// Creates the folder if it does not exist.
    pub(crate) async fn create(&self) -> io::Result<()> {
        fs::create_dir_all(&self.folder).await.map_err(|error| named(&self.folder, &error))
    }

    /// Adds an event. It is on disk when this returns.
    ///
    /// If this fails, or if the process dies, the file may be incomplete. It then fails in each replay, until somebody
    /// deletes it.
    pub(crate) async fn add(&self, json: &[u8]) -> io::Result<()> {
        // The order of the names is the order in which the events failed.
        let now = UNIX_EPOCH.elapsed().unwrap_or_default().as_nanos();
        let mut file = File::create_new(self.folder.join(format!("{now:020}.json"))).await?;
        file.write_all(json).await?;
        file.flush().await?; // Waits for the write. Without this, its error would be lost.
        file.sync_all().await?;
        // The name of the file too: otherwise, a power failure could lose it.
        #[cfg(unix)]
        File::open(&self.folder).await?.sync_all().await?;
        Ok(())
    }

    /// Forwards the events in the order in which they failed. A file is removed when its event is forwarded. A failure,
    /// also to read or remove a file, is printed, and the replay continues.
    ///
    /// The forwarder can add files meanwhile. Run only one replay at a time. If it is interrupted, the next one
    /// continues it: the endpoint recognizes the events that it has already stored by their ids.
    pub(crate) async fn replay(&self, dispatcher: &Dispatcher) -> io::Result<Replayed> {
        let mut replayed = Replayed { forwarded: 0, failed: 0 };
        for file in self.files().await? {
            match forward(&file, dispatcher).await {
                Ok(()) => replayed.forwarded += 1,
                Err(error) => {
                    eprintln!("{}: {error:#}", file.display());
                    replayed.failed += 1;
                }
            }
        }
        Ok(replayed)
    }

    /// Returns the files in the order of their names. Ignores everything else, such as `lost+found` on a volume.
    pub(crate) async fn files(&self) -> io::Result<Vec<PathBuf>> {
        let mut entries = fs::read_dir(&self.folder).await.map_err(|error| named(&self.folder, &error))?;
        let mut files = Vec::new();
        while let Some(entry) = entries.next_entry().await? {
            let path = entry.path();
            let kind = entry.file_type().await.map_err(|error| named(&path, &error))?;
            if kind.is_file() && path.extension().is_some_and(|extension| extension == "json") {
                files.push(path);
            }
        }
        files.sort();
        Ok(files)
    }
}

async fn forward(file: &Path, dispatcher: &Dispatcher) -> Result<(), BoxError> {
    dispatcher.dispatch(Event::from_json(fs::read(file).await?), Attempt::first()).await?;
    Ok(fs::remove_file(file).await?)
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

impl fmt::Display for Replayed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "forwarded {}, failed again {}", self.forwarded, self.failed)
    }
}
