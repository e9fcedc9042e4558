//! The event stream of the hosted service (server-sent events).

use std::{
    convert::Infallible,
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    task::{Context, Poll, ready},
};

use bytes::{BufMut, Bytes, BytesMut};
use http::{HeaderValue, Method, header};
use http_body::{Body, Frame};
use tokio::sync::mpsc::{self, Sender};
use wsapi_client::BoxFuture;

use super::{Ending, Receiver};
use crate::{
    events::Published,
    kit::{
        changes::Changes,
        shared::{Shared, lock},
    },
    server::{self, Mode, Rejection, Request},
};

/// The maximum number of events queued for one client. A slower client is disconnected so that it does not block the
/// others.
const MOST_WAITING: usize = 1_000;

/// The open streams.
#[derive(Debug)]
pub(crate) struct EventStreams {
    open: Mutex<Vec<Open>>,
    /// The number of times that the simulator was restored. Frames from before the last time are not sent.
    restored: Arc<AtomicU64>,
    /// Notified when a client disconnects.
    changed: Changes,
}

#[derive(Debug)]
struct Open {
    instance: String,
    frames: Sender<(u64, Bytes)>,
}

impl EventStreams {
    pub(in crate::kit) fn new(changed: Changes) -> Self {
        Self { open: Mutex::default(), restored: Arc::default(), changed }
    }

    /// Opens a stream of the instance's events. It ends when its frames are dropped.
    fn open(&self, instance: &str) -> Frames {
        let (frames, queue) = mpsc::channel(MOST_WAITING);
        let mut streams = lock(&self.open);
        streams.retain(|open| !open.frames.is_closed());
        streams.push(Open { instance: instance.to_owned(), frames });
        Frames { queue, restored: self.restored.clone(), changed: Some(self.changed.clone()) }
    }

    /// Drops the frames that are queued for the clients.
    pub(in crate::kit) fn discard(&self) {
        self.restored.fetch_add(1, Ordering::SeqCst);
    }

    /// Ends the streams of the other instances.
    pub(super) fn retain(&self, is_kept: impl Fn(&str) -> bool) {
        lock(&self.open).retain(|open| is_kept(&open.instance));
    }

    /// Returns the number of open streams.
    pub(in crate::kit) fn count(&self) -> usize {
        lock(&self.open).iter().filter(|open| !open.frames.is_closed()).count()
    }

    /// Returns the number of open streams of an instance.
    pub(crate) fn count_of(&self, instance: &str) -> usize {
        let is_meant = |open: &&Open| open.instance == instance && !open.frames.is_closed();
        lock(&self.open).iter().filter(is_meant).count()
    }

    /// Ends all streams.
    pub(crate) fn close(&self) {
        lock(&self.open).clear();
    }
}

/// The body of a stream.
#[derive(Debug)]
pub(crate) struct Frames {
    queue: mpsc::Receiver<(u64, Bytes)>,
    restored: Arc<AtomicU64>,
    /// Notified when the client disconnects.
    changed: Option<Changes>,
}

impl Frames {
    /// Creates a body of the frames in a queue. They belong to the state 0, which is never restored.
    #[cfg(feature = "server")]
    pub(crate) fn new(queue: mpsc::Receiver<(u64, Bytes)>) -> Self {
        Self { queue, restored: Arc::default(), changed: None }
    }
}

impl Drop for Frames {
    fn drop(&mut self) {
        // The stream must not count as open any more when others are notified.
        self.queue.close();
        if let Some(changed) = &self.changed {
            changed.notify();
        }
    }
}

impl Body for Frames {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        loop {
            let next = ready!(self.queue.poll_recv(context));
            let is_outdated =
                next.as_ref().is_some_and(|(restored, _)| *restored != self.restored.load(Ordering::SeqCst));
            if !is_outdated {
                return Poll::Ready(next.map(|(_, frame)| Ok(Frame::data(frame))));
            }
        }
    }
}

impl Shared {
    /// Opens the event stream, if the request asks for it.
    pub(crate) fn open_stream(&self, request: &Request) -> Option<Result<http::Response<Frames>, Rejection>> {
        let is_meant = request.uri().path() == "/events/stream" && request.method() == Method::GET;
        if !is_meant || self.mode != Mode::Hosted {
            return None;
        }
        let instance = server::authenticate(&self.world(), request);
        Some(instance.map(|instance| {
            let mut response = http::Response::new(self.streams.open(&instance));
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
            self.changed.notify();
            response
        }))
    }
}

impl Receiver for EventStreams {
    fn name(&self) -> &'static str {
        "stream"
    }

    fn wants(&self, event: &Published) -> bool {
        self.count_of(&event.instance) > 0
    }

    fn deliver<'a>(&'a self, event: &'a Published) -> BoxFuture<'a, Ending> {
        let frame = frame(&event.json);
        let (mut delivered, restored) = (0_usize, self.restored.load(Ordering::SeqCst));
        lock(&self.open).retain(|open| {
            if open.instance != event.instance {
                return !open.frames.is_closed();
            }
            let result = open.frames.try_send((restored, frame.clone()));
            delivered += usize::from(result.is_ok());
            result.is_ok()
        });
        let result = if delivered > 0 { Ok(()) } else { Err("the client disconnected or is too slow".into()) };
        Box::pin(std::future::ready(Ending::from(result)))
    }
}

/// Formats an unnamed event.
fn frame(json: &[u8]) -> Bytes {
    let mut frame = BytesMut::with_capacity(json.len() + 8);
    frame.put_slice(b"data: ");
    frame.put_slice(json);
    frame.put_slice(b"\n\n");
    frame.freeze()
}
