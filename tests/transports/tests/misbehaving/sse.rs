//! Events over the event stream.

use std::{
    convert::Infallible,
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll},
};

use axum::{
    Router,
    body::Body,
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
    routing::get,
};
use bytes::Bytes;
use http_body::Frame;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use wsapi_client::{
    Client,
    events::{EventStats, Handler, Origin, sse::Subscriber},
};
use wsapi_transport_tests::serve_app;

use crate::{
    journal::Seen,
    transport::{Run, TransportUnderTest, with_shared_options},
};

pub(crate) struct EventStream {
    url: String,
    events: UnboundedSender<String>,
}

impl TransportUnderTest for EventStream {
    const NAME: &'static str = "event_stream";
    const IS_REDELIVERED: bool = false;

    async fn open() -> Option<Self> {
        let (events, waiting) = unbounded_channel();
        let waiting = Arc::new(Mutex::new(Some(waiting)));
        let respond = async move || respond(waiting.lock().expect("no panic").take());
        let app = Router::new().route("/events/stream", get(respond));
        Some(Self { url: format!("http://{}", serve_app(app).await), events })
    }

    async fn run(&mut self, handler: Arc<impl Handler>, failed: UnboundedSender<Seen>) -> Run {
        let client = Client::builder().base_url(&*self.url).api_key("instance-key").instance_id("sales").build();
        let builder = Subscriber::builder(client.expect("a client").events());
        let subscriber = with_shared_options!(builder, handler, failed).build().expect("a subscriber");
        let subscriber = Arc::new(subscriber);
        let running = subscriber.clone();
        Run::start(
            move || subscriber.stats().events,
            async move |stopped| -> EventStats {
                let stats = running.run_until(async { drop(stopped.await) }).await.expect("no error");
                assert_eq!((stats.connections, stats.disconnections), (1, 0));
                stats.events
            },
        )
    }

    async fn deliver(&mut self, json: &str) {
        self.events.send(json.to_owned()).expect("the service runs");
    }

    async fn until_pending(&self, events: usize) {
        assert_eq!(events, 0, "the service sends each event once");
    }

    fn is_origin(&self, origin: &Origin, _: &str) -> bool {
        *origin == Origin::EventStream
    }
}

/// The response to the first request. Another one is rejected for good.
fn respond(events: Option<UnboundedReceiver<String>>) -> Response {
    match events {
        Some(events) => ([(CONTENT_TYPE, "text/event-stream")], Body::new(Frames(events))).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// One frame for each event.
struct Frames(UnboundedReceiver<String>);

impl http_body::Body for Frames {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let event = self.0.poll_recv(context);
        event.map(|event| event.map(|json| Ok(Frame::data(format!("data: {json}\n\n").into()))))
    }
}
