//! Bodies of responses.

use std::{
    fmt, io,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use wsapi_client::BoxFuture;

use crate::kit::{delivery::Frames, truncated::Truncated};

/// The body of a response.
#[derive(Debug)]
pub(super) enum Outgoing {
    /// A complete body, or the rest of it.
    Whole(Bytes),
    /// A truncated body.
    Truncated(Truncated),
    /// Frames of the event stream.
    Stream(Stream),
}

/// An event stream that ends when its client disconnects.
pub(super) struct Stream {
    pub(super) frames: Frames,
    pub(super) is_gone: BoxFuture<'static, ()>,
}

impl Stream {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if self.is_gone.as_mut().poll(context).is_ready() {
            return Poll::Ready(None);
        }
        Pin::new(&mut self.frames).poll_frame(context).map_err(|never| match never {})
    }
}

impl fmt::Debug for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.frames.fmt(f)
    }
}

impl Body for Outgoing {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        match self.get_mut() {
            Self::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Self::Whole(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Self::Truncated(body) => Pin::new(body).poll_frame(context),
            Self::Stream(stream) => stream.poll(context),
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Whole(bytes) if bytes.is_empty())
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Self::Truncated(body) => body.size_hint(),
            Self::Stream(_) => SizeHint::default(),
        }
    }
}
