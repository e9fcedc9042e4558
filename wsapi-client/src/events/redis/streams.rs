//! The streams that a consumer reads.

use std::{collections::BTreeSet, time::Duration};

use crate::{
    Client, Error,
    events::{
        BoxError,
        server::{Connection, digest, discover},
    },
};

/// The streams that a [`Consumer`](super::Consumer) reads. Requires the feature `redis`.
///
/// A self-hosted server adds the events of each instance to a stream named `stream:` and the id of the instance, or
/// those of all instances to one stream.
///
/// ```
/// use wsapi_client::{Client, events::redis::Streams};
///
/// # fn main() -> Result<(), wsapi_client::Error> {
/// let two = Streams::named(["stream:sales", "stream:support"]);
/// let client = Client::builder().base_url("http://127.0.0.1:8080").admin_key("example-admin-key").build()?;
/// let all = Streams::per_instance(&client);
/// let shared = Streams::shared("events");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Streams {
    source: Source,
    refresh_interval: Duration,
    /// `true` if there is one stream, which workers read concurrently.
    is_shared: bool,
    /// `true` if a prefix was set for streams that are named.
    has_unused_prefix: bool,
}

#[derive(Clone, Debug)]
enum Source {
    Names(BTreeSet<String>),
    Instances { client: Client, prefix: String },
    Keys { prefix: String },
}

impl Streams {
    /// Reads exactly these streams. Streams that do not exist yet are created.
    pub fn named<N: Into<String>>(names: impl IntoIterator<Item = N>) -> Self {
        Self::new(Source::Names(names.into_iter().map(Into::into).collect()), 30)
    }

    /// Reads one stream for each instance of a self-hosted server, including instances that are created later. The
    /// client needs the server's admin key, and the server must run in multi mode, because the list comes from
    /// [`Instances::list`](crate::resources::Instances::list).
    pub fn per_instance(client: &Client) -> Self {
        Self::new(Source::Instances { client: client.clone(), prefix: "stream:".to_owned() }, 30)
    }

    /// Reads each stream whose name starts with the prefix. Use it only if the streams cannot be named and the server
    /// cannot list its instances.
    ///
    /// At each refresh, each worker scans all keys of the database with `SCAN`, a thousand at a time. So keep all other
    /// keys in a different database, especially those of a [`RedisStore`](super::RedisStore).
    pub fn with_prefix(prefix: impl Into<String>) -> Self {
        Self::new(Source::Keys { prefix: prefix.into() }, 5)
    }

    /// Reads one stream with the events of all instances. The workers of a group read it concurrently, so the events of
    /// a chat are in order only if there is a single worker.
    pub fn shared(name: impl Into<String>) -> Self {
        Self { is_shared: true, ..Self::named([name]) }
    }

    fn new(source: Source, refresh_seconds: u64) -> Self {
        let refresh_interval = Duration::from_secs(refresh_seconds);
        Self { source, refresh_interval, is_shared: false, has_unused_prefix: false }
    }

    /// Sets the prefix of the streams of [`per_instance`](Self::per_instance), `stream:` by default. It is followed by
    /// the id of the instance. For [`with_prefix`](Self::with_prefix), this replaces the prefix. Streams that are named
    /// have no prefix, so building a consumer of them fails.
    #[must_use]
    pub fn prefix(mut self, text: impl Into<String>) -> Self {
        match &mut self.source {
            Source::Instances { prefix, .. } | Source::Keys { prefix } => *prefix = text.into(),
            Source::Names(_) => self.has_unused_prefix = true,
        }
        self
    }

    /// Sets how often to look for new streams: every 30 seconds by default for [`per_instance`](Self::per_instance),
    /// and every 5 seconds for [`with_prefix`](Self::with_prefix). The interval must be at least 100 ms. Has no effect
    /// on other streams, which do not change.
    #[must_use]
    pub fn refresh_interval(mut self, interval: Duration) -> Self {
        self.refresh_interval = interval;
        self
    }

    /// Fails if these streams cannot be read, or if one of them could be a dead-letter stream. Its name consists of the
    /// prefix and the name of a stream.
    pub(super) fn validate(&self, dead: &str) -> Result<(), Error> {
        let is_dead_letter_read = match &self.source {
            Source::Names(names) => names.iter().any(|name| names.contains(&format!("{dead}{name}"))),
            // An instance id does not start with the dead-letter prefix.
            Source::Instances { prefix, .. } if prefix.is_empty() => dead.is_empty(),
            Source::Instances { prefix, .. } | Source::Keys { prefix } => {
                dead.starts_with(prefix) || prefix.starts_with(dead)
            }
        };
        Err(Error::invalid_text(match &self.source {
            Source::Names(names) if names.is_empty() || names.contains("") => {
                "missing streams: set them with `streams`; a name must not be empty"
            }
            _ if self.has_unused_prefix => {
                "`Streams::prefix` has no effect on streams that are named: include it in the names"
            }
            _ if dead.is_empty() || is_dead_letter_read => {
                "dead-letter streams would be read as event streams: change `dead_letter_prefix`"
            }
            _ if self.refresh_interval < Duration::from_millis(100) => {
                "`Streams::refresh_interval` must be at least 100 ms"
            }
            _ => return Ok(()),
        }))
    }

    /// Returns how often to look for new streams, or `None` if the streams do not change.
    pub(super) fn refresh(&self) -> Option<Duration> {
        (!matches!(self.source, Source::Names(_))).then_some(self.refresh_interval)
    }

    /// Returns the name of the stream that workers read concurrently.
    pub(super) fn shared_name(&self) -> Option<&str> {
        match &self.source {
            Source::Names(names) if self.is_shared => names.first().map(String::as_str),
            _ => None,
        }
    }

    pub(super) fn is_discovering(&self) -> bool {
        matches!(self.source, Source::Keys { .. })
    }

    /// Returns the same text for all workers that read the same streams.
    pub(super) fn key(&self) -> String {
        match &self.source {
            Source::Names(names) => {
                let names: Vec<_> = names.iter().map(String::as_str).collect();
                format!("named:{}", digest(&names.join("\0")))
            }
            Source::Instances { prefix, .. } | Source::Keys { prefix } => prefix.clone(),
        }
    }

    /// Returns the name of one of the streams, or a name that one of them could have.
    pub(super) fn example(&self) -> String {
        match &self.source {
            Source::Names(names) => names.first().cloned().unwrap_or_default(),
            Source::Instances { prefix, .. } | Source::Keys { prefix } => format!("{prefix}example"),
        }
    }

    /// Returns the current names of the streams.
    pub(super) async fn find(&self, connection: &Connection) -> Result<BTreeSet<String>, BoxError> {
        match &self.source {
            Source::Names(names) => Ok(names.clone()),
            Source::Keys { prefix } => Ok(discover(connection, prefix).await?),
            Source::Instances { client, prefix } => {
                let instances = client.instances().list().await?;
                Ok(instances.iter().map(|instance| format!("{prefix}{}", instance.id)).collect())
            }
        }
    }
}
