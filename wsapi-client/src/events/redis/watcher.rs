//! Waits for new entries of many streams at once, on a connection of its own.

use std::{
    collections::HashMap,
    pin::pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use ::redis::{Cmd, Value, cmd};
use tokio::{
    sync::{Notify, oneshot},
    time::{sleep, timeout},
};

use super::{
    RedisError,
    backoff::Backoff,
    id::EntryId,
    link::Link,
    race::{Winner, race},
};

/// How long one command waits at the server.
pub(super) const BLOCK: Duration = Duration::from_secs(5);

/// The same where it cannot be interrupted.
const SHORT_BLOCK: Duration = Duration::from_millis(200);

/// How long to gather streams before a command that waits is interrupted, or interrupted again.
const GATHERING: Duration = Duration::from_millis(2);

/// After how long a stream is read again though nothing was seen.
const LOOK_AGAIN: Duration = Duration::from_secs(30);

/// Streams that have been read to their end. It only wakes those who read them; what it sees belongs to nobody.
pub(super) struct Watcher {
    /// Its own, since its commands wait at the server.
    blocking: Link,
    link: Arc<Link>,
    waiting: Mutex<HashMap<String, (EntryId, oneshot::Sender<()>)>>,
    /// A stream was added.
    added: Notify,
}

impl Watcher {
    pub(super) fn new(blocking: Link, link: Arc<Link>) -> Self {
        Self { blocking, link, waiting: Mutex::default(), added: Notify::new() }
    }

    /// Waits until the stream has an entry after this one, or may have.
    pub(super) async fn wait(&self, stream: &str, last: EntryId) {
        let (sender, receiver) = oneshot::channel();
        let _removal = Removal { watcher: self, stream };
        self.waiting().insert(stream.to_owned(), (last, sender));
        self.added.notify_one();
        let _ = timeout(LOOK_AGAIN, receiver).await;
    }

    /// Watches for as long as it is not dropped.
    pub(super) async fn run(&self) {
        let mut own_id = None;
        let mut failures = 0;
        loop {
            if self.waiting().is_empty() {
                self.added.notified().await;
                continue;
            }
            match self.watch(&mut own_id).await {
                Ok(()) => failures = 0,
                Err(error) => {
                    if !error.needs_connection() {
                        // One of the streams may be none any more. Its reader finds out, and does not come back.
                        self.waiting().clear();
                    }
                    own_id = None;
                    failures += 1;
                    sleep(Backoff::SERVER.after(failures)).await;
                }
            }
        }
    }

    async fn watch(&self, own_id: &mut Option<i64>) -> Result<(), RedisError> {
        if own_id.is_none() {
            // A user may not be allowed to ask for it. Then nothing can be interrupted.
            *own_id = match self.blocking.command(cmd("CLIENT").arg("ID")).await {
                Ok(id) => Some(id),
                Err(error) if error.needs_connection() => return Err(error),
                Err(_) => None,
            };
        }
        let command = self.command(if own_id.is_some() { BLOCK } else { SHORT_BLOCK });
        let mut answer = pin!(self.blocking.command::<Value>(&command));
        let answer = loop {
            match race(answer.as_mut(), self.added.notified()).await {
                Winner::First(answer) => break answer?,
                Winner::Second(()) => {}
            }
            let Some(id) = *own_id else { break answer.await? };
            match race(answer.as_mut(), self.interrupt(id)).await {
                Winner::First(answer) => break answer?,
                Winner::Second(()) => {}
            }
        };
        self.wake(answer);
        Ok(())
    }

    /// Interrupts the command that waits. It may not have reached the server yet, so this is repeated until it did.
    async fn interrupt(&self, id: i64) {
        let mut wait = GATHERING;
        sleep(wait).await;
        while !matches!(self.link.command::<i64>(cmd("CLIENT").arg("UNBLOCK").arg(id)).await, Ok(1)) {
            sleep(wait).await;
            wait = (wait * 2).min(SHORT_BLOCK);
        }
    }

    fn command(&self, block: Duration) -> Cmd {
        let mut command = cmd("XREAD");
        command.arg("COUNT").arg(1).arg("BLOCK").arg(block.as_millis().to_string()).arg("STREAMS");
        let waiting = self.waiting();
        for stream in waiting.keys() {
            command.arg(stream);
        }
        for (last, _) in waiting.values() {
            command.arg(last.to_string());
        }
        drop(waiting);
        command
    }

    fn wake(&self, answer: Value) {
        let names: Vec<_> = match answer {
            Value::Array(streams) => streams.into_iter().filter_map(name).collect(),
            // The same in the newer protocol.
            Value::Map(streams) => streams.into_iter().map(|(name, _)| name).collect(),
            _ => return,
        };
        let mut waiting = self.waiting();
        for name in names {
            let Value::BulkString(name) = name else { continue };
            if let Some((_, sender)) = String::from_utf8(name).ok().and_then(|name| waiting.remove(&name)) {
                let _ = sender.send(());
            }
        }
    }

    fn waiting(&self) -> MutexGuard<'_, HashMap<String, (EntryId, oneshot::Sender<()>)>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A stream that is not waited for any more is not watched.
struct Removal<'a> {
    watcher: &'a Watcher,
    stream: &'a str,
}

impl Drop for Removal<'_> {
    fn drop(&mut self) {
        self.watcher.waiting().remove(self.stream);
    }
}

/// The name of a stream, which stands before its entries.
fn name(stream: Value) -> Option<Value> {
    let Value::Array(parts) = stream else { return None };
    parts.into_iter().next()
}
