//! A store against repeats that a fleet shares.

use std::{fmt, sync::Arc, time::Duration};

use ::redis::Script;
use sha2::{Digest, Sha256};
use tokio::runtime::Handle;

use super::{RedisError, Server, backoff::LONGEST, link::Link, script};
use crate::{
    BoxFuture, Error,
    events::{Claim, DedupStore, HandlerError},
};

/// Redis counts in milliseconds.
const SHORTEST: Duration = Duration::from_millis(1);

/// Remembers in Redis which events are in progress and which are done, for all that share it. What it holds are hashes:
/// no id of a person or a message can be read there.
///
/// An event that is in progress is its handler's for as long as the [lease](Self::lease_time), which is renewed while the
/// handler runs. One that is done is remembered for a [window](Self::window).
///
/// ```
/// use std::time::Duration;
/// use wsapi_client::events::{Dispatcher, Handler, redis::RedisStore};
///
/// fn dispatcher(handler: impl Handler) -> Result<Dispatcher, wsapi_client::Error> {
///     let store = RedisStore::new("redis://127.0.0.1/")?.window(Duration::from_secs(24 * 3600));
///     Ok(Dispatcher::new(handler).store(store))
/// }
/// ```
#[derive(Clone)]
pub struct RedisStore {
    link: Arc<Link>,
    prefix: String,
    lease: Duration,
    window: Duration,
}

impl RedisStore {
    /// With a lease of 10 seconds and a window of 6 hours. Nothing is connected yet.
    ///
    /// ```
    /// use wsapi_client::events::redis::RedisStore;
    ///
    /// assert!(RedisStore::new("redis://127.0.0.1/").is_ok());
    /// ```
    ///
    /// # Errors
    ///
    /// The address is none.
    pub fn new(server: impl Into<Server>) -> Result<Self, Error> {
        let link = Arc::new(Link::new(&server.into())?);
        let (lease, window) = (Duration::from_secs(10), Duration::from_secs(6 * 3600));
        Ok(Self { link, prefix: "wsapi:event:".to_owned(), lease, window })
    }

    /// What the names of the keys begin with; `wsapi:event:` unless it is set. Programs behind webhooks that each
    /// are to handle every event need another one each; groups of consumers are told apart by their names.
    ///
    /// ```
    /// # use wsapi_client::events::redis::RedisStore;
    /// # fn set(store: RedisStore) -> RedisStore {
    /// store.prefix("bot:event:")
    /// # }
    /// ```
    #[must_use]
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// How long an event is its handler's without being renewed, and so how long it is held up if that dies: 30 days at
    /// most.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use wsapi_client::events::redis::RedisStore;
    /// # fn set(store: RedisStore) -> RedisStore {
    /// store.lease_time(Duration::from_secs(10))
    /// # }
    /// ```
    #[must_use]
    pub fn lease_time(mut self, lease: Duration) -> Self {
        self.lease = lease.clamp(SHORTEST, LONGEST);
        self
    }

    /// How long an event that was handled is remembered: 30 days at most.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # use wsapi_client::events::redis::RedisStore;
    /// # fn set(store: RedisStore) -> RedisStore {
    /// store.window(Duration::from_secs(24 * 3600))
    /// # }
    /// ```
    #[must_use]
    pub fn window(mut self, window: Duration) -> Self {
        self.window = window.clamp(SHORTEST, LONGEST);
        self
    }

    /// A key of Redis. The ids of chats and messages are not for everybody who looks.
    fn key(&self, key: &str) -> String {
        let digest = Sha256::digest(key.as_bytes());
        digest[..16].iter().fold(self.prefix.clone(), |text, byte| text + &format!("{byte:02x}"))
    }

    async fn ask(&self, script: &Script, key: &str, owner: &str, time: Duration) -> Result<i64, RedisError> {
        let mut call = script.key(self.key(key));
        self.link.script(call.arg(owner).arg(time.as_millis().to_string())).await
    }
}

impl DedupStore for RedisStore {
    fn claim<'a>(&'a self, key: &'a str, owner: &'a str) -> BoxFuture<'a, Result<Claim, HandlerError>> {
        Box::pin(async move {
            Ok(match self.ask(&script::CLAIM_KEY, key, owner, self.lease).await? {
                1 => Claim::Granted,
                2 => Claim::Done,
                _ => Claim::InProgress,
            })
        })
    }

    fn complete<'a>(&'a self, key: &'a str, owner: &'a str) -> BoxFuture<'a, Result<(), HandlerError>> {
        Box::pin(async move { Ok(self.ask(&script::COMPLETE_KEY, key, owner, self.window).await.map(drop)?) })
    }

    fn release<'a>(&'a self, key: &'a str, owner: &'a str) -> BoxFuture<'a, Result<(), HandlerError>> {
        let owner = held_by(owner);
        Box::pin(async move { Ok(self.ask(&script::RELEASE, key, &owner, self.lease).await.map(drop)?) })
    }

    fn lease(&self) -> Option<Duration> {
        Some(self.lease)
    }

    fn renew<'a>(&'a self, key: &'a str, owner: &'a str) -> BoxFuture<'a, Result<bool, HandlerError>> {
        Box::pin(async move {
            let mut call = script::RENEW.key(self.key(key));
            call.arg(self.lease.as_millis().to_string()).arg(held_by(owner));
            let held: Vec<i64> = self.link.script(&call).await?;
            Ok(held == [1])
        })
    }

    /// Frees it in the background. Where that fails it runs out.
    fn abandon(&self, key: &str, owner: &str) {
        let Ok(runtime) = Handle::try_current() else { return };
        let (store, key, owner) = (self.clone(), key.to_owned(), owner.to_owned());
        runtime.spawn(async move { store.release(&key, &owner).await.is_ok() });
    }
}

/// What a key holds while it is in progress.
fn held_by(owner: &str) -> String {
    format!("by {owner}")
}

impl fmt::Debug for RedisStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisStore")
            .field("prefix", &self.prefix)
            .field("lease", &self.lease)
            .field("window", &self.window)
            .finish_non_exhaustive()
    }
}
