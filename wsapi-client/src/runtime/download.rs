//! A medium as the service sends it, while it arrives.

mod disposition;
mod store;

use std::{fmt, path::Path, path::PathBuf, sync::Arc, time::Duration};

use bytes::Bytes;
use http::{
    HeaderValue,
    header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE},
    response::Parts,
};

use super::{Body, Error, TransportError, client::Shared, clock::Timer, response::Received};

/// A file that is being downloaded: read it whole, piece by piece, or into a folder.
///
/// It is limited by the longest pause between two pieces
/// ([`idle_timeout`](super::ClientBuilder::idle_timeout)) and not by its size.
///
/// ```no_run
/// # async fn example(download: wsapi_client::Download) -> Result<(), wsapi_client::Error> {
/// println!("{:?}, {:?} bytes", download.content_type(), download.size());
/// let path = download.save_to("pictures").await?;
/// println!("saved as {}", path.display());
/// # Ok(())
/// # }
/// ```
pub struct Download {
    operation: &'static str,
    head: Parts,
    body: Body,
    received: u64,
    attempts: u32,
    /// Who keeps the time; nobody does for a download that was made by hand.
    shared: Option<Arc<Shared>>,
}

impl Download {
    pub(super) fn new(operation: &'static str, head: Parts, received: Received, attempts: u32) -> Self {
        let (body, shared) = match received {
            Received::Whole(bytes) => (bytes.into(), None),
            Received::Streamed(body, shared) => (body, Some(shared)),
        };
        Self { operation, head, body, received: 0, attempts, shared }
    }

    /// A download as the service would send it, for the tests of those who read one.
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
        Self { operation: "download", head, body: bytes.into(), received: 0, attempts: 1, shared: None }
    }

    /// The MIME type, where the service knows it.
    ///
    /// ```
    /// fn is_picture(download: &wsapi_client::Download) -> bool {
    ///     download.content_type().is_some_and(|kind| kind.starts_with("image/"))
    /// }
    /// ```
    pub fn content_type(&self) -> Option<&str> {
        self.header(&CONTENT_TYPE).filter(|text| !text.is_empty())
    }

    /// The name that the service gives the file, without any path in it and fit for every file system.
    ///
    /// ```
    /// fn label(download: &wsapi_client::Download) -> String {
    ///     download.file_name().unwrap_or_else(|| "a file without a name".to_owned())
    /// }
    /// ```
    pub fn file_name(&self) -> Option<String> {
        let header = self.head.headers.get(CONTENT_DISPOSITION)?;
        disposition::file_name(&String::from_utf8_lossy(header.as_bytes()))
    }

    /// How many bytes there are in all, where the service says so.
    ///
    /// ```
    /// fn fits(download: &wsapi_client::Download) -> bool {
    ///     download.size().is_none_or(|size| size <= 10 << 20)
    /// }
    /// ```
    pub fn size(&self) -> Option<u64> {
        self.header(&CONTENT_LENGTH)?.parse().ok()
    }

    /// The next piece, or `None` after the last.
    ///
    /// ```
    /// # async fn count(mut download: wsapi_client::Download) -> Result<usize, wsapi_client::Error> {
    /// let mut bytes = 0;
    /// while let Some(piece) = download.chunk().await? {
    ///     bytes += piece.len();
    /// }
    /// # Ok(bytes)
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The connection breaks, or nothing comes for too long, or the file ends before its size.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        let limit = self.shared.as_ref().map_or(Duration::MAX, |shared| shared.defaults.idle_timeout);
        self.chunk_within(limit).await
    }

    /// The next piece, if it comes in time.
    pub(crate) async fn chunk_within(&mut self, limit: Duration) -> Result<Option<Bytes>, Error> {
        let piece = match &self.shared {
            None => self.body.chunk().await,
            Some(shared) => {
                let mut timer = Timer::start(&*shared.transport, limit);
                let piece = timer.race(self.body.chunk()).await;
                piece.unwrap_or_else(|| Err(TransportError::timeout(format!("nothing came for {limit:?}"))))
            }
        };
        match piece.map_err(|error| self.broken(error))? {
            Some(piece) => {
                self.received += piece.len() as u64;
                Ok(Some(piece))
            }
            None if self.size().is_some_and(|size| size != self.received) => {
                Err(self.broken(TransportError::broken("the file is not as long as was announced")))
            }
            None => Ok(None),
        }
    }

    /// All that is still to come, in memory, whatever its size: look at [`size`](Self::size) first, or read it by
    /// [`chunk`](Self::chunk), where that is not known to be small.
    ///
    /// ```
    /// # async fn read(download: wsapi_client::Download) -> Result<(), wsapi_client::Error> {
    /// let bytes = download.bytes().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`chunk`](Self::chunk).
    pub async fn bytes(mut self) -> Result<Bytes, Error> {
        let mut bytes = Vec::new();
        while let Some(piece) = self.chunk().await? {
            bytes.extend_from_slice(&piece);
        }
        Ok(bytes.into())
    }

    /// Writes the file into a folder, under its own name or a made-up one, and returns its path.
    ///
    /// It is written beside and renamed when it is complete, so nothing half-written is ever seen, and nothing
    /// is left behind on failure. A file that is already there is not touched: the new one gets a number.
    ///
    /// ```no_run
    /// # async fn save(download: wsapi_client::Download) -> Result<(), wsapi_client::Error> {
    /// let path = download.save_to("pictures").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`chunk`](Self::chunk), or the file system's: see [`Error::is_storage`].
    pub async fn save_to(self, folder: impl AsRef<Path>) -> Result<PathBuf, Error> {
        store::save(self, folder.as_ref().to_owned()).await
    }

    fn header(&self, name: &http::HeaderName) -> Option<&str> {
        self.head.headers.get(name)?.to_str().ok()
    }

    pub(crate) fn broken(&self, error: TransportError) -> Error {
        Error::broken_off(self.operation, self.head.clone(), error).tried(self.attempts)
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The name of the file is the sender's, and may tell much.
        f.debug_struct("Download")
            .field("content_type", &self.content_type())
            .field("size", &self.size())
            .field("received", &self.received)
            .finish_non_exhaustive()
    }
}
