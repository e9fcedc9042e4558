//! The delivery of events: from the outbox of the server to the receivers.

#[cfg(feature = "server")]
mod again;
mod alarm;
mod attempt;
mod fault;
mod handler;
mod lanes;
mod queued;
#[cfg(feature = "redis")]
mod redis_stream;
mod settling;
mod sse;
mod waiting;
#[cfg(feature = "server")]
mod webhook;
mod when_events;

#[cfg(feature = "redis")]
pub use self::redis_stream::RedisSettings;
#[cfg(feature = "redis")]
pub(crate) use self::redis_stream::RedisStream;
#[cfg(feature = "server")]
pub(crate) use self::{
    again::deliver_again,
    lanes::{settled, undelivered},
    sse::Frames,
    webhook::Webhook,
};

pub(in crate::kit) use self::lanes::close_streams_of_deleted;
pub(crate) use self::{
    alarm::Alarm,
    attempt::{Delivery, Ending},
    fault::{EventFault, EventFaults},
    lanes::{settle, start},
    settling::Settling,
    sse::EventStreams,
};
pub use self::{attempt::DeliveryAttempt, waiting::without_waiting, when_events::WhenEvents};

use std::{
    fmt,
    sync::{Arc, Mutex},
};

use wsapi_client::{BoxFuture, events::Handler};

use self::handler::InProcess;
use super::shared::lock;
use crate::events::Published;

/// The message of a panic. Without the panic, no handler would get the event.
const DROPPED: &str = "the simulator was dropped, and its handlers with it: keep the `Simulator` that `new` or `build` \
                       returned until the test ends, because a clone does not keep handlers";

/// A receiver of events.
pub(crate) trait Receiver: Send + Sync {
    /// The name of the transport.
    fn name(&self) -> &'static str;

    /// Returns `true` if an event that is published now is for this receiver.
    fn wants(&self, _event: &Published) -> bool {
        true
    }

    /// Returns the URL or the key to which an event is delivered, if the transport has one.
    fn target(&self, _event: &Published) -> Option<String> {
        None
    }

    /// Delivers an event once. The instance's next event waits until the future completes. This is called with the
    /// world locked, so it must not call a handler before the future is polled.
    fn deliver<'a>(&'a self, event: &'a Published) -> BoxFuture<'a, Ending>;
}

/// The receivers of a simulator.
#[derive(Default)]
pub(crate) struct Receivers(Mutex<State>);

#[derive(Default)]
struct State {
    receivers: Vec<Arc<dyn Receiver>>,
    /// `true` once the simulator is dropped.
    is_closed: bool,
    /// `true` if there were handlers when it was dropped.
    had_handlers: bool,
}

impl Receivers {
    pub(in crate::kit) fn add_handler(&self, handler: impl Handler) {
        self.add(Arc::new(InProcess::new(handler)));
    }

    pub(crate) fn add(&self, receiver: Arc<dyn Receiver>) {
        let is_closed = {
            let mut state = lock(&self.0);
            if !state.is_closed {
                state.receivers.push(receiver);
            }
            state.is_closed
        };
        assert!(!is_closed, "{DROPPED}");
    }

    /// Panics if there were handlers when the simulator was dropped.
    pub(super) fn assert_not_dropped(&self) {
        let had_handlers = lock(&self.0).had_handlers;
        assert!(!had_handlers, "{DROPPED}");
    }

    /// Takes all receivers, and adds none from now on. The caller drops them without a lock, because a handler may own
    /// a handle of the simulator.
    #[must_use = "dropping the receivers runs the destructors of handlers"]
    pub(in crate::kit) fn close(&self) -> Vec<Arc<dyn Receiver>> {
        let mut state = lock(&self.0);
        state.is_closed = true;
        state.had_handlers = state.receivers.iter().any(|receiver| receiver.name() == "handler");
        std::mem::take(&mut state.receivers)
    }

    /// Returns the receivers that an event is for.
    pub(in crate::kit) fn wanting(&self, event: &Published) -> Arc<[Arc<dyn Receiver>]> {
        self.all().into_iter().filter(|receiver| receiver.wants(event)).collect()
    }

    fn all(&self) -> Vec<Arc<dyn Receiver>> {
        lock(&self.0).receivers.clone()
    }
}

impl fmt::Debug for Receivers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.all().iter().map(|receiver| receiver.name())).finish()
    }
}
