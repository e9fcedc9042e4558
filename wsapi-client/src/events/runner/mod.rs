//! Handles the events of all transports: in order, with limits, retries and deduplication.
//!
//! A transport wraps each event in a [`Delivery`] and pushes it into a [`Session`], in which events of one chat are
//! handled one after the other. The runner makes the attempts, and hands the result to the delivery, which settles the
//! event with its transport.

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

/// What all sessions of a receiver share: the handler, the options, the limits and the statistics.
pub(super) struct Runner {
    dispatcher: Dispatcher,
    pub(super) options: Options,
    /// Room for the handlers that run.
    running: Arc<Room>,
    /// Room for the events in flight.
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
