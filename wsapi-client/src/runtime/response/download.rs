//! A file that the service sends, read while it arrives.

mod disposition;
mod part;
mod store;

use std::{fmt, path::Path, path::PathBuf, time::Duration};

use bytes::Bytes;
use http::{
    HeaderValue,
    header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE},
    response::Parts,
};

use super::{IdleLimit, Received};
use crate::runtime::{
    clock::Timer,
    error::{Attempt, Error},
    transport::{Body, TransportError},
};

/// A file that is being downloaded. It can be read into memory, read chunk by chunk, or saved to a folder.
///
/// A download has no time limit, but it fails if no data arrives within the
/// [`idle_timeout`](crate::ClientBuilder::idle_timeout).
///
/// ```no_run
/// # async fn example(download: wsapi_client::Download) -> Result<(), wsapi_client::Error> {
/// println!("{:?}, {:?} bytes", download.content_type(), download.size());
/// let path = download.save_to("pictures").await?;
/// println!("saved as {}", path.display());
/// # Ok(())
/// # }
/// ```
#[doc(alias("attachment", "file"))]
pub struct Download {
    /// `None` for a download that a test has created from bytes.
    attempt: Option<Box<Attempt>>,
    head: Parts,
    body: Body,
    received: u64,
    idle: Option<IdleLimit>,
}

impl Download {
    pub(super) fn new(attempt: Attempt, head: Parts, received: Received) -> Self {
        let (body, idle) = match received {
            Received::Whole(bytes) => (bytes.into(), None),
            Received::Streamed(body, idle) => (body, Some(idle)),
        };
        Self { attempt: Some(Box::new(attempt)), head, body, received: 0, idle }
    }

    /// Creates a download from bytes in memory, to test code that reads downloads.
    ///
    /// It does not belong to a call, so [`Error::operation`] returns `None` for its errors.
    ///
    /// ```
    /// let download = wsapi_client::Download::from_bytes("image/jpeg", vec![0xff, 0xd8]);
    /// assert_eq!(download.content_type(), Some("image/jpeg"));
    /// assert_eq!(download.size(), Some(2));
    /// ```
    pub fn from_bytes(content_type: &str, bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        let (mut head, ()) = http::Response::new(()).into_parts();
        head.headers.insert(CONTENT_LENGTH, bytes.len().into());
        if let Ok(value) = HeaderValue::from_str(content_type) {
            head.headers.insert(CONTENT_TYPE, value);
        }
        Self { attempt: None, head, body: bytes.into(), received: 0, idle: None }
    }

    /// Returns the MIME type, if the service sent one.
    pub fn content_type(&self) -> Option<&str> {
        self.header(&CONTENT_TYPE).filter(|text| !text.is_empty())
    }

    /// Returns the file name, if the service sent one.
    ///
    /// The name is safe to use on every file system: it has no path, no control characters and no leading dots, it is
    /// not a Windows device name, and it has at most 200 bytes.
    pub fn file_name(&self) -> Option<String> {
        let header = self.head.headers.get(CONTENT_DISPOSITION)?;
        disposition::file_name(&String::from_utf8_lossy(header.as_bytes()))
    }

