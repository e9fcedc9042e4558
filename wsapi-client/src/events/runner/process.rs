//! Handles one event until it is settled.

use std::{fmt, mem, pin::pin, sync::Arc};

use tokio::{sync::watch, time::sleep};
use tracing::{Instrument, Span};

use super::{Delivery, End, EventStats, FailedEvent, Permit, Prepared, Runner, lanes::Turn, room::Seat};
use crate::events::{
    Attempt, DispatchOutcome, EventError,
    dispatcher::Received,
    error::Chain,
    panics::contained,
    race::{Winner, race},
};

/// The result of all attempts.
enum Verdict {
    Handled,
    Duplicate,
    Failed(EventError),
    Lost,
    /// The event is left to the next receiver.
    Released,
}

/// Handles one event, and then lets the next event of its lane proceed.
pub(super) async fn process<D: Delivery>(
    runner: Arc<Runner>,
    running: Arc<Seat>,
    turn: Turn<Tracked<D>>,
    closed: watch::Receiver<bool>,
) {
    let Turn { item: mut tracked, place } = turn;
    let Tracked { delivery: Some(delivery), made, .. } = &mut tracked else { return };
    match handle(&runner, &running, delivery, made, closed).await {
        // The events behind it in the lane are left to the next receiver too, so that the order is preserved.
        Verdict::Released => place.clear_lane(),
        verdict => {
            // The lane need not wait until the transport has settled an event that was handled.
            let is_handled = matches!(verdict, Verdict::Handled | Verdict::Duplicate);
            let place = (!is_handled).then_some(place);
            tracked.settle(verdict).await;
            drop(place);
        }
    }
}

/// Passes the event to the handler until it is handled or has failed.
async fn handle<D: Delivery>(
    runner: &Runner,
    running: &Seat,
    delivery: &mut D,
    made: &mut Made,
    closed: watch::Receiver<bool>,
) -> Verdict {
    let (mut failed, mut failures) = (0, 0);
    loop {
        let slot = running.take().await;
        let attempt = match delivery.prepare(failed).await {
            Prepared::Attempt(attempt) => attempt,
            Prepared::Exhausted(number) => {
                *made = Made { attempts: number, may_be_partly_handled: true };
                return Verdict::Failed(EventError::interrupted());
            }
            Prepared::Lost => return Verdict::Lost,
            Prepared::Stop => return Verdict::Released,
        };
        made.may_be_partly_handled |= attempt.is_redelivery;
        let event = match delivery.read() {
            Ok(event) => event,
            Err(error) => return Verdict::Failed(error),
        };
        made.attempts = attempt.number;
        // Until the attempt has ended, it may be interrupted.
        let earlier = mem::replace(&mut made.may_be_partly_handled, true);
        let span = span(&event, attempt);
        let handling = runner.dispatcher.dispatch(event, attempt).instrument(span.clone());
        let Winner::First(result) = race(pin!(handling), pin!(delivery.lost())).await else { return Verdict::Lost };
        drop(slot);
        let error = match result {
            Ok(DispatchOutcome::Handled) => return Verdict::Handled,
            Ok(DispatchOutcome::Duplicate) => return Verdict::Duplicate,
            Err(error) => error,
        };
        made.may_be_partly_handled = earlier || error.is_panic();
        failures += 1;
        // While the store fails, the handler is not called. An event that is redelivered can wait for the store.
        if error.is_store() && D::IS_REDELIVERED {
            made.attempts -= 1;
        } else {
            failed += 1;
            delivery.failed();
            runner.stats.update(|stats| stats.failed_attempts += 1);
            if attempt.number >= runner.options.max_attempts || error.is_unreadable() {
                span.in_scope(|| tracing::warn!(error = %Chain(&error), "the last attempt to handle an event failed"));
                return Verdict::Failed(error);
            }
        }
        let delay = runner.options.backoff.delay(failures);
        span.in_scope(|| tracing::warn!(error = %Chain(&error), ?delay, "an attempt to handle an event failed"));
        if !wait(sleep(delay), closed.clone(), D::IS_REDELIVERED).await {
            return Verdict::Released;
        }
    }
}

/// Waits before the next attempt. Returns `false` at once if the session is closed and the event is redelivered.
async fn wait(sleep: impl Future<Output = ()>, mut closed: watch::Receiver<bool>, is_redelivered: bool) -> bool {
    if !is_redelivered {
        sleep.await;
        return true;
    }
    // If the sender is dropped, the session is gone, which counts as closed.
    matches!(race(pin!(sleep), pin!(closed.wait_for(|closed| *closed))).await, Winner::First(()))
}

