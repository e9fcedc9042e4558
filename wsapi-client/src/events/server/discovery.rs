//! Finds streams among all keys of a database.

use std::collections::BTreeSet;

use ::redis::cmd;

use super::{Connection, RedisError};

/// The number of keys that the server scans before it serves other clients.
const COUNT: u32 = 1_000;

/// Returns the streams whose names start with the prefix.
pub(in crate::events) async fn discover(connection: &Connection, prefix: &str) -> Result<BTreeSet<String>, RedisError> {
    let pattern = pattern(prefix);
    let (mut streams, mut cursor) = (BTreeSet::new(), 0_u64);
    loop {
        let mut command = cmd("SCAN");
        command.arg(cursor).arg("MATCH").arg(&pattern).arg("COUNT").arg(COUNT).arg("TYPE").arg("stream");
        let (next, names): (u64, Vec<Vec<u8>>) = connection.command(&command).await?;
        // Instance ids are UTF-8, so a key that is not UTF-8 belongs to another program.
        streams.extend(names.into_iter().filter_map(|name| String::from_utf8(name).ok()));
        if next == 0 {
            return Ok(streams);
        }
        cursor = next;
    }
}

/// Returns a pattern that matches names with this prefix, in which special characters are escaped.
fn pattern(prefix: &str) -> String {
    let special = |char| matches!(char, '*' | '?' | '[' | ']' | '^' | '\\');
    let escaped = prefix.chars().flat_map(|char| special(char).then_some('\\').into_iter().chain([char]));
    escaped.chain(['*']).collect()
}
