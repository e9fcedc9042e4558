//! An event stream is the same in whatever chunks it comes.

use std::{
    convert::Infallible,
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
};

use wsapi_client::{Body, BoxFuture, Client, Transport, TransportError, bytes::Bytes, events::Incoming, http};

/// The input is the length of the chunks, the largest size of an event, and the stream.
pub(super) fn event_stream(input: &[u8]) {
    let [length, limit, stream @ ..] = input else { return };
    let limit = if *limit == u8::MAX { 1 << 20 } else { usize::from(*limit) };
    let whole = items(stream, stream.len(), limit);
    assert_eq!(items(stream, 1, limit), whole);
    assert_eq!(items(stream, usize::from(*length), limit), whole);
}

/// What a stream brings before it ends, told apart by all that it holds.
fn items(stream: &[u8], length: usize, limit: usize) -> Vec<String> {
    let transport = Canned { stream: Bytes::copy_from_slice(stream), length: length.max(1) };
    let client = Client::builder().transport(transport).build().expect("it is complete");
    let mut events = client.events().max_event_size(limit);
    let mut items = Vec::new();
    loop {
        // Nothing has to be waited for.
        let Poll::Ready(item) = pin!(events.next()).poll(&mut Context::from_waker(Waker::noop())) else {
            panic!("all of it is there");
        };
        items.push(match item {
            Some(Ok(Incoming::Event(Ok(event)))) => serde_json::to_string(&event).expect("it can be printed"),
            Some(Ok(Incoming::Event(Err(unreadable)))) => format!("{:?}", unreadable.json()),
            Some(Ok(other)) => format!("{other:?}"),
            Some(Err(error)) => format!("{error:?}"),
            None => return items,
        });
        if items.last().is_some_and(|item| item.starts_with("Disconnected")) {
            return items[..items.len() - 1].to_vec();
        }
    }
}

/// Answers with a stream in chunks of a length.
#[derive(Debug)]
struct Canned {
    stream: Bytes,
    length: usize,
}

impl Transport for Canned {
    fn send(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let chunks = Chunks { rest: self.stream.clone(), length: self.length };
        Box::pin(async { Ok(http::Response::new(Body::wrap(chunks))) })
    }
}

struct Chunks {
    rest: Bytes,
    length: usize,
}

impl http_body::Body for Chunks {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, Infallible>>> {
        let length = self.length.min(self.rest.len());
        let chunk = self.rest.split_to(length);
        Poll::Ready((!chunk.is_empty()).then(|| Ok(http_body::Frame::data(chunk))))
    }
}
