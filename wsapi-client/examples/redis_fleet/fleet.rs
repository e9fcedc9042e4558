//! The workers, the receiver that stores events for them, and the dead letters.

use std::time::Duration;

use redis::AsyncCommands;
use wsapi_client::{
    Backoff, Client, Event,
    events::{
        Attempt, BoxError, Dispatcher, Handler, Verifier,
        redis::{Consumer, RedisStore, Streams},
        webhook::{Receiver, RedisQueue},
    },
    types::SendTextRequest,
};

pub(crate) const MAX_ATTEMPTS: u32 = 3;
/// The default lease.
pub(crate) const LEASE: Duration = Duration::from_secs(10);
/// The number of dead letters that are read at once.
pub(crate) const PAGE: usize = 100;

/// The fields of an entry. They may not be UTF-8 if the entry is forged.
pub(crate) type Fields = Vec<(Vec<u8>, Vec<u8>)>;

/// The settings that all workers have in common.
pub(crate) struct Fleet {
    /// The URL of the Redis server, without a database.
    pub(crate) redis: String,
    pub(crate) secret: String,
    pub(crate) instances: Vec<String>,
    pub(crate) client: Client,
    pub(crate) lease: Duration,
}

impl Fleet {
    /// Creates a receiver of webhooks that acknowledges an event when it is stored in Redis.
    pub(crate) fn receiver(&self) -> Result<Receiver, BoxError> {
        let receiver = Receiver::builder(Verifier::new(&*self.secret)?)
            .durable_queue(RedisQueue::new(self.streams_url())?)
            .on_rejected(|rejection| eprintln!("{rejection}"))
            .build()?;
        Ok(receiver)
    }

    /// Creates a worker. All workers are in the same consumer group and share a deduplication store.
    pub(crate) fn worker(&self, name: &str) -> Result<Consumer, BoxError> {
        let replies = Replies { worker: name.to_owned(), client: self.client.clone() };
        let store = RedisStore::new(format!("{}/1", self.redis))?.lease_duration(self.lease);
        let worker = Consumer::builder(self.streams_url(), Verifier::new(&*self.secret)?)
            .group("replies")
            .streams(Streams::named(self.streams()))
            .dispatcher(Dispatcher::new(replies).dedup_store(store))
            .lease_duration(self.lease)
            .max_attempts(MAX_ATTEMPTS)
            .backoff(Backoff::new(Duration::from_millis(200)))
            .trim_acknowledged()
            .on_failed(|failed| println!("dead letter: {failed:#}"))
            .on_server_error(|error| eprintln!("{error}"))
            .build()?;
        Ok(worker)
    }

    /// Moves the dead letters that are safe to handle again back to their streams, and returns how many it moved.
    ///
    /// These have the reason `handler`, or `unreadable` (a newer version of the SDK may be able to read them), and no
    /// attempt may have stopped part-way. All others stay. With the reason `signature`, the event is forged, or the
    /// secret was wrong. If an attempt panicked or was interrupted, the reply may have been sent, or the event may have
    /// killed its workers.
    ///
    /// The deduplication store does not count a failed event as handled. If this is interrupted between the two
    /// commands, an event is in its stream twice, and the second one is a duplicate.
    pub(crate) async fn replay(&self) -> Result<usize, BoxError> {
        let client = redis::Client::open(self.streams_url())?;
        let mut connection = client.get_multiplexed_async_connection().await?;
        let mut count = 0;
        for stream in self.streams() {
            let (dead, mut start) = (format!("dead:{stream}"), "-".to_owned());
            // An event that fails again meanwhile is added at the end, and is not counted here.
            let mut unread: usize = connection.xlen(&dead).await?;
            while unread > 0 {
                let page: Vec<(String, Fields)> = connection.xrange_count(&dead, &start, "+", unread.min(PAGE)).await?;
                let Some((last, _)) = page.last() else { break };
                (start, unread) = (format!("({last}"), unread - page.len());
                for (id, mut fields) in page.into_iter().filter(|(_, fields)| had_no_effect(fields)) {
                    fields.retain(|(name, _)| !name.starts_with(b"dead"));
                    let _: String = connection.xadd(&stream, "*", &fields).await?;
                    let _: u64 = connection.xdel(&dead, &[id]).await?;
                    count += 1;
                }
            }
        }
        Ok(count)
    }

    pub(crate) fn streams_url(&self) -> String {
        format!("{}/0", self.redis)
    }

    fn streams(&self) -> Vec<String> {
        self.instances.iter().map(|id| format!("stream:{id}")).collect()
    }
}

/// Returns whether no attempt had an effect: in each, the handler was not called, or returned an error, which it does
/// only if nothing was sent.
fn had_no_effect(fields: &Fields) -> bool {
    let field = |wanted: &[u8]| fields.iter().rfind(|(name, _)| name == wanted).map(|(_, value)| value.as_slice());
    matches!(field(b"deadReason"), Some(b"handler" | b"unreadable"))
        && field(b"deadMayBePartlyHandled") == Some(b"false")
}

/// Replies to each message. The workers differ only in their names.
struct Replies {
    worker: String,
    client: Client,
}

impl Handler for Replies {
    async fn handle(&self, event: Event, attempt: Attempt) -> Result<(), BoxError> {
        let Some(message) = event.as_message().filter(|message| message.is_direct()) else { return Ok(()) };
        let Some(text) = message.text_or_caption() else { return Ok(()) };
        let again = if attempt.is_redelivery { ", which another worker had started" } else { "" };
        // A log contains neither texts nor phone numbers.
        let (worker, number, id) = (&self.worker, attempt.number, &event.event_id);
        println!("worker {worker}: attempt {number} to handle {id} of {}{again}", event.instance_id);
        let reply = SendTextRequest::new(&message.chat_id, format!("You wrote: {text}")).reply_to(message.to_ref());
        let client = self.client.for_instance(&event.instance_id);
        match client.messages().send_text(reply).await {
            Ok(_) => Ok(()),
            // Nothing was sent: there is another attempt, and after the last one the event is a dead letter.
            Err(error) if error.had_no_effect() => Err(error.into()),
            // The reply may have been sent. Another attempt, or a replay, could send it twice.
            Err(error) => {
                eprintln!("the reply may not have been sent: {error}");
                Ok(())
            }
        }
    }
}
