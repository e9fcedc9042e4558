//! Bodies of responses.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::sync::mpsc::Receiver;

use crate::kit::truncated::Truncated;

/// The body of a response.
#[derive(Debug)]
pub(super) enum Outgoing {
    /// The rest of a body that is complete.
    Whole(Bytes),
    /// A body whose end is lost.
    Truncated(Truncated),
    /// Frames of the event stream.
    Stream(Receiver<Bytes>),
}

impl Body for Outgoing {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        match self.get_mut() {
            Self::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Self::Whole(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Self::Truncated(body) => Pin::new(body).poll_frame(context),
            Self::Stream(frames) => frames.poll_recv(context).map(|frame| frame.map(|frame| Ok(Frame::data(frame)))),
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
