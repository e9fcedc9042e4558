//! The event stream of the hosted service (server-sent events).

use std::sync::Mutex;

use bytes::{BufMut, Bytes, BytesMut};
use tokio::sync::mpsc::{self, Receiver as Queue, Sender};
use wsapi_client::{BoxFuture, events::BoxError};

use super::Receiver;
use crate::{events::Published, kit::shared::lock};

/// The most events that wait for one client. A client that is slower is disconnected, so that the others do not wait.
const MOST_WAITING: usize = 1_000;

/// The open streams.
#[derive(Debug, Default)]
pub(crate) struct EventStreams(Mutex<Vec<Open>>);

#[derive(Debug)]
struct Open {
    instance: String,
    frames: Sender<Bytes>,
}

impl EventStreams {
    /// Opens a stream of the instance's events. It ends when its frames are dropped.
    pub(crate) fn open(&self, instance: &str) -> Queue<Bytes> {
        let (frames, queue) = mpsc::channel(MOST_WAITING);
        let mut streams = lock(&self.0);
        streams.retain(|open| !open.frames.is_closed());
        streams.push(Open { instance: instance.to_owned(), frames });
        queue
    }

    /// The number of open streams.
    pub(crate) fn count(&self) -> usize {
        lock(&self.0).iter().filter(|open| !open.frames.is_closed()).count()
    }

    /// Ends all streams.
    pub(crate) fn close(&self) {
        lock(&self.0).clear();
    }
}

impl Receiver for EventStreams {
    fn name(&self) -> &'static str {
        "stream"
    }

    fn wants(&self, event: &Published) -> bool {
        lock(&self.0).iter().any(|open| open.instance == event.instance)
    }

    fn deliver<'a>(&'a self, event: &'a Published) -> BoxFuture<'a, Result<(), BoxError>> {
        let frame = frame(&event.json);
        let mut delivered = 0_usize;
        lock(&self.0).retain(|open| {
            if open.instance != event.instance {
                return !open.frames.is_closed();
            }
            let result = open.frames.try_send(frame.clone());
            delivered += usize::from(result.is_ok());
            result.is_ok()
        });
        let result = if delivered > 0 { Ok(()) } else { Err("the client is gone, or too slow".into()) };
        Box::pin(std::future::ready(result))
    }
}

/// An unnamed event.
fn frame(json: &[u8]) -> Bytes {
    let mut frame = BytesMut::with_capacity(json.len() + 8);
    frame.put_slice(b"data: ");
    frame.put_slice(json);
    frame.put_slice(b"\n\n");
    frame.freeze()
}
