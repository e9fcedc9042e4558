//! A medium as the service sends it, while it arrives.

mod disposition;
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
    /// None for a download that was made by hand.
    attempt: Option<Attempt>,
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
        Self { attempt: Some(attempt), head, body, received: 0, idle }
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
        Self { attempt: None, head, body: bytes.into(), received: 0, idle: None }
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
        let limit = self.idle.as_ref().map_or(Duration::MAX, |idle| idle.limit);
        self.chunk_within(limit).await
    }

    /// The next piece, if it comes in time.
    pub(crate) async fn chunk_within(&mut self, limit: Duration) -> Result<Option<Bytes>, Error> {
        let piece = match &self.idle {
            None => self.body.chunk().await,
            Some(idle) => {
                let mut timer = Timer::start(&*idle.clock, limit);
                let piece = timer.race(self.body.chunk()).await;
                piece.unwrap_or_else(|| Err(TransportError::timeout(format!("no data for {limit:?} (`idle_timeout`)"))))
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

    /// Its headers, and its bytes unless they still arrive.
    pub(crate) fn into_received(self) -> (http::HeaderMap, Bytes) {
        (self.head.headers, self.body.into_bytes().unwrap_or_default())
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
        // The name of the file is the sender's, and may tell much.
        f.debug_struct("Download")
            .field("content_type", &self.content_type())
            .field("size", &self.size())
            .field("received", &self.received)
            .finish_non_exhaustive()
    }
}
