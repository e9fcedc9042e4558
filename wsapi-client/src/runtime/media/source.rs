//! The sources of media.

use std::{
    fmt,
    fs::{self, File},
    io::Cursor,
    path::PathBuf,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
};

use bytes::Bytes;
use tokio::io::AsyncRead;

use crate::runtime::disk::on_disk_thread;

#[derive(Clone)]
pub(super) enum Source {
    Path(PathBuf),
    Bytes(Bytes),
    Base64(String),
    Url(String),
    Reader(Reader),
}

pub(super) type BoxRead = Pin<Box<dyn AsyncRead + Send>>;

/// A reader, which is taken by the first attempt that opens it.
#[derive(Clone)]
pub(super) struct Reader {
    length: u64,
    reader: Arc<Mutex<Option<BoxRead>>>,
}

/// Media that is open for reading.
pub(super) struct Opened {
    pub(super) reader: BoxRead,
    pub(super) length: u64,
    /// Describes the source in errors, such as "the media file `cat.jpg`".
    pub(super) label: String,
}

impl Source {
    pub(super) fn reader(reader: impl AsyncRead + Send + 'static, length: u64) -> Self {
        Self::Reader(Reader { length, reader: Arc::new(Mutex::new(Some(Box::pin(reader)))) })
    }

    /// Opens the media. Fails for base64 and for a URL, where there is nothing to open.
    pub(super) async fn open(&self) -> Result<Opened, String> {
        let label = self.label();
        match self {
            Self::Path(path) => open_file(path.clone(), label).await,
            Self::Bytes(bytes) => {
                Ok(Opened { length: bytes.len() as u64, reader: Box::pin(Cursor::new(bytes.clone())), label })
            }
            Self::Reader(Reader { length, reader }) => {
                let reader = reader.lock().unwrap_or_else(PoisonError::into_inner).take();
                let reader =
                    reader.ok_or("the media reader has already been read: create another `Media` for each call")?;
                Ok(Opened { reader, length: *length, label })
            }
            Self::Base64(_) | Self::Url(_) => Err(format!("{label} cannot be opened")),
        }
    }

    pub(super) fn can_be_opened(&self) -> bool {
        match self {
            Self::Reader(reader) => reader.reader.lock().unwrap_or_else(PoisonError::into_inner).is_some(),
            _ => true,
        }
    }

    /// Returns the file name in its path.
    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Path(path) => path.file_name()?.to_str(),
            _ => None,
        }
    }

    /// Describes the source in errors. The path comes from the caller, so it is shown; the error masks numbers in it.
    pub(super) fn label(&self) -> String {
        match self {
            Self::Path(path) => format!("the media file `{}`", path.display()),
            _ => "the media".to_owned(),
        }
    }

    /// Returns the name that `Debug` shows.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Path(_) => "path",
            Self::Bytes(_) => "bytes",
            Self::Base64(_) => "base64",
            Self::Url(_) => "url",
            Self::Reader(_) => "reader",
        }
    }
}

/// Opens a file. All of this runs on the disk thread as one piece of work.
async fn open_file(path: PathBuf, label: String) -> Result<Opened, String> {
    if tokio::runtime::Handle::try_current().is_err() {
        return Err(format!("cannot open {label}: sending a file requires a tokio runtime"));
    }
    let opened = on_disk_thread(move || {
        // Checked before it is opened: opening a pipe blocks the thread until something writes to it.
        if !fs::metadata(&path)?.is_file() {
            return Ok(None);
        }
        let file = File::open(&path)?;
        let length = file.metadata()?.len();
        Ok(Some((file, length)))
    });
    match opened.await {
        Ok(Some((file, length))) => Ok(Opened { reader: Box::pin(tokio::fs::File::from_std(file)), length, label }),
        Ok(None) => Err(format!("{label} is not a regular file")),
        Err(error) => Err(format!("cannot open {label}: {error}")),
    }
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Path(one), Self::Path(other)) => one == other,
            (Self::Bytes(one), Self::Bytes(other)) => one == other,
            (Self::Base64(one), Self::Base64(other)) | (Self::Url(one), Self::Url(other)) => one == other,
            (Self::Reader(one), Self::Reader(other)) => Arc::ptr_eq(&one.reader, &other.reader),
            _ => false,
        }
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind())
    }
}
