//! Which streams there are.

use std::collections::BTreeSet;

use ::redis::cmd;
use tokio::{sync::watch, time::sleep};

use super::{RedisError, backoff::Backoff, worker::Worker};

/// How many keys the server looks at before it answers, so that others have their turn.
const COUNT: u32 = 1_000;

/// Looks for streams again and again. Nothing is known until the first look is over.
pub(super) async fn discover(worker: &Worker, prefix: &str, known: &watch::Sender<Option<BTreeSet<String>>>) {
    let mut failures = 0;
    loop {
        match look(worker, prefix).await {
            Ok(streams) => {
                failures = 0;
                known.send_replace(Some(streams));
                sleep(worker.settings.discovery).await;
            }
            Err(error) => {
                worker.server_failed(&error);
                failures += 1;
                sleep(Backoff::SERVER.after(failures)).await;
            }
        }
    }
}

async fn look(worker: &Worker, prefix: &str) -> Result<BTreeSet<String>, RedisError> {
    let pattern = pattern(prefix);
    let (mut streams, mut cursor) = (BTreeSet::new(), 0_u64);
    loop {
        let mut command = cmd("SCAN");
        command.arg(cursor).arg("MATCH").arg(&pattern).arg("COUNT").arg(COUNT).arg("TYPE").arg("stream");
        let (next, names): (u64, Vec<Vec<u8>>) = worker.link.command(&command).await?;
        // The ids of instances are texts; what is none is somebody else's.
        streams.extend(names.into_iter().filter_map(|name| String::from_utf8(name).ok()));
        if next == 0 {
            return Ok(streams);
        }
        cursor = next;
    }
}

/// What begins with the prefix, and with nothing that the prefix could be taken for.
fn pattern(prefix: &str) -> String {
    let mut pattern = String::with_capacity(prefix.len() + 1);
    for char in prefix.chars() {
        if matches!(char, '*' | '?' | '[' | ']' | '^' | '\\') {
            pattern.push('\\');
        }
        pattern.push(char);
    }
    pattern.push('*');
    pattern
}
