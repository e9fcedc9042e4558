//! From the outbox of the server to the receivers of events.

mod attempt;
mod fault;
mod handler;
mod lanes;
#[cfg(feature = "redis")]
mod redis_stream;
#[cfg(feature = "server")]
mod sse;
#[cfg(feature = "server")]
mod webhook;
mod when_events;

#[cfg(feature = "redis")]
pub use self::redis_stream::RedisSettings;
#[cfg(feature = "redis")]
pub(crate) use self::redis_stream::RedisStream;
#[cfg(feature = "server")]
pub(crate) use self::{sse::EventStreams, webhook::Webhook};

pub use self::{attempt::DeliveryAttempt, when_events::WhenEvents};
pub(crate) use self::{
    fault::{EventFault, EventFaults, EventStub},
    lanes::{Settling, settle, start},
};

use std::{
    fmt,
    sync::{Arc, Mutex},
};

use wsapi_client::{
    BoxFuture,
    events::{BoxError, Handler},
};

use self::handler::InProcess;
use super::shared::lock;
use crate::events::Published;

/// A receiver of events.
pub(crate) trait Receiver: Send + Sync {
    /// The name of the transport.
    fn name(&self) -> &'static str;

    /// Whether the event is for this receiver.
    fn wants(&self, _event: &Published) -> bool {
        true
    }

    /// Delivers an event once. The instance's next event waits until it returns.
    fn deliver<'a>(&'a self, event: &'a Published) -> BoxFuture<'a, Result<(), BoxError>>;
}

/// The receivers of a simulator.
#[derive(Default)]
pub(crate) struct Receivers(Mutex<Vec<Arc<dyn Receiver>>>);

impl Receivers {
    pub(in crate::kit) fn add_handler(&self, handler: impl Handler) {
        self.add(Arc::new(InProcess::new(handler)));
    }

    pub(crate) fn add(&self, receiver: Arc<dyn Receiver>) {
        lock(&self.0).push(receiver);
    }

    /// Removes all receivers.
    pub(in crate::kit) fn clear(&self) {
        // What a receiver drops may need the lock.
        let receivers = std::mem::take(&mut *lock(&self.0));
        drop(receivers);
    }

    fn all(&self) -> Vec<Arc<dyn Receiver>> {
        lock(&self.0).clone()
    }
}

impl fmt::Debug for Receivers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(lock(&self.0).iter().map(|receiver| receiver.name())).finish()
    }
}
