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
    time::sleep,
};

use super::{id::EntryId, worker::Reporter};
use crate::events::{
    race::{Winner, ended, race},
    server::Connection,
};

/// The maximum number of streams that one command watches. For each response, Redis has to read all their names.
const BATCH: usize = 64;

/// The number of spare connections, so that newly added streams need not wait for a response.
const SPARE: usize = 4;

/// The time for which a command blocks at the server, normally and if no connection is left for newly added streams.
const BLOCK: Duration = Duration::from_secs(3);
const SHORT_BLOCK: Duration = Duration::from_millis(200);

/// The time limit of a response, in addition to the time for which a command blocks at the server.
const TIMEOUT: Duration = Duration::from_secs(3);

/// The time for which streams are gathered for one command.
const GATHERING: Duration = Duration::from_millis(2);

/// Watches streams that were read to the end, many with one command.
///
/// A blocked command is never interrupted: a newly added stream is watched on another connection. So busy streams are
/// watched in small batches, and idle ones in large batches. The notifier only wakes readers; it does not read for
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
    /// The number of the command that watches the stream, if there is one.
    watch: Option<u64>,
}

/// The streams of one command.
type Batch = Vec<(String, EntryId)>;

impl Notifier {
    pub(super) fn new(commands: &Arc<Connection>, reporter: &Arc<Reporter>) -> Self {
        let (commands, reporter) = (commands.clone(), reporter.clone());
        Self { commands, reporter, waiting: Mutex::default(), added: Notify::new() }
    }

    /// Waits until the stream may have an entry after this one.
    pub(super) async fn wait(&self, stream: &str, last: EntryId) {
        let (wake, woken) = oneshot::channel();
        self.waiting().insert(stream.to_owned(), Waiting { last, wake, watch: None });
        self.added.notify_one();
        _ = woken.await;
    }

    /// Watches streams until it is dropped.
    pub(super) async fn run(self: Arc<Self>) {
        let mut watches = JoinSet::new();
        let (mut idle, mut number) = (Vec::new(), 0);
        loop {
            let limit = SPARE + self.waiting().len() / BATCH;
            let batch = if watches.len() < limit { self.take_batch(number) } else { Batch::new() };
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
            watches.spawn(self.clone().watch(connection, number, batch, block));
            number += 1;
        }
    }

    fn take_batch(&self, number: u64) -> Batch {
        let mut waiting = self.waiting();
        // The readers of these no longer wait.
        waiting.retain(|_, waiting| !waiting.wake.is_closed());
        let unwatched = waiting.iter_mut().filter(|(_, waiting)| waiting.watch.is_none()).take(BATCH);
        let batch = unwatched.map(|(stream, waiting)| {
            waiting.watch = Some(number);
            (stream.clone(), waiting.last)
        });
        batch.collect()
    }

    /// Watches streams with one command, and returns the connection.
    async fn watch(self: Arc<Self>, connection: Connection, number: u64, batch: Batch, block: Duration) -> Connection {
        let woken: Vec<_> = match connection.command::<Option<StreamReadReply>>(&command(&batch, block)).await {
            Ok(reply) => reply.map(|reply| reply.keys).unwrap_or_default().into_iter().map(|key| key.key).collect(),
            Err(error) => {
                self.reporter.wait_after(&error, &mut 4).await;
                // If another connection does not help, a key is no longer a stream. Its reader notices that.
                batch.iter().filter(|_| !error.needs_connection()).map(|(stream, _)| stream.clone()).collect()
            }
        };
        let mut waiting = self.waiting();
        for stream in woken {
            if let Some(waiting) = waiting.remove(&stream) {
                _ = waiting.wake.send(());
            }
        }
        for waiting in waiting.values_mut().filter(|waiting| waiting.watch == Some(number)) {
            waiting.watch = None;
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
