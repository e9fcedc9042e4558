//! Events that arrive twice are handled once.

mod memory;

use std::{fmt, time::Duration};

use super::HandlerError;
use crate::BoxFuture;

pub use memory::MemoryStore;

/// What a store answers to a claim.
///
/// ```
/// use wsapi_client::events::Claim;
///
/// fn is_ours(claim: Claim) -> bool {
///     claim == Claim::Granted
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Claim {
    /// The key is the caller's, and in progress from now on.
    Granted,
    /// Somebody else has it, and has not finished.
    InProgress,
    /// It was handled before.
    Done,
}

/// Remembers which events are in progress and which are done. Each key is in progress while its handler runs, and done
/// only after the handler returned `Ok`; a handler that fails or dies frees it.
///
/// A store that answers [`Claim::InProgress`] needs an end for claims whose handler is gone, or whoever meets one waits for
/// ever: a [`lease`](Self::lease), or within one process [`abandon`](Self::abandon).
///
/// A store is shared by all that receive events of the same instances: [`MemoryStore`] within one process.
///
/// ```
/// use wsapi_client::{BoxFuture, events::{Claim, DedupStore, HandlerError}};
///
/// /// Lets every event through.
/// #[derive(Debug)]
/// struct Forgetful;
///
/// impl DedupStore for Forgetful {
///     fn claim<'a>(&'a self, _: &'a str, _: &'a str) -> BoxFuture<'a, Result<Claim, HandlerError>> {
///         Box::pin(async { Ok(Claim::Granted) })
///     }
///
///     fn complete<'a>(&'a self, _: &'a str, _: &'a str) -> BoxFuture<'a, Result<(), HandlerError>> {
///         Box::pin(async { Ok(()) })
///     }
///
///     fn release<'a>(&'a self, _: &'a str, _: &'a str) -> BoxFuture<'a, Result<(), HandlerError>> {
///         Box::pin(async { Ok(()) })
///     }
/// }
/// ```
pub trait DedupStore: fmt::Debug + Send + Sync + 'static {
    /// Takes the key for the owner, if it is free. The owner is a random text, another for each attempt.
    ///
    /// # Errors
    ///
    /// The store does not answer.
    fn claim<'a>(&'a self, key: &'a str, owner: &'a str) -> BoxFuture<'a, Result<Claim, HandlerError>>;

    /// Marks the owner's key as done.
    ///
    /// # Errors
    ///
    /// The store does not answer.
    fn complete<'a>(&'a self, key: &'a str, owner: &'a str) -> BoxFuture<'a, Result<(), HandlerError>>;

    /// Frees the owner's key.
    ///
    /// # Errors
    ///
    /// The store does not answer.
    fn release<'a>(&'a self, key: &'a str, owner: &'a str) -> BoxFuture<'a, Result<(), HandlerError>>;

    /// How long a claim lasts unless it is renewed. With `None` it lasts until it is completed, released or abandoned.
    fn lease(&self) -> Option<Duration> {
        None
    }

    /// Makes the owner's claim last for another lease. `false` if the owner has lost it.
    ///
    /// # Errors
    ///
    /// The store does not answer.
    fn renew<'a>(&'a self, _key: &'a str, _owner: &'a str) -> BoxFuture<'a, Result<bool, HandlerError>> {
        Box::pin(async { Ok(true) })
    }

    /// Frees the owner's key at once, where the future that held it was dropped. A store that cannot do so without
    /// waiting leaves it to the lease.
    fn abandon(&self, _key: &str, _owner: &str) {}
}
