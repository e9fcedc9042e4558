//! A truncated body.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

/// The first half of a body, followed by an error.
#[derive(Debug)]
pub(crate) struct Truncated {
    start: Bytes,
    /// The length of the whole body, as stated in `Content-Length`.
    length: u64,
    /// `true` once the first half was flushed, so that it is sent before the connection breaks.
    was_flushed: bool,
}

impl Truncated {
    pub(crate) fn new(body: &Bytes) -> Self {
        Self { start: body.slice(..body.len() / 2), length: body.len() as u64, was_flushed: false }
    }
}

impl Body for Truncated {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if !self.start.is_empty() {
            return Poll::Ready(Some(Ok(Frame::data(std::mem::take(&mut self.start)))));
        }
        if !std::mem::replace(&mut self.was_flushed, true) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(io::Error::other("the simulator truncated the response"))))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.length)
    }
}
