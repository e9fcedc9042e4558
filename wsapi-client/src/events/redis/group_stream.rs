//! The commands of a consumer group on one stream.

use std::{collections::HashSet, sync::Arc};

use ::redis::{ScriptInvocation, cmd, streams::StreamRangeReply};

use super::{access::Access, id::EntryId, script, worker::Worker};
use crate::events::{
    StreamEntry,
    server::{RELEASE, RedisError},
};

/// The maximum number of entries that one call of a script touches.
const CHUNK: usize = 500;

/// The number of dead letters to search for one that may already have been added.
const LATEST: usize = 1_000;

/// A stream that a consumer group reads.
pub(super) struct GroupStream<A> {
    pub(super) worker: Arc<Worker>,
    pub(super) name: String,
    pub(super) access: A,
}

/// Entries that were read.
pub(super) struct Batch {
    /// `true` if no consumer had them before.
    pub(super) is_new: bool,
    pub(super) entries: Vec<Entry>,
    /// The id after which to wait for more, if there are no entries.
    pub(super) end: Option<EntryId>,
}

pub(super) struct Entry {
    pub(super) id: EntryId,
    /// The delivery counter of Redis.
    pub(super) deliveries: u32,
    /// `None` if the entry was removed from the stream.
    pub(super) fields: Option<StreamEntry>,
}

/// The entries to read.
#[derive(Clone, Copy)]
pub(super) enum Wanted {
    /// Pending entries after this id, or else new ones.
    After(EntryId),
    /// Pending entries that their consumers have abandoned.
    Abandoned,
}

/// The reason for not executing a command.
pub(super) enum Rejection {
    /// This worker no longer owns the stream.
    Lost,
    Server(RedisError),
}

impl From<RedisError> for Rejection {
    fn from(error: RedisError) -> Self {
        Self::Server(error)
    }
}

/// An entry as Redis sends it: its id, its delivery counter, and its field names and values in turn.
type RawEntry = (String, u32, Option<Vec<Vec<u8>>>);

impl<A: Access> GroupStream<A> {
    pub(super) async fn read(&self, wanted: Wanted, count: usize) -> Result<Batch, Rejection> {
        let (owner, after, idle) = match wanted {
            // The owner of a stream may read the pending entries of any consumer.
            Wanted::After(id) if self.access.lease().is_some() => ("", id, 0),
            Wanted::After(id) => (self.access.consumer(), id, 0),
            Wanted::Abandoned => {
                let idle = self.access.min_idle().unwrap_or_default().as_millis();
                ("", EntryId::default(), idle.max(1))
            }
        };
        let mut call = self.fenced(&script::READ);
        call.arg(owner).arg(after.to_string()).arg(count).arg(idle.to_string());
        let (kind, entries, end): (i64, Vec<RawEntry>, String) = self.worker.reading.script(&call).await?;
        self.unless_lost(kind)?;
        let entries = entries.into_iter().filter_map(entry).collect();
        Ok(Batch { is_new: kind == 1, entries, end: end.parse().ok() })
    }

    pub(super) async fn acknowledge(&self, id: EntryId) -> Result<(), Rejection> {
        let mut call = script::ACK.key(&self.name);
        call.key(self.lease_key()).arg(self.token()).arg(&self.worker.settings.group).arg(id.to_string());
        self.unless_lost(self.worker.commands.script(&call).await?).map(drop)
    }

    /// Resets the idle time of entries, and sets delivery counters. Returns the entries that another consumer has.
    pub(super) async fn touch(&self, entries: &[(EntryId, Option<u32>)]) -> Result<HashSet<EntryId>, Rejection> {
        let mut taken = HashSet::new();
        for entries in entries.chunks(CHUNK) {
            let mut call = self.fenced(&script::TOUCH);
            for (id, counter) in entries {
                call.arg(id.to_string()).arg(counter.map(|counter| counter.to_string()).unwrap_or_default());
            }
            let ids: Vec<String> = self.worker.renewing.script(&call).await?;
            self.unless_lost(if ids.first().is_some_and(|id| id == "lost") { -1 } else { 0 })?;
            taken.extend(ids.iter().filter_map(|id| id.parse::<EntryId>().ok()));
        }
        Ok(taken)
    }

