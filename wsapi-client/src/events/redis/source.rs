//! A stream, as its group reads it: each command that concerns one stream.

use std::{collections::HashSet, sync::Arc};

use ::redis::{Value, cmd};

use super::{
    DeadReason, RedisError, hand::Unreached, id::EntryId, lease::Lease, link::Link, script, settings::Settings,
};
use crate::events::StreamEntry;

/// For how many days the tries of an entry are remembered after the last one.
const DAYS: u32 = 30;

/// How many entries are claimed or acknowledged by one command.
const CHUNK: usize = 500;

/// Among how many dead letters to look for one whose answer was lost.
const LATEST: usize = 32;

/// A stream and who reads it.
pub(super) struct Source {
    pub(super) link: Arc<Link>,
    /// Its own, since a large answer would hold up leases and acknowledgements.
    pub(super) reading: Arc<Link>,
    pub(super) settings: Arc<Settings>,
    pub(super) stream: String,
    pub(super) consumer: String,
    /// None where many read side by side.
    pub(super) lease: Option<Arc<Lease>>,
}

/// What was read.
pub(super) struct Batch {
    /// Whether nobody was given these entries before.
    pub(super) is_new: bool,
    /// Those without an entry were removed from the stream.
    pub(super) entries: Vec<(EntryId, Option<StreamEntry>)>,
    /// After which id there may be more, if there was nothing.
    pub(super) end: Option<EntryId>,
}

/// Why a command was not carried out.
pub(super) enum Refusal {
    /// The lease is somebody else's.
    Lost,
    Server(RedisError),
}

impl<E: Into<RedisError>> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self::Server(error.into())
    }
}

impl Source {
    /// Reads what follows after the last entry that is known.
    pub(super) async fn read(&self, last: EntryId, count: usize) -> Result<Batch, Refusal> {
        let mut call = script::READ.key(&self.stream);
        call.key(self.lease_key()).arg(self.token()).arg(&self.settings.group).arg(&self.consumer);
        let mut answer: Vec<Value> = self.reading.script(call.arg(last.to_string()).arg(count)).await?;
        let kind = answer.first().map(number);
        if kind == Some(-1) {
            return Err(self.lost());
        }
        let end = answer.get(2).and_then(text).and_then(|id| id.parse().ok());
        let entries = match answer.get_mut(1).map(std::mem::take) {
            Some(Value::Array(entries)) => entries.into_iter().filter_map(entry).collect(),
            _ => Vec::new(),
        };
        Ok(Batch { is_new: kind == Some(1), entries, end })
    }

    /// Claims all pending entries that have been idle for so many milliseconds, and says how many these were.
    pub(super) async fn claim(&self, min_idle: u128) -> Result<u64, Refusal> {
        let mut claimed = 0;
        let mut cursor = EntryId::default().to_string();
        loop {
            let mut call = script::CLAIM.key(&self.stream);
            call.key(self.lease_key()).arg(self.token()).arg(&self.settings.group).arg(&self.consumer);
            call.arg(min_idle.to_string()).arg(&cursor).arg(CHUNK);
            let (next, number): (String, i64) = match self.link.script(&call).await {
                Ok(answer) => answer,
                // Without a group nothing is pending. Who reads next finds out.
                Err(error) if error.is_no_group() => return Ok(claimed),
                Err(error) => return Err(error.into()),
            };
            claimed += u64::try_from(number).map_err(|_| self.lost())?;
            if next == EntryId::default().to_string() {
                return Ok(claimed);
            }
            cursor = next;
        }
    }

    pub(super) async fn acknowledge(&self, ids: &[EntryId]) -> Result<(), Refusal> {
        for ids in ids.chunks(CHUNK) {
            let mut call = script::ACK.key(&self.stream);
            call.key(self.lease_key()).key(self.tries_key()).arg(self.token()).arg(&self.settings.group);
            for id in ids {
                call.arg(id.to_string());
            }
            self.unless_lost(self.link.script(&call).await?)?;
        }
        Ok(())
    }

    /// Counts a try, and says how many there were. One that may have been before counts, unless it is known better.
    pub(super) async fn count_try(&self, id: EntryId, is_maybe_begun: bool) -> Result<u32, Refusal> {
        let mut call = script::TRY.key(self.lease_key());
        call.key(self.tries_key()).arg(self.token()).arg(id.to_string()).arg(DAYS).arg(u8::from(is_maybe_begun));
        let tries = self.unless_lost(self.link.script(&call).await?)?;
        Ok(u32::try_from(tries).unwrap_or(u32::MAX))
    }

    /// Gives the tries of entries back that were counted and did not come about, and notes of others that they were not
    /// begun.
    pub(super) async fn give_back(&self, unreached: &Unreached) {
        let Unreached { counted, others } = unreached;
        if counted.is_empty() && others.is_empty() {
            return;
        }
        let mut call = script::UNTRY.key(self.tries_key());
        call.arg(DAYS).arg(counted.len());
        for id in counted.iter().chain(others) {
            call.arg(id.to_string());
        }
        // Where it fails they have one try less.
        let _ = self.link.script::<i64>(&call).await;
    }

