//! Remembers which events were handled, so that a duplicate is not handled again.

mod claims;
mod key;
mod memory;
#[cfg(feature = "redis")]
mod redis_store;

use std::{fmt, time::Duration};

use super::BoxError;
use crate::BoxFuture;

pub use self::memory::MemoryStore;
#[cfg(feature = "redis")]
pub use self::redis_store::RedisStore;
pub(super) use self::{claims::Claims, key::keys};

/// The response of a store to a claim. Requires the feature `events`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Claim {
    /// The caller holds the key, and the event is in progress.
    Granted,
    /// Another owner holds the key and has not finished.
    InProgress,
    /// The event was handled before.
    Done,
}

/// Remembers which events are in progress and which are done. Requires the feature `events`.
///
/// A key is in progress while the handler runs, and done only after the handler returns `Ok`. If the handler fails or
/// its process dies, the key becomes free again.
///
/// A store that returns [`Claim::InProgress`] must free the claims of owners that no longer exist, or the next owner
/// waits forever. It does so with a [`lease`](Self::lease) or, within one process, with [`abandon`](Self::abandon).
///
/// All receivers that receive the events of the same instances for the same handler should share a store: a
/// [`MemoryStore`] within one process, or a `redis::RedisStore` across processes, which requires the feature `redis`.
///
/// ```
/// use wsapi_client::{BoxFuture, events::{Claim, DedupStore, BoxError}};
///
/// /// Remembers nothing.
/// #[derive(Debug)]
/// struct Forgetful;
///
/// impl DedupStore for Forgetful {
///     fn claim<'a>(&'a self, _: &'a str, _: &'a str) -> BoxFuture<'a, Result<Claim, BoxError>> {
///         Box::pin(async { Ok(Claim::Granted) })
///     }
///
///     fn complete<'a>(&'a self, _: &'a str, _: &'a str) -> BoxFuture<'a, Result<(), BoxError>> {
///         Box::pin(async { Ok(()) })
///     }
///
///     fn release<'a>(&'a self, _: &'a str, _: &'a str) -> BoxFuture<'a, Result<(), BoxError>> {
///         Box::pin(async { Ok(()) })
///     }
/// }
/// ```
#[doc(alias("deduplication", "idempotency"))]
pub trait DedupStore: fmt::Debug + Send + Sync + 'static {
    /// Claims the key for the owner, if it is free. The owner is a random string, a new one for each attempt.
    ///
    /// # Errors
    ///
    /// Fails if the store is not available.
    fn claim<'a>(&'a self, key: &'a str, owner: &'a str) -> BoxFuture<'a, Result<Claim, BoxError>>;

    /// Marks the owner's key as done.
    ///
    /// # Errors
    ///
    /// Fails if the store is not available.
    fn complete<'a>(&'a self, key: &'a str, owner: &'a str) -> BoxFuture<'a, Result<(), BoxError>>;

    /// Frees the owner's key.
    ///
    /// # Errors
    ///
    /// Fails if the store is not available.
    fn release<'a>(&'a self, key: &'a str, owner: &'a str) -> BoxFuture<'a, Result<(), BoxError>>;

    /// Returns how long a claim lasts without renewal. `None` means that it lasts until it is completed, released or
    /// abandoned.
    fn lease(&self) -> Option<Duration> {
        None
    }

    /// Renews the owner's claim for another lease. Returns `false` if the owner has lost it.
    ///
    /// # Errors
    ///
    /// Fails if the store is not available.
    fn renew<'a>(&'a self, _key: &'a str, _owner: &'a str) -> BoxFuture<'a, Result<bool, BoxError>> {
        Box::pin(async { Ok(true) })
    }

    /// Frees the owner's key without waiting, after the future that held it was dropped. A store that cannot do this
    /// without waiting does nothing, and lets the lease expire.
    fn abandon(&self, _key: &str, _owner: &str) {}
}
