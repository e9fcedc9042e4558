//! The items of an event stream do not depend on how it is split into chunks.

use std::{
    convert::Infallible,
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
};

use wsapi_client::{Body, BoxFuture, Client, Transport, TransportError, bytes::Bytes, events::sse::StreamItem, http};

/// The input is the length of the chunks, the size limit of an event, and the stream.
pub(super) fn event_stream(input: &[u8]) {
    let [length, limit, stream @ ..] = input else { return };
    let limit = if *limit == u8::MAX { 1 << 20 } else { usize::from(*limit) };
    let whole = items(stream, stream.len(), limit);
    assert_eq!(items(stream, 1, limit), whole);
    assert_eq!(items(stream, usize::from(*length), limit), whole);
}

/// The items of a stream before its end, as texts with all of their values.
fn items(stream: &[u8], length: usize, limit: usize) -> Vec<String> {
    let transport = Canned { stream: Bytes::copy_from_slice(stream), length: length.max(1) };
    let client = Client::builder().without_authentication().transport(transport).build().expect("a client");
    let mut events = client.events().max_event_size(limit);
    let mut items = Vec::new();
    loop {
        // There is nothing to wait for.
        let Poll::Ready(item) = pin!(events.next()).poll(&mut Context::from_waker(Waker::noop())) else {
            panic!("the whole stream is available");
        };
        items.push(match item {
            Some(Ok(StreamItem::Event(Ok(event)))) => serde_json::to_string(&event).expect("JSON"),
            Some(Ok(StreamItem::Event(Err(unreadable)))) => format!("{:?}", unreadable.json()),
            Some(Ok(other)) => format!("{other:?}"),
            Some(Err(error)) => panic!("the stream failed: {error}"),
            None => return items,
        });
        if items.last().is_some_and(|item| item.starts_with("Disconnected")) {
            return items[..items.len() - 1].to_vec();
        }
    }
}

/// Responds with a stream in chunks of a length.
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
