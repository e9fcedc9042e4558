//! Events that are posted to a receiver.

use std::{sync::Arc, time::Duration};

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use wsapi_client::events::{EventStats, Handler, Origin, Verifier, webhook::Receiver};
use wsapi_transport_tests::{Poster, SECRET, serve};

use crate::{
    journal::Seen,
    transport::{Run, TransportUnderTest, with_shared_options},
};

/// Responses wait for room for their events.
const RESPONSE_TIMEOUT: Duration = Duration::from_secs(3600);

pub(crate) struct Webhook {
    posts: UnboundedSender<String>,
    /// Until there is a receiver.
    waiting: Option<UnboundedReceiver<String>>,
}

impl TransportUnderTest for Webhook {
    const NAME: &'static str = "webhook";
    const IS_REDELIVERED: bool = false;

    async fn open() -> Option<Self> {
        let (posts, waiting) = unbounded_channel();
        Some(Self { posts, waiting: Some(waiting) })
    }

    async fn run(&mut self, handler: Arc<impl Handler>, failed: UnboundedSender<Seen>) -> Run {
        let builder = Receiver::builder(Verifier::new(SECRET).expect("a secret")).response_timeout(RESPONSE_TIMEOUT);
        let receiver = with_shared_options!(builder, handler, failed).build().expect("a receiver");
        let mut poster = Poster::new(serve(&receiver).await);
        let mut posts = self.waiting.take().expect("the first run");
        // As the service does, one after the other.
        tokio::spawn(async move {
            while let Some(json) = posts.recv().await {
                assert_eq!(poster.post(&json).await, 200);
            }
        });
        let receiver = Arc::new(receiver);
        let running = receiver.clone();
        Run::start(
            move || receiver.stats().events,
            async move |stopped| -> EventStats {
                let stats = running.run_until(async { drop(stopped.await) }).await;
                assert_eq!((stats.accepted, stats.total_rejected()), (stats.events.received, 0));
                stats.events
            },
        )
    }

    async fn deliver(&mut self, json: &str) {
        self.posts.send(json.to_owned()).expect("the service runs");
    }

    async fn until_pending(&self, events: usize) {
        assert_eq!(events, 0, "the service posts each event once");
    }

    fn is_origin(&self, origin: &Origin, _: &str) -> bool {
        *origin == Origin::Webhook
    }
}
