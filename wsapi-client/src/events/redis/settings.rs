//! The settings of a consumer, and the names of its keys.

use std::{fmt, sync::Arc, time::Duration};

use super::streams::Streams;
use crate::events::server::RedisError;

pub(super) const OLDEST: &str = "0";
pub(super) const LATEST: &str = "$";

#[derive(Clone)]
pub(super) struct Settings {
    pub(super) group: String,
    pub(super) streams: Streams,
    /// The id after which a new group reads: [`OLDEST`] or [`LATEST`].
    pub(super) start: &'static str,
    pub(super) lease: Duration,
    pub(super) min_idle: Duration,
    pub(super) dead_letter_prefix: String,
    pub(super) is_trimming: bool,
    pub(super) on_server_error: Option<OnServerError>,
}

type OnServerError = Arc<dyn Fn(&RedisError) + Send + Sync>;

impl Default for Settings {
    fn default() -> Self {
        Self {
            group: String::new(),
            streams: Streams::named(Vec::<String>::new()),
            start: OLDEST,
            lease: Duration::from_secs(10),
            min_idle: Duration::from_secs(60),
            dead_letter_prefix: "dead:".to_owned(),
            is_trimming: false,
            on_server_error: None,
        }
    }
}

impl Settings {
    pub(super) fn dead_letter_stream(&self, stream: &str) -> String {
        format!("{}{stream}", self.dead_letter_prefix)
    }

    /// Returns the key of the lease of a stream.
    pub(super) fn lease_key(&self, stream: &str) -> String {
        format!("wsapi:lease:{}:{stream}", self.escaped_group())
    }

    /// Returns the key of the workers that share the streams. A group may have workers for other streams too.
    pub(super) fn workers_key(&self) -> String {
        format!("wsapi:workers:{}:{}", self.escaped_group(), self.streams.key())
    }

    /// Escapes the separator, so that no two groups have a key in common.
    fn escaped_group(&self) -> String {
        self.group.replace('%', "%25").replace(':', "%3A")
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { group, streams, .. } = self;
        f.debug_struct("Settings").field("group", group).field("streams", streams).finish_non_exhaustive()
    }
}
