//! Wakes the readers of streams when there are new entries.

use std::{
    collections::HashMap,
    pin::pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use ::redis::{Cmd, cmd, streams::StreamReadReply};
use tokio::{
    sync::{Notify, oneshot},
    task::JoinSet,
    time::{sleep, timeout},
};

use super::{id::EntryId, worker::Reporter};
use crate::events::{
    race::{Winner, ended, race},
    server::Connection,
};

/// How many streams one command watches. Each of its responses costs Redis the names of all of them.
const BATCH: usize = 64;

/// How many more connections than necessary are used, so that streams that are added need not wait for a response.
const SPARE: usize = 4;

/// How long a command waits at the server, and how long if no further connection is left for streams that are added.
const BLOCK: Duration = Duration::from_secs(3);
const SHORT_BLOCK: Duration = Duration::from_millis(200);

/// How long a response may take, in addition to the time that a command waits at the server.
const TIMEOUT: Duration = Duration::from_secs(3);

/// How long to gather streams for one command.
const GATHERING: Duration = Duration::from_millis(2);

/// How long a reader waits at most before it reads again, although nothing was seen.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// Watches streams that were read to their end, many with one command.
///
/// A command that waits at the server is never interrupted: a stream that is added is watched on another connection. So
/// busy streams are watched in small batches, and idle ones in large batches. It only wakes readers; it reads nothing for
/// them.
pub(super) struct Notifier {
    commands: Arc<Connection>,
    reporter: Arc<Reporter>,
    waiting: Mutex<HashMap<String, Waiting>>,
    added: Notify,
}

struct Waiting {
    last: EntryId,
    wake: oneshot::Sender<()>,
    is_watched: bool,
}

/// The streams of one command.
type Batch = Vec<(String, EntryId)>;

impl Notifier {
    pub(super) fn new(commands: Arc<Connection>, reporter: Arc<Reporter>) -> Self {
        Self { commands, reporter, waiting: Mutex::default(), added: Notify::new() }
    }

    /// Waits until the stream may have an entry after this one.
    pub(super) async fn wait(&self, stream: &str, last: EntryId) {
        let (wake, woken) = oneshot::channel();
        self.waiting().insert(stream.to_owned(), Waiting { last, wake, is_watched: false });
        self.added.notify_one();
        _ = timeout(LONGEST_WAIT, woken).await;
    }

    /// Watches until it is dropped.
    pub(super) async fn run(self: Arc<Self>) {
        let mut watches = JoinSet::new();
        let mut idle = Vec::new();
        loop {
            let limit = SPARE + self.waiting().len() / BATCH;
            let batch = if watches.len() < limit { self.take_batch() } else { Batch::new() };
            if batch.is_empty() {
                let change = race(pin!(self.added.notified()), pin!(ended(&mut watches))).await;
                match change {
                    Winner::First(()) => sleep(GATHERING).await,
                    Winner::Second(connection) => idle.extend(connection.ok()),
                }
                continue;
            }
            let block = if watches.len() + 1 < limit { BLOCK } else { SHORT_BLOCK };
            let connection = idle.pop().unwrap_or_else(|| self.commands.with_timeout(BLOCK + TIMEOUT));
            watches.spawn(self.clone().watch(connection, batch, block));
        }
    }

    fn take_batch(&self) -> Batch {
        let mut waiting = self.waiting();
        // Nobody waits for these any more.
        waiting.retain(|_, waiting| !waiting.wake.is_closed());
        let unwatched = waiting.iter_mut().filter(|(_, waiting)| !waiting.is_watched).take(BATCH);
        let batch = unwatched.map(|(stream, waiting)| {
            waiting.is_watched = true;
            (stream.clone(), waiting.last)
        });
        batch.collect()
    }

    /// Watches streams with one command, and returns the connection.
    async fn watch(self: Arc<Self>, connection: Connection, batch: Batch, block: Duration) -> Connection {
        let woken: Vec<_> = match connection.command::<Option<StreamReadReply>>(&command(&batch, block)).await {
            Ok(reply) => reply.map(|reply| reply.keys).unwrap_or_default().into_iter().map(|key| key.key).collect(),
            Err(error) => {
                self.reporter.wait_after(&error, &mut 4).await;
                // If another connection does not help, a key is no longer a stream. Its reader finds out.
                batch.iter().filter(|_| !error.needs_connection()).map(|(stream, _)| stream.clone()).collect()
            }
        };
        let mut waiting = self.waiting();
        for stream in woken {
            if let Some(waiting) = waiting.remove(&stream) {
                _ = waiting.wake.send(());
            }
        }
        for (stream, last) in &batch {
            if let Some(waiting) = waiting.get_mut(stream)
                && waiting.last == *last
            {
                waiting.is_watched = false;
            }
        }
        drop(waiting);
        self.added.notify_one();
        connection
    }

    fn waiting(&self) -> MutexGuard<'_, HashMap<String, Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn command(batch: &Batch, block: Duration) -> Cmd {
    let mut command = cmd("XREAD");
    command.arg("COUNT").arg(1).arg("BLOCK").arg(block.as_millis().to_string()).arg("STREAMS");
    for (stream, _) in batch {
        command.arg(stream);
    }
    for (_, last) in batch {
        command.arg(last.to_string());
    }
    command
}
