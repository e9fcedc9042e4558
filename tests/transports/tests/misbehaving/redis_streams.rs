//! Events in a stream of a real Redis server.

use std::{collections::HashMap, sync::Arc};

use tokio::sync::mpsc::UnboundedSender;
use wsapi_client::events::{
    EventStats, Handler, Origin, SignedEvent, StreamEntry, Verifier,
    redis::{Consumer, Streams},
};
use wsapi_transport_tests::{GROUP, RedisServer, SECRET, eventually, sign};

use crate::{
    journal::Seen,
    transport::{Run, TransportUnderTest, with_shared_options},
};

/// The stream of the instance of all events.
const STREAM: &str = "stream:sales";

pub(crate) struct RedisStreams {
    server: RedisServer,
    /// The id of the entry of each event.
    entries: HashMap<String, String>,
}

impl TransportUnderTest for RedisStreams {
    const NAME: &'static str = "redis";
    const IS_REDELIVERED: bool = true;

    async fn open() -> Option<Self> {
        Some(Self { server: RedisServer::start().await?, entries: HashMap::new() })
    }

    async fn run(&mut self, handler: Arc<impl Handler>, failed: UnboundedSender<Seen>) -> Run {
        let builder = Consumer::builder(self.server.url(), Verifier::new(SECRET).expect("a secret"));
        let builder = builder.group(GROUP).streams(Streams::named([STREAM]));
        let consumer = with_shared_options!(builder, handler, failed).build().expect("a consumer");
        let consumer = Arc::new(consumer);
        let running = consumer.clone();
        Run::start(
            move || consumer.stats().events,
            async move |stopped| -> EventStats {
                let stats = running.run_until(async { drop(stopped.await) }).await.expect("the server accepts it");
                assert_eq!((stats.leases_acquired, stats.leases_lost, stats.vanished), (1, 0, 0));
                stats.events
            },
        )
    }

    async fn deliver(&mut self, json: &str) {
        let event = SignedEvent::new(json.to_owned(), Some(&sign(json.as_bytes())));
        let entry = StreamEntry::from_signed(&event).expect("UTF-8");
        assert_eq!(entry.body, None, "the entry has the fields that the service adds");
        let id = self.server.add(STREAM, &entry).await;
        self.entries.insert(json.to_owned(), id);
    }

    async fn until_pending(&self, events: usize) {
        let events = i64::try_from(events).expect("a few events");
        eventually(&format!("{events} pending entries"), async || self.server.pending(STREAM).await == events).await;
    }

    fn is_origin(&self, origin: &Origin, json: &str) -> bool {
        matches!(origin, Origin::Redis { stream, entry_id, dead_letter_stream, .. }
            if stream == STREAM && *entry_id == self.entries[json] && *dead_letter_stream == format!("dead:{STREAM}"))
    }
}
