//! A deduplication store that several processes share.

use std::{
    fmt,
    sync::{Arc, LazyLock},
    time::Duration,
};

use ::redis::{FromRedisValue, Script};
use tokio::runtime::Handle;

use crate::{
    BoxFuture, Error,
    events::{
        BoxError, Claim, DedupStore,
        server::{Connection, RELEASE, RENEW, RedisConfig, digest, retried},
    },
};

static CLAIM: LazyLock<Script> = LazyLock::new(|| Script::new(include_str!("scripts/claim.lua")));
static COMPLETE: LazyLock<Script> = LazyLock::new(|| Script::new(include_str!("scripts/complete.lua")));

const LEASE: Duration = Duration::from_secs(10);

/// The shortest time that Redis can measure.
const SHORTEST: Duration = Duration::from_millis(1);

const LONGEST: Duration = Duration::from_secs(30 * 24 * 3600);

/// Remembers in Redis which events are in progress and which were handled, for all processes that share it. Requires
/// the feature `redis`.
///
/// A handler holds its event with a [lease](Self::lease_duration), which is renewed while the handler runs. A handled
/// event is remembered for the [retention](Self::retention). The keys are hashes, so they contain no ids of people.
///
/// While Redis does not respond, no handler is called. A consumer retries its events until it does. An event of a
/// webhook or of the event stream fails after `max_attempts` attempts, so store the events that `on_failed` reports.
///
/// Do not use the database of the streams, because
/// [`Streams::with_prefix`](crate::events::redis::Streams::with_prefix) scans all keys of a database, and this store
/// adds up to two for each event.
///
/// ```
/// use std::time::Duration;
/// use wsapi_client::events::{Dispatcher, Handler, redis::RedisStore};
///
/// fn dispatcher(handler: impl Handler) -> Result<Dispatcher, wsapi_client::Error> {
///     let store = RedisStore::new("redis://127.0.0.1/1")?.retention(Duration::from_secs(24 * 3600));
///     Ok(Dispatcher::new(handler).dedup_store(store))
/// }
/// ```
#[derive(Clone)]
pub struct RedisStore {
    connection: Arc<Connection>,
    prefix: String,
    lease: Duration,
    retention: Duration,
}

impl RedisStore {
    /// Creates a store with a lease of 10 seconds and a retention of 6 hours. It connects when it is first used.
    ///
    /// # Errors
    ///
    /// Fails if the URL is invalid.
    pub fn new(config: impl Into<RedisConfig>) -> Result<Self, Error> {
        let connection = Arc::new(Connection::new(&config.into(), timeout(LEASE))?);
        let retention = Duration::from_secs(6 * 3600);
        Ok(Self { connection, prefix: "wsapi:event:".to_owned(), lease: LEASE, retention })
    }

    /// Sets the prefix of the keys, `wsapi:event:` by default. If several webhook programs must each handle every
    /// event, they need different prefixes. Consumers of different groups do not, because their keys contain the group.
    #[must_use]
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// Sets how long a handler holds its event without renewal, 10 seconds by default. More than 30 days count as 30
    /// days. If a process dies, its events wait for this long. Redis must respond within a fifth of this time, and
    /// within 10 seconds.
    #[must_use]
    pub fn lease_duration(mut self, lease: Duration) -> Self {
        self.lease = lease.clamp(SHORTEST, LONGEST);
        self.connection = Arc::new(self.connection.with_timeout(timeout(self.lease)));
        self
    }

    /// Sets how long a handled event is remembered, 6 hours by default. More than 30 days count as 30 days.
    #[must_use]
    pub fn retention(mut self, retention: Duration) -> Self {
        self.retention = retention.clamp(SHORTEST, LONGEST);
        self
    }

    /// Runs a script. It is safe to run each script twice.
    async fn run<T: FromRedisValue>(&self, script: &Script, key: &str, arguments: &[&str]) -> Result<T, BoxError> {
        let mut call = script.key(format!("{}{}", self.prefix, digest(key)));
        call.arg(arguments);
        Ok(retried(|| self.connection.script(&call)).await?)
    }
}

/// Returns the timeout of a response, which leaves time to renew a lease on another connection.
fn timeout(lease: Duration) -> Duration {
    (lease / 5).clamp(Duration::from_millis(100), Duration::from_secs(10))
}

fn millis(time: Duration) -> String {
    time.as_millis().to_string()
}

/// Returns the value of a key that is in progress.
fn held_by(owner: &str) -> String {
    format!("by {owner}")
}

impl DedupStore for RedisStore {
    fn claim<'a>(&'a self, key: &'a str, owner: &'a str) -> BoxFuture<'a, Result<Claim, BoxError>> {
        Box::pin(async move {
            Ok(match self.run(&CLAIM, key, &[owner, &millis(self.lease)]).await? {
                1 => Claim::Granted,
                2 => Claim::Done,
                _ => Claim::InProgress,
            })
        })
    }

    fn complete<'a>(&'a self, key: &'a str, owner: &'a str) -> BoxFuture<'a, Result<(), BoxError>> {
        Box::pin(async move { self.run::<i64>(&COMPLETE, key, &[owner, &millis(self.retention)]).await.map(drop) })
    }

    fn release<'a>(&'a self, key: &'a str, owner: &'a str) -> BoxFuture<'a, Result<(), BoxError>> {
        Box::pin(async move { self.run::<i64>(&RELEASE, key, &[&held_by(owner)]).await.map(drop) })
    }

    fn lease(&self) -> Option<Duration> {
        Some(self.lease)
    }

    fn renew<'a>(&'a self, key: &'a str, owner: &'a str) -> BoxFuture<'a, Result<bool, BoxError>> {
        Box::pin(async move {
            let held: Vec<i64> = self.run(&RENEW, key, &[&millis(self.lease), &held_by(owner)]).await?;
            Ok(held == [1])
        })
    }

    /// Frees the key in the background. If that fails, the lease expires.
    fn abandon(&self, key: &str, owner: &str) {
        let Ok(runtime) = Handle::try_current() else { return };
        let (store, key, owner) = (self.clone(), key.to_owned(), owner.to_owned());
        runtime.spawn(async move { store.release(&key, &owner).await.is_ok() });
    }
}

impl fmt::Debug for RedisStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisStore")
            .field("prefix", &self.prefix)
            .field("lease", &self.lease)
            .field("retention", &self.retention)
            .finish_non_exhaustive()
    }
}