    /// Moves an entry to the dead-letter stream, and adds these fields to it. Returns the result of the script.
    pub(super) async fn move_to_dead_letters(
        &self,
        id: EntryId,
        is_retry: bool,
        fields: &[(&str, String)],
    ) -> Result<i64, Rejection> {
        let mut call = script::DEAD.key(&self.name);
        call.key(self.lease_key()).key(self.worker.settings.dead_letter_stream(&self.name));
        call.arg(self.token()).arg(&self.worker.settings.group).arg(self.access.consumer());
        call.arg(id.to_string()).arg(u8::from(is_retry)).arg(LATEST);
        for (name, value) in fields {
            call.arg(name).arg(value);
        }
        self.unless_lost(self.worker.commands.script(&call).await?)
    }

    /// Removes consumers that have no pending entries and have been idle for this many milliseconds.
    pub(super) async fn remove_consumers(&self, idle: u128) -> Result<(), Rejection> {
        let mut call = script::SWEEP.key(&self.name);
        call.arg(&self.worker.settings.group).arg(idle.to_string());
        Ok(self.worker.commands.script(&call).await.map(|_: i64| ())?)
    }

    /// Removes the entries that no group needs any longer, and returns their number.
    pub(super) async fn trim(&self) -> Result<u64, Rejection> {
        let mut call = script::TRIM.key(&self.name);
        let trimmed = self.worker.commands.script(call.key(self.lease_key()).arg(self.token())).await?;
        Ok(u64::try_from(self.unless_lost(trimmed)?).unwrap_or(0))
    }

    /// Creates the group, which reads the entries after this id. Returns `false` if the stream does not exist.
    pub(super) async fn create_group(&self, id: &str) -> Result<bool, Rejection> {
        let commands = &self.worker.commands;
        let mut command = cmd("XGROUP");
        command.arg("CREATE").arg(&self.name).arg(&self.worker.settings.group).arg(id);
        if self.access.creates_stream() {
            command.arg("MKSTREAM");
        } else if commands.command::<i64>(cmd("EXISTS").arg(&self.name)).await? == 0 {
            return Ok(false);
        }
        match commands.command::<String>(&command).await {
            Ok(_) => Ok(true),
            Err(error) if error.is_busy_group() => Ok(true),
            Err(error) => Err(error.into()),
        }
    }

    /// Returns the id of the newest entry, if there is one.
    pub(super) async fn newest(&self) -> Result<Option<EntryId>, Rejection> {
        let mut command = cmd("XREVRANGE");
        command.arg(&self.name).arg("+").arg("-").arg("COUNT").arg(1);
        let reply: StreamRangeReply = self.worker.commands.command(&command).await?;
        Ok(reply.ids.first().and_then(|entry| entry.id.parse().ok()))
    }

    /// Releases the stream to other workers, if this worker still owns it.
    pub(super) async fn leave(&self) -> Result<(), Rejection> {
        let Some(lease) = self.access.lease() else {
            // A live consumer that is removed while it has no pending entries is created again when it reads.
            return self.remove_consumers(0).await;
        };
        // If this fails, the lease expires.
        let mut call = RELEASE.key(&lease.key);
        Ok(self.worker.commands.script(call.arg(&self.worker.id)).await.map(|_: i64| ())?)
    }

    pub(super) fn is_held(&self) -> bool {
        self.access.lease().is_none_or(|lease| lease.is_held())
    }

    /// Prepares a script that acts for the consumer and depends on the lease.
    fn fenced<'a>(&self, script: &'a ::redis::Script) -> ScriptInvocation<'a> {
        let mut call = script.key(&self.name);
        call.key(self.lease_key()).arg(self.token()).arg(&self.worker.settings.group).arg(self.access.consumer());
        call
    }

    fn unless_lost(&self, reply: i64) -> Result<i64, Rejection> {
        match self.access.lease() {
            Some(lease) if reply == -1 => {
                lease.lose();
                Err(Rejection::Lost)
            }
            _ => Ok(reply),
        }
    }

    fn token(&self) -> &str {
        self.access.lease().map_or("", |_| &self.worker.id)
    }

    fn lease_key(&self) -> String {
        self.worker.settings.lease_key(&self.name)
    }
}

fn entry((id, deliveries, fields): RawEntry) -> Option<Entry> {
    let fields = fields.map(|fields| {
        // Text that is not UTF-8 has no valid signature. The entry is moved to the dead-letter stream unchanged.
        let texts: Vec<_> = fields.iter().map(|text| String::from_utf8_lossy(text)).collect();
        StreamEntry::from_fields(texts.chunks_exact(2).map(|field| (&*field[0], &*field[1])))
    });
    Some(Entry { id: id.parse().ok()?, deliveries, fields })
}
