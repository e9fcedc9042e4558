//! Where a medium comes from.

use std::{
    fmt,
    io::Cursor,
    path::PathBuf,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
};

use bytes::Bytes;
use tokio::{fs::File, io::AsyncRead};

#[derive(Clone)]
pub(super) enum Source {
    Path(PathBuf),
    Bytes(Bytes),
    Base64(String),
    Url(String),
    Reader(Reader),
}

pub(super) type BoxRead = Pin<Box<dyn AsyncRead + Send>>;

/// A reader that is read by who opens it first.
#[derive(Clone)]
pub(super) struct Reader {
    length: u64,
    reader: Arc<Mutex<Option<BoxRead>>>,
}

/// A medium that is open.
pub(super) struct Opened {
    pub(super) reader: BoxRead,
    pub(super) length: u64,
}

impl Source {
    pub(super) fn reader(reader: impl AsyncRead + Send + 'static, length: u64) -> Self {
        Self::Reader(Reader { length, reader: Arc::new(Mutex::new(Some(Box::pin(reader)))) })
    }

    /// Opens the medium. What is base64 or an address has nothing to open.
    pub(super) async fn open(&self) -> Result<Opened, String> {
        match self {
            Self::Path(path) => open_file(path.clone()).await,
            Self::Bytes(bytes) => {
                Ok(Opened { length: bytes.len() as u64, reader: Box::pin(Cursor::new(bytes.clone())) })
            }
            Self::Reader(Reader { length, reader }) => {
                let reader = reader.lock().unwrap_or_else(PoisonError::into_inner).take();
                let reader = reader.ok_or("the reader of the medium has been read already")?;
                Ok(Opened { reader, length: *length })
            }
            Self::Base64(_) | Self::Url(_) => Err("the medium has nothing to open".to_owned()),
        }
    }

    pub(super) fn can_be_opened(&self) -> bool {
        match self {
            Self::Reader(reader) => reader.reader.lock().unwrap_or_else(PoisonError::into_inner).is_some(),
            _ => true,
        }
    }

    /// The name in its path.
    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Path(path) => path.file_name()?.to_str(),
            _ => None,
        }
    }

    /// What `Debug` may show.
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

/// The path is not repeated in the message: it may tell whose file it is.
async fn open_file(path: PathBuf) -> Result<Opened, String> {
    if tokio::runtime::Handle::try_current().is_err() {
        return Err("a file can be sent from within a tokio runtime only".to_owned());
    }
    let failed = |error: std::io::Error| format!("the file of the medium cannot be opened: {}", error.kind());
    // Looked at before it is opened: a pipe that nobody writes to would hold a thread for ever.
    if !tokio::fs::metadata(&path).await.map_err(failed)?.is_file() {
        return Err("the path of the medium leads to something that is no file".to_owned());
    }
    let file = File::open(path).await.map_err(failed)?;
    let metadata = file.metadata().await.map_err(failed)?;
    Ok(Opened { reader: Box::pin(file), length: metadata.len() })
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
