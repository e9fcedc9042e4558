//! Encodes base64 while it is sent, and checks text that is base64 already.

use std::{
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use base64::{Engine, prelude::BASE64_STANDARD};
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use tokio::io::ReadBuf;

use super::source::{BoxRead, Opened};
use crate::runtime::transport::TransportError;

/// The maximum number of bytes to read at a time: a multiple of three, so that only the last piece is padded.
const PIECE: usize = 96 << 10;

pub(super) fn encoded(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(bytes)
}

/// Decodes a text, if it is base64.
pub(super) fn decoded(text: &str) -> Option<Vec<u8>> {
    BASE64_STANDARD.decode(text).ok()
}

/// Returns the number of bytes that base64 text decodes to.
pub(super) fn decoded_length(text: &str) -> u64 {
    let padding = text.bytes().rev().take_while(|byte| *byte == b'=').count();
    (text.len() / 4 * 3).saturating_sub(padding) as u64
}

/// Fails if a text is not base64 as the service accepts it. The error does not contain the text.
pub(super) fn check(text: &str) -> Result<(), String> {
    let begins_with = |prefix: &str| text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    let unpadded = text.trim_end_matches('=');
    let foreign = unpadded.bytes().position(|byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b'+' | b'/'));
    let problem = match foreign {
        Some(_) if begins_with("data:") => "found a `data:` URI; pass only what follows the comma",
        Some(_) if begins_with("http://") || begins_with("https://") => "found a URL; use `Media::url`",
        Some(at) if matches!(unpadded.as_bytes()[at], b'-' | b'_') => {
            "expected the standard alphabet, found the URL-safe one"
        }
        Some(at) => return Err(format!("found a character at byte {at} that is not base64")),
        None if !text.len().is_multiple_of(4) || text.len() - unpadded.len() > 2 => {
            "expected padding with `=` to a multiple of four characters"
        }
        None => return Ok(()),
    };
    Err(problem.to_owned())
}

type Progress = Arc<dyn Fn(u64, u64) + Send + Sync>;

/// A body of three parts: what precedes the media, the media in base64, and what follows it.
pub(super) struct Encoder {
    before: Bytes,
    after: Bytes,
    reader: BoxRead,
    /// Describes the source in errors, such as "the media file `cat.jpg`".
    label: String,
    /// The length of the media, and how much of it has been read.
    length: u64,
    done: u64,
    buffer: Box<[u8]>,
    filled: usize,
    progress: Option<Progress>,
}

impl Encoder {
    pub(super) fn new(before: Bytes, opened: Opened, after: Bytes, progress: Option<Progress>) -> Self {
        let Opened { reader, length, label } = opened;
        let piece = usize::try_from(length).unwrap_or(PIECE).min(PIECE);
        Self { before, after, reader, label, length, done: 0, buffer: vec![0; piece].into(), filled: 0, progress }
    }

    /// Fills the buffer with a whole piece or, at the end, with the rest of the media.
    fn poll_fill(&mut self, context: &mut Context<'_>) -> Poll<Result<usize, TransportError>> {
        let wanted = usize::try_from(self.length - self.done).unwrap_or(PIECE).min(PIECE);
        while self.filled < wanted {
            let mut buffer = ReadBuf::new(&mut self.buffer[self.filled..wanted]);
            if let Err(error) = ready!(self.reader.as_mut().poll_read(context, &mut buffer)) {
                return Poll::Ready(Err(self.unreadable(&error)));
            }
            match buffer.filled().len() {
                0 => return Poll::Ready(Err(self.unexpected_length(&(self.done + self.filled as u64).to_string()))),
                read => self.filled += read,
            }
        }
        Poll::Ready(Ok(std::mem::take(&mut self.filled)))
    }

    /// Waits for the end of the reader. Fails if it has more bytes than announced, because the media would be
    /// truncated.
    fn poll_end(&mut self, context: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        let mut byte = [0];
        let mut buffer = ReadBuf::new(&mut byte);
        Poll::Ready(match ready!(self.reader.as_mut().poll_read(context, &mut buffer)) {
            Err(error) => Err(self.unreadable(&error)),
            Ok(()) if buffer.filled().is_empty() => Ok(()),
            Ok(()) => Err(self.unexpected_length("more")),
        })
    }

    fn unreadable(&self, error: &io::Error) -> TransportError {
        TransportError::unreadable_body(format!("cannot read {}: {error}", self.label))
    }

    fn unexpected_length(&self, found: &str) -> TransportError {
        TransportError::unreadable_body(format!("expected {} bytes in {}, found {found}", self.length, self.label))
    }

    fn left(&self) -> u64 {
        self.before.len() as u64 + (self.length - self.done).div_ceil(3) * 4 + self.after.len() as u64
    }
}

impl http_body::Body for Encoder {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let data = match () {
            () if !self.before.is_empty() => std::mem::take(&mut self.before),
            () if self.done < self.length => {
                let filled = ready!(self.poll_fill(context))?;
                self.done += filled as u64;
                if let Some(progress) = &self.progress {
                    progress(self.done, self.length);
                }
                encoded(&self.buffer[..filled]).into()
            }
            () if !self.after.is_empty() => {
                ready!(self.poll_end(context))?;
                std::mem::take(&mut self.after)
            }
            () => return Poll::Ready(None),
        };
        Poll::Ready(Some(Ok(Frame::data(data))))
    }

    fn is_end_stream(&self) -> bool {
        self.left() == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left())
    }
}