    /// Returns the size of the whole file in bytes, if the service sent it.
    ///
    /// ```no_run
    /// # async fn example(client: wsapi_client::Client) -> Result<(), wsapi_client::Error> {
    /// let download = client.media().download("H4sIAAAAAAAA_2NkYGBg").await?;
    /// if download.size().is_some_and(|size| size <= 10 << 20) {
    ///     println!("{} bytes in memory", download.bytes().await?.len());
    /// } else {
    ///     println!("saved as {}", download.save_to("media").await?.display());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn size(&self) -> Option<u64> {
        self.header(&CONTENT_LENGTH)?.parse().ok()
    }

    /// Returns the next bytes of the file, or `None` at its end.
    ///
    /// ```
    /// # async fn count(mut download: wsapi_client::Download) -> Result<usize, wsapi_client::Error> {
    /// let mut bytes = 0;
    /// while let Some(chunk) = download.chunk().await? {
    ///     bytes += chunk.len();
    /// }
    /// # Ok(bytes)
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Fails if the connection breaks, if no data arrives within the
    /// [`idle_timeout`](crate::ClientBuilder::idle_timeout), or if the file ends before its [`size`](Self::size).
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        let limit = self.idle.as_ref().map_or(Duration::MAX, |idle| idle.limit);
        self.chunk_within(limit).await
    }

    /// Like [`chunk`](Self::chunk), with a time limit of its own.
    pub(crate) async fn chunk_within(&mut self, limit: Duration) -> Result<Option<Bytes>, Error> {
        let chunk = match &self.idle {
            None => self.body.chunk().await,
            Some(idle) => {
                let mut timer = Timer::start(&*idle.clock, limit);
                let chunk = timer.race(self.body.chunk()).await;
                chunk.unwrap_or_else(|| Err(TransportError::timeout(format!("no data for {limit:?} (`idle_timeout`)"))))
            }
        };
        if let Some(chunk) = chunk.map_err(|error| self.broken(error))? {
            self.received += chunk.len() as u64;
            return Ok(Some(chunk));
        }
        match self.size() {
            Some(size) if size != self.received => {
                let message = format!("expected {size} bytes, found {}", self.received);
                Err(self.broken(TransportError::interrupted(message)))
            }
            _ => Ok(None),
        }
    }

    /// Reads the rest of the file into memory.
    ///
    /// There is no size limit. If the file may be large, check its [`size`](Self::size) first, or read it with
    /// [`chunk`](Self::chunk).
    ///
    /// # Errors
    ///
    /// Fails as [`chunk`](Self::chunk) does.
    pub async fn bytes(mut self) -> Result<Bytes, Error> {
        let mut bytes = Vec::new();
        while let Some(chunk) = self.chunk().await? {
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes.into())
    }

    /// Writes the file into a folder and returns its path.
    ///
    /// The folder is created if it does not exist. The file gets its [`file_name`](Self::file_name), or
    /// `download` with the extension of its type. An existing file is never overwritten: if the name is taken, the
    /// new file gets a number, as in `report (1).pdf`.
    ///
    /// Only the complete file gets its final name. Until then, the bytes are in a hidden part file (`.<this
    /// crate>-….part`) in the same folder, which is removed if the download fails or is dropped. If the process is
    /// killed, the part file remains; the next `save_to` into the same folder removes it, if it is at least a minute
    /// old. On a file system without hard links, an empty file may remain under the final name if the process is killed
    /// at the very end.
    ///
    /// # Errors
    ///
    /// Fails as [`chunk`](Self::chunk) does. Also fails if the file cannot be written ([`Error::is_storage`]).
    #[doc(alias("write", "store"))]
    pub async fn save_to(self, folder: impl AsRef<Path>) -> Result<PathBuf, Error> {
        store::save(self, folder.as_ref().to_owned()).await
    }

    /// Reads the rest of the file into memory, as [`bytes`](Self::bytes) does, and blocks this thread until it is done.
    /// Requires the feature `blocking`.
    ///
    /// # Errors
    ///
    /// Fails as [`bytes`](Self::bytes) does. Also fails within an asynchronous runtime.
    #[cfg(feature = "blocking")]
    pub fn bytes_blocking(self) -> Result<Bytes, Error> {
        crate::runtime::blocking::wait(self.operation(), self.bytes())
    }

    /// Writes the file into a folder, as [`save_to`](Self::save_to) does, and blocks this thread until it is done.
    /// Requires the feature `blocking`.
    ///
    /// # Errors
    ///
    /// Fails as [`save_to`](Self::save_to) does. Also fails within an asynchronous runtime.
    #[cfg(feature = "blocking")]
    pub fn save_to_blocking(self, folder: impl AsRef<Path>) -> Result<PathBuf, Error> {
        crate::runtime::blocking::wait(self.operation(), self.save_to(folder))
    }

    /// Reads the file into memory and returns it with its metadata.
    pub(crate) async fn into_memory(self) -> Result<Self, Error> {
        let (attempt, head, received) = (self.attempt.clone(), self.head.clone(), self.received);
        let bytes = self.bytes().await?;
        Ok(Self { attempt, head, body: bytes.into(), received, idle: None })
    }

    /// Returns its headers, and its bytes unless they are still arriving.
    pub(crate) fn into_received(self) -> (http::HeaderMap, Bytes) {
        (self.head.headers, self.body.into_bytes().unwrap_or_default())
    }

    #[cfg(feature = "blocking")]
    fn operation(&self) -> &'static str {
        self.attempt.as_ref().map_or("", |attempt| attempt.operation)
    }

    fn header(&self, name: &http::HeaderName) -> Option<&str> {
        self.head.headers.get(name)?.to_str().ok()
    }

    pub(crate) fn broken(&self, error: TransportError) -> Error {
        match &self.attempt {
            Some(attempt) => Error::transport(attempt, error, Some(self.head.clone())),
            None => Error::simulated(error),
        }
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The sender chose the file name, and it may be private.
        f.debug_struct("Download")
            .field("content_type", &self.content_type())
            .field("size", &self.size())
            .field("received", &self.received)
            .finish_non_exhaustive()
    }
}
