//! The commands that the tests send to their Redis server, independently of the SDK.

use std::collections::HashMap;

use redis::{Value, cmd, pipe};
use wsapi_client::events::StreamEntry;

use crate::{RedisServer, eventually};

/// The consumer group of the tests.
pub const GROUP: &str = "bot";

impl RedisServer {
    /// Runs a command whose words are separated by single spaces.
    pub async fn run(&self, command: &str) -> Value {
        let mut words = command.split(' ');
        let mut command = cmd(words.next().expect("a command"));
        words.for_each(|word| {
            command.arg(word);
        });
        command.query_async(&mut self.connection().await).await.expect("the server runs the command")
    }

    /// Adds an entry to a stream as the service does, and returns its id.
    pub async fn add(&self, stream: &str, entry: &StreamEntry) -> String {
        let mut command = cmd("XADD");
        command.arg(stream).arg("*");
        for (name, value) in entry.fields() {
            command.arg(name).arg(value);
        }
        command.query_async(&mut self.connection().await).await.expect("an id")
    }

    /// Adds many entries at once.
    pub async fn add_all(&self, entries: impl IntoIterator<Item = (String, StreamEntry)>) {
        let mut pipe = pipe();
        for (stream, entry) in entries {
            let command = pipe.cmd("XADD").arg(stream).arg("*");
            for (name, value) in entry.fields() {
                command.arg(name).arg(value);
            }
            command.ignore();
        }
        pipe.query_async::<()>(&mut self.connection().await).await.expect("the entries are added");
    }

    /// The number of entries of the stream that the group has read and not acknowledged.
    pub async fn pending(&self, stream: &str) -> i64 {
        self.pending_of([stream]).await[0]
    }

    /// Like [`pending`](Self::pending), for many streams.
    pub async fn pending_of(&self, streams: impl IntoIterator<Item = impl AsRef<str>>) -> Vec<i64> {
        let mut pipe = pipe();
        for stream in streams {
            pipe.cmd("XPENDING").arg(stream.as_ref()).arg(GROUP);
        }
        let responses: Vec<Vec<Value>> =
            pipe.query_async(&mut self.connection().await).await.expect("the groups exist");
        let counts = responses.iter().map(|response| match response.first() {
            Some(Value::Int(count)) => *count,
            other => panic!("expected a number, found {other:?}"),
        });
        counts.collect()
    }

    /// Waits until all entries of the stream that the group has read are acknowledged.
    pub async fn until_acknowledged(&self, stream: &str) {
        eventually("no entry is pending", async || self.pending(stream).await == 0).await;
    }

    /// The fields of the entries of a stream.
    pub async fn entries(&self, stream: &str) -> Vec<HashMap<String, Vec<u8>>> {
        let mut command = cmd("XRANGE");
        command.arg(stream).arg("-").arg("+");
        let entries: Vec<(String, HashMap<String, Vec<u8>>)> =
            command.query_async(&mut self.connection().await).await.expect("the server responds");
        entries.into_iter().map(|(_, fields)| fields).collect()
    }

    /// The names of the keys that match a pattern.
    pub async fn keys(&self, pattern: &str) -> Vec<String> {
        let mut command = cmd("KEYS");
        let mut keys: Vec<String> =
            command.arg(pattern).query_async(&mut self.connection().await).await.expect("the server responds");
        keys.sort();
        keys
    }

    /// A number from `INFO stats`.
    pub async fn statistic(&self, name: &str) -> u64 {
        let stats = self.info("stats").await;
        let value = stats.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        value.expect("a statistic").trim().parse().expect("a number")
    }

    /// The number of calls of a command, from `INFO commandstats`. A subcommand is written as `client|id`.
    pub async fn calls(&self, command: &str) -> u64 {
        let stats = self.info("commandstats").await;
        let prefix = format!("cmdstat_{command}:calls=");
        let calls = stats.lines().find_map(|line| line.strip_prefix(prefix.as_str())?.split(',').next());
        calls.map_or(0, |calls| calls.parse().expect("a number"))
    }

    async fn info(&self, section: &str) -> String {
        let mut command = cmd("INFO");
        command.arg(section).query_async(&mut self.connection().await).await.expect("the server responds")
    }
}
