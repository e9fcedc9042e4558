//! Base64 that is made while it is sent.

use std::{
    error::Error as StdError,
    fmt,
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

/// What is read at a time: a multiple of three bytes, so that only the last piece is padded.
const PIECE: usize = 96 << 10;

pub(super) fn encoded(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(bytes)
}

/// The bytes of a base64 text, if it is one.
pub(super) fn decoded(text: &str) -> Option<Vec<u8>> {
    BASE64_STANDARD.decode(text).ok()
}

/// How many bytes a base64 text stands for.
pub(super) fn decoded_length(text: &str) -> u64 {
    let padding = text.bytes().rev().take_while(|byte| *byte == b'=').count();
    (text.len() / 4 * 3).saturating_sub(padding) as u64
}

/// Says what the service would not take of a text that is to be base64.
pub(super) fn check(text: &str) -> Result<(), &'static str> {
    let unpadded = text.trim_end_matches('=');
    match () {
        () if text.starts_with("data:") => Err("it is a `data:` URI, of which only what follows the comma is sent"),
        () if unpadded.contains(['-', '_']) => Err("it uses the URL-safe alphabet, and not the standard one"),
        () if !unpadded.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')) => {
            Err("it holds a character that base64 does not have")
        }
        () if !text.len().is_multiple_of(4) || text.len() - unpadded.len() > 2 => Err("its padding is not right"),
        () => Ok(()),
    }
}

/// The medium cannot be read to its end. It is not the connection's fault, but by then a part of the request has left.
#[derive(Debug)]
pub(super) struct Unreadable(Box<dyn StdError + Send + Sync>);

impl Unreadable {
    fn because(cause: impl Into<Box<dyn StdError + Send + Sync>>) -> TransportError {
        TransportError::unreadable_body(Self(cause.into()))
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the medium cannot be read to its end")
    }
}

impl StdError for Unreadable {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.0)
    }
}

type Progress = Arc<dyn Fn(u64, u64) + Send + Sync>;

/// A body of three parts: what stands before the medium, the medium in base64, and what stands after it.
pub(super) struct Encoder {
    before: Bytes,
    after: Bytes,
    reader: BoxRead,
    /// How many bytes of the medium there are, and how many have been read.
    length: u64,
    done: u64,
    buffer: Box<[u8]>,
    filled: usize,
    progress: Option<Progress>,
}

impl Encoder {
    pub(super) fn new(before: Bytes, opened: Opened, after: Bytes, progress: Option<Progress>) -> Self {
        let Opened { reader, length } = opened;
        let piece = usize::try_from(length).unwrap_or(PIECE).min(PIECE);
        Self { before, after, reader, length, done: 0, buffer: vec![0; piece].into(), filled: 0, progress }
    }

    /// Fills the buffer, which is as long as the rest of the medium or a whole piece.
    fn poll_fill(&mut self, context: &mut Context<'_>) -> Poll<Result<usize, TransportError>> {
        let wanted = usize::try_from(self.length - self.done).unwrap_or(PIECE).min(PIECE);
        while self.filled < wanted {
            let mut buffer = ReadBuf::new(&mut self.buffer[self.filled..wanted]);
            ready!(self.reader.as_mut().poll_read(context, &mut buffer)).map_err(Unreadable::because)?;
            match buffer.filled().len() {
                0 => return Poll::Ready(Err(Unreadable::because("it is shorter than it was said to be"))),
                read => self.filled += read,
            }
        }
        Poll::Ready(Ok(std::mem::take(&mut self.filled)))
    }

    /// Whether more comes than was said, as far as that is known by now: a cut medium is not what was meant.
    fn is_too_long(&mut self, context: &mut Context<'_>) -> bool {
        let mut byte = [0];
        let mut buffer = ReadBuf::new(&mut byte);
        matches!(self.reader.as_mut().poll_read(context, &mut buffer), Poll::Ready(Ok(())))
            && !buffer.filled().is_empty()
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
                if let Some(tell) = &self.progress {
                    tell(self.done, self.length);
                }
                encoded(&self.buffer[..filled]).into()
            }
            () if !self.after.is_empty() && self.is_too_long(context) => {
                return Poll::Ready(Some(Err(Unreadable::because("it is longer than it was said to be"))));
            }
            () if !self.after.is_empty() => std::mem::take(&mut self.after),
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
