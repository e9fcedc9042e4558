//! Checks which permissions a Redis user lacks.

use ::redis::{Cmd, Value};

use super::settings::Settings;
use crate::events::server::{Connection, RedisError};

#[derive(Clone, Copy)]
enum When {
    Always,
    /// One worker owns each stream.
    Owned,
    /// The workers share a stream.
    Shared,
    Trimming,
    Discovering,
}

/// The names and arguments of commands. Redis checks the permissions before it executes a command, and the arguments
/// have no effect: they name a group or a member that does not exist, are invalid, or select nothing.
const PROBES: [(&str, When, &str); 27] = [
    ("EVALSHA", When::Always, "0000000000000000000000000000000000000000 1 {lease}"),
    ("SCRIPT LOAD", When::Always, "return("),
    ("XGROUP CREATE", When::Always, "{stream} {random} invalid"),
    ("XREADGROUP", When::Always, "GROUP {random} {random} COUNT 1 STREAMS {stream} >"),
    ("XREAD", When::Always, "COUNT 1 STREAMS {stream} $"),
    ("XACK", When::Always, "{stream} {random} 0-0"),
    ("XPENDING", When::Always, "{stream} {random}"),
    ("XCLAIM", When::Always, "{stream} {random} {random} 0 0-0"),
    ("XRANGE", When::Always, "{stream} 0-0 0-0"),
    ("XREVRANGE", When::Always, "{stream} 0-0 0-0"),
    ("XINFO GROUPS", When::Always, "{stream}"),
    ("XADD", When::Always, "{dead} NOMKSTREAM 0-0 field value"),
    ("XREVRANGE", When::Always, "{dead} 0-0 0-0"),
    ("XTRIM", When::Trimming, "{stream} MINID 0"),
    ("SCAN", When::Discovering, "0 COUNT 1 TYPE stream"),
    ("EXISTS", When::Discovering, "{stream}"),
    ("XINFO CONSUMERS", When::Shared, "{stream} {random}"),
    ("XGROUP DELCONSUMER", When::Shared, "{stream} {random} {random}"),
    ("GET", When::Owned, "{lease}"),
    ("SET", When::Owned, "{lease} value NX XX"),
    ("PEXPIRE", When::Owned, "{lease} invalid"),
    ("DEL", When::Owned, "{random}"),
    ("TIME", When::Owned, ""),
    ("ZADD", When::Owned, "{workers} XX 0 {random}"),
    ("ZREM", When::Owned, "{workers} {random}"),
    ("ZRANGE", When::Owned, "{workers} 1 0"),
    ("ZREMRANGEBYSCORE", When::Owned, "{workers} 1 0"),
];

/// Returns the commands that the user may not run, and the kinds of keys that the user may not access. Nothing is
/// changed, but Redis records each rejection in its `ACL LOG`.
pub(super) async fn missing(connection: &Connection, settings: &Settings) -> Result<Vec<&'static str>, RedisError> {
    let stream = settings.streams.example();
    let keys = [
        ("{dead}", "keys of the dead-letter streams", settings.dead_letter_stream(&stream)),
        ("{lease}", "keys of the leases", settings.lease_key(&stream)),
        ("{workers}", "key of the workers", settings.workers_key()),
        ("{stream}", "keys of the event streams", stream),
        // The user may lack access to this key, which does not matter.
        ("{random}", "", format!("wsapi:probe:{:032x}", fastrand::u128(..))),
    ];
    let mut missing = Vec::new();
    for (name, when, arguments) in PROBES {
        if !when.applies(settings) {
            continue;
        }
        let mut command = Cmd::new();
        for word in name.split_whitespace().chain(arguments.split_whitespace()) {
            command.arg(keys.iter().find(|key| key.0 == word).map_or(word, |key| &key.2));
        }
        let denied = match connection.command::<Value>(&command).await {
            Err(error) if error.needs_connection() => return Err(error),
            Err(error) if error.is_key_permission() => {
                keys.iter().find(|key| arguments.contains(key.0)).map_or("", |key| key.1)
            }
            Err(error) if error.is_permission() => name,
            // If the arguments were rejected, the user may run the command.
            Ok(_) | Err(_) => "",
        };
        if !denied.is_empty() && !missing.contains(&denied) {
            missing.push(denied);
        }
    }
    Ok(missing)
}

impl When {
    fn applies(self, settings: &Settings) -> bool {
        let is_shared = settings.streams.shared_name().is_some();
        match self {
            Self::Always => true,
            Self::Owned => !is_shared,
            Self::Shared => is_shared,
            Self::Trimming => settings.is_trimming,
            Self::Discovering => settings.streams.is_discovering(),
        }
    }
}
