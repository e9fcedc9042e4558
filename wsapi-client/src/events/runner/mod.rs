//! Handles the events of all transports: in order, with limits, retries and deduplication.
//!
//! A transport wraps each event in a [`Delivery`] and pushes it into a [`Session`], in which events of one chat are
//! handled one at a time. The runner makes the attempts and passes the result to the delivery, which settles the event
//! with its transport.

#[cfg(any(feature = "sse", feature = "webhook"))]
mod arrived;
mod delivery;
mod failed;
mod lanes;
mod options;
mod process;
mod room;
mod session;
mod stats;

use std::sync::Arc;

use super::Dispatcher;

#[cfg(any(feature = "sse", feature = "webhook"))]
pub(super) use self::arrived::Arrived;
pub(super) use self::{
    delivery::{Delivery, End, Prepared, lane},
    options::{Options, shared_options},
    room::Permit,
    session::Session,
};
pub use self::{
    failed::{FailedEvent, Origin},
    stats::EventStats,
};

use self::{
    room::{Room, Rule},
    stats::Stats,
};

/// The handler, the options, the limits and the statistics, which all sessions of a receiver share.
pub(super) struct Runner {
    dispatcher: Dispatcher,
    pub(super) options: Options,
    /// The limit of running handlers.
    running: Arc<Room>,
    /// The limit of events in flight.
    in_flight: Arc<Room>,
    stats: Stats,
}

impl Runner {
    pub(super) fn new(dispatcher: Dispatcher, options: Options) -> Arc<Self> {
        let running = Room::new(options.concurrency, Rule::Running);
        let in_flight = Room::new(options.max_in_flight, Rule::InFlight);
        Arc::new(Self { dispatcher, options, running, in_flight, stats: Stats::default() })
    }

    pub(super) fn stats(&self) -> EventStats {
        self.stats.read()
    }
}