/// Creates the span of one attempt, the parent of the calls that the handler makes. It contains no message text and no
/// phone number.
fn span(event: &Received, attempt: Attempt) -> Span {
    let (id, kind) = match event {
        Ok(event) => (event.event_id.as_str(), event.data.event_type()),
        Err(event) => (event.event_id().unwrap_or_default(), event.event_type().unwrap_or_default()),
    };
    tracing::info_span!(
        target: env!("CARGO_CRATE_NAME"),
        "event",
        otel.name = kind,
        otel.kind = "consumer",
        event.id = id,
        event.type = kind,
        attempt = attempt.number,
        redelivery = attempt.is_redelivery,
    )
}

/// The attempts to handle an event.
#[derive(Clone, Copy, Default)]
struct Made {
    /// The number of attempts that were started.
    attempts: u32,
    /// `true` if an attempt may have stopped part-way.
    may_be_partly_handled: bool,
}

/// An event in flight. Dropping it before it is settled interrupts it.
pub(super) struct Tracked<D: Delivery> {
    delivery: Option<D>,
    permit: Option<Permit>,
    made: Made,
    count: Count,
}

impl<D: Delivery> Tracked<D> {
    pub(super) fn new(delivery: D, permit: impl Into<Option<Permit>>, runner: Arc<Runner>) -> Self {
        Self { delivery: Some(delivery), permit: permit.into(), made: Made::default(), count: Count::new(runner) }
    }

    fn failed(&self, delivery: &D, error: EventError) -> FailedEvent {
        let Made { attempts, may_be_partly_handled } = self.made;
        FailedEvent { raw: delivery.raw(), error, attempts, may_be_partly_handled, origin: delivery.origin() }
    }

    async fn settle(mut self, verdict: Verdict) {
        let (Some(delivery), Some(permit)) = (self.delivery.take(), self.permit.take()) else { return };
        match verdict {
            Verdict::Handled => {
                self.count.end(|stats| stats.handled += 1);
                delivery.settle(End::Handled, permit).await;
            }
            Verdict::Duplicate => {
                self.count.end(|stats| stats.duplicates += 1);
                delivery.settle(End::Duplicate, permit).await;
            }
            Verdict::Failed(error) => {
                let failed = self.failed(&delivery, error);
                if !D::IS_REDELIVERED {
                    self.count.end(|stats| stats.failed += 1);
                }
                if delivery.settle(End::Failed(&failed), permit).await {
                    self.count.end(|stats| stats.failed += 1);
                    self.count.report(failed);
                }
            }
            Verdict::Lost | Verdict::Released => {
                self.count.end(|stats| stats.released += 1);
                delivery.settle(End::Lost, permit).await;
            }
        }
    }
}

impl<D: Delivery> Drop for Tracked<D> {
    fn drop(&mut self) {
        let Some(delivery) = self.delivery.take() else { return };
        if D::IS_REDELIVERED {
            return;
        }
        self.count.end(|stats| stats.failed += 1);
        let failed = self.failed(&delivery, EventError::interrupted());
        delivery.interrupted(&failed);
        self.count.report(failed);
    }
}

/// Counts an event as in flight, and then by its result. Without a result, it counts as released.
struct Count {
    runner: Arc<Runner>,
    has_ended: bool,
}

impl Count {
    fn new(runner: Arc<Runner>) -> Self {
        runner.stats.update(|stats| {
            stats.received += 1;
            stats.in_flight += 1;
        });
        Self { runner, has_ended: false }
    }

    fn end(&mut self, count: impl FnOnce(&mut EventStats)) {
        if !mem::replace(&mut self.has_ended, true) {
            self.runner.stats.update(|stats| {
                stats.in_flight -= 1;
                count(stats);
            });
        }
    }

    /// Reports an event that failed.
    fn report(&self, failed: FailedEvent) {
        let (attempts, chain, origin) = (failed.attempts(), Chain(failed.error()), failed.origin());
        // The handler's error was already logged after the attempt.
        let error: &dyn fmt::Display = if failed.error().is_handler() { failed.error() } else { &chain };
        let event = failed.event();
        let id = event.as_ref().map_or_else(|event| event.event_id(), |event| Some(event.event_id.as_str()));
        tracing::error!(event.id = id, attempts, %error, %origin, "an event failed");
        if let Some(on_failed) = &self.runner.options.on_failed {
            contained("on_failed", || on_failed(failed));
        }
    }
}

impl Drop for Count {
    fn drop(&mut self) {
        self.end(|stats| stats.released += 1);
    }
}