    /// Moves an entry to the dead letters; `false` if it is not there any more, or somebody else's. Whoever asks again,
    /// since no answer came, says so.
    pub(super) async fn bury(
        &self,
        id: EntryId,
        reason: DeadReason,
        tries: u32,
        is_again: bool,
    ) -> Result<bool, Refusal> {
        let mut call = script::DEAD.key(&self.stream);
        call.key(self.lease_key()).key(self.tries_key()).key(self.settings.dead(&self.stream));
        call.arg(self.token()).arg(&self.settings.group).arg(&self.consumer).arg(id.to_string());
        call.arg(reason.to_string()).arg(tries).arg(u8::from(is_again)).arg(LATEST);
        Ok(self.unless_lost(self.link.script(&call).await?)? == 1)
    }

    /// Keeps entries in work from being claimed by others, and says which have been.
    pub(super) async fn keep(&self, ids: &[EntryId]) -> Result<Vec<EntryId>, Refusal> {
        let mut lost = Vec::new();
        for ids in ids.chunks(CHUNK) {
            let mut call = script::KEEP.key(&self.stream);
            call.arg(&self.settings.group).arg(&self.consumer);
            for id in ids {
                call.arg(id.to_string());
            }
            let kept: Vec<String> = self.link.script(&call).await?;
            let kept: HashSet<EntryId> = kept.iter().filter_map(|id| id.parse().ok()).collect();
            lost.extend(ids.iter().filter(|id| !kept.contains(id)));
        }
        Ok(lost)
    }

    /// Removes from the group the consumers of workers that died, once nothing of theirs is pending.
    pub(super) async fn sweep(&self, silence: u128) -> Result<(), Refusal> {
        let mut call = script::SWEEP.key(&self.stream);
        self.link.script::<i64>(call.arg(&self.settings.group).arg(silence.to_string())).await?;
        Ok(())
    }

    /// Removes the consumer from the group, if nothing of its own is pending.
    pub(super) async fn leave(&self) -> Result<(), Refusal> {
        let mut call = script::LEAVE.key(&self.stream);
        self.link.script::<i64>(call.arg(&self.settings.group).arg(&self.consumer)).await?;
        Ok(())
    }

    /// Removes what no group needs any more, and says how many entries these were.
    pub(super) async fn trim(&self) -> Result<u64, Refusal> {
        let mut call = script::TRIM.key(&self.stream);
        let trimmed = self.unless_lost(self.link.script(call.key(self.lease_key()).arg(self.token())).await?)?;
        Ok(u64::try_from(trimmed).unwrap_or(0))
    }

    /// Makes the group, which then begins after the entry that is named so. `false` if there is no such stream.
    pub(super) async fn make_group(&self, start: &str, is_making_stream: bool) -> Result<bool, Refusal> {
        let mut command = cmd("XGROUP");
        command.arg("CREATE").arg(&self.stream).arg(&self.settings.group).arg(start);
        if is_making_stream {
            command.arg("MKSTREAM");
        } else if !self.link.command::<bool>(cmd("EXISTS").arg(&self.stream)).await? {
            return Ok(false);
        }
        match self.link.command::<Value>(&command).await {
            Ok(_) => Ok(true),
            Err(error) if error.is_busy_group() => Ok(true),
            Err(error) => Err(error.into()),
        }
    }

    /// The id of the newest entry, if there is one.
    pub(super) async fn newest(&self) -> Result<Option<EntryId>, Refusal> {
        let mut command = cmd("XREVRANGE");
        let entries: Vec<Value> =
            self.link.command(command.arg(&self.stream).arg("+").arg("-").arg("COUNT").arg(1)).await?;
        Ok(entries.into_iter().find_map(entry).map(|(id, _)| id))
    }

    pub(super) async fn release(&self) {
        if let Some(lease) = &self.lease {
            let mut call = script::RELEASE.key(&lease.key);
            // Where it fails the lease runs out.
            let _ = self.link.script::<i64>(call.arg(&lease.token)).await;
        }
    }

    pub(super) fn is_held(&self) -> bool {
        self.lease.as_ref().is_none_or(|lease| lease.is_held())
    }

    fn unless_lost(&self, answer: i64) -> Result<i64, Refusal> {
        if answer == -1 { Err(self.lost()) } else { Ok(answer) }
    }

    fn lost(&self) -> Refusal {
        if let Some(lease) = &self.lease {
            lease.lose();
        }
        Refusal::Lost
    }

    fn token(&self) -> &str {
        self.lease.as_ref().map_or("", |lease| &lease.token)
    }

    fn lease_key(&self) -> String {
        self.settings.lease_key(&self.stream)
    }

    fn tries_key(&self) -> String {
        self.settings.tries_key(&self.stream)
    }
}

fn number(value: &Value) -> i64 {
    match value {
        Value::Int(number) => *number,
        _ => 0,
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::BulkString(bytes) => String::from_utf8(bytes.clone()).ok(),
        Value::SimpleString(text) => Some(text.clone()),
        _ => None,
    }
}

/// An entry as the server sends it: its id, and names and values in turn.
fn entry(value: Value) -> Option<(EntryId, Option<StreamEntry>)> {
    let Value::Array(parts) = value else { return None };
    let id = parts.first().and_then(text)?.parse().ok()?;
    let Some(Value::Array(fields)) = parts.get(1) else { return Some((id, None)) };
    // What is no UTF-8 is of nobody who signs; it is put aside as it is.
    let texts: Vec<_> = fields.iter().map(lossy).collect();
    let fields = texts.chunks_exact(2).map(|field| (field[0].as_str(), field[1].as_str()));
    Some((id, Some(StreamEntry::from_fields(fields))))
}

fn lossy(value: &Value) -> String {
    match value {
        Value::BulkString(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        _ => String::new(),
    }
}
