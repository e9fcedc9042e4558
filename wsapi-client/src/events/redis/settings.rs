//! What a consumer was told.

use std::{fmt, sync::Arc, time::Duration};

use super::{DeadLetter, backoff::Backoff};

/// All that can be set, with what holds unless it is.
#[derive(Clone)]
pub(super) struct Settings {
    pub(super) group: String,
    pub(super) streams: Streams,
    pub(super) is_from_now: bool,
    pub(super) concurrency: usize,
    /// How many entries of a stream may be in hand.
    pub(super) in_hand: usize,
    pub(super) lease: Duration,
    pub(super) discovery: Duration,
    pub(super) min_idle: Duration,
    pub(super) tries: u32,
    pub(super) backoff: Backoff,
    pub(super) drain: Duration,
    pub(super) dead_prefix: String,
    pub(super) on_dead_letter: Option<Callback>,
    pub(super) is_trimming: bool,
}

/// Which streams there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Streams {
    /// One for each instance, by what their names begin with.
    Each { prefix: String },
    /// One for all instances.
    Shared { name: String },
}

/// Those of a server that is left as it is.
impl Default for Streams {
    fn default() -> Self {
        Self::Each { prefix: "stream:".to_owned() }
    }
}

pub(super) type Callback = Arc<dyn Fn(&DeadLetter) + Send + Sync>;

impl Default for Settings {
    fn default() -> Self {
        Self {
            group: String::new(),
            streams: Streams::default(),
            is_from_now: false,
            concurrency: 16,
            in_hand: 256,
            lease: Duration::from_secs(10),
            discovery: Duration::from_secs(5),
            min_idle: Duration::from_secs(60),
            tries: 5,
            backoff: Backoff { first: Duration::from_secs(1), longest: Duration::from_secs(60) },
            drain: Duration::from_secs(20),
            dead_prefix: "dead:".to_owned(),
            on_dead_letter: None,
            is_trimming: false,
        }
    }
}

impl Settings {
    /// The stream that takes what cannot be handled.
    pub(super) fn dead(&self, stream: &str) -> String {
        format!("{}{stream}", self.dead_prefix)
    }

    /// Who may work at the stream.
    pub(super) fn lease_key(&self, stream: &str) -> String {
        format!("wsapi:lease:{}:{stream}", self.group_in_key())
    }

    /// How often each entry of the stream that failed was tried.
    pub(super) fn tries_key(&self, stream: &str) -> String {
        format!("wsapi:tries:{}:{stream}", self.group_in_key())
    }

    /// Which workers are alive that share these streams. Others of the same group may share those of another prefix.
    pub(super) fn workers_key(&self) -> String {
        let (Streams::Each { prefix: name } | Streams::Shared { name }) = &self.streams;
        format!("wsapi:workers:{}:{name}", self.group_in_key())
    }

    /// Without the separator, so that no two groups have a key in common.
    fn group_in_key(&self) -> String {
        self.group.replace('%', "%25").replace(':', "%3A")
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("group", &self.group)
            .field("streams", &self.streams)
            .field("concurrency", &self.concurrency)
            .field("in_hand", &self.in_hand)
            .field("lease", &self.lease)
            .field("tries", &self.tries)
            .finish_non_exhaustive()
    }
}
