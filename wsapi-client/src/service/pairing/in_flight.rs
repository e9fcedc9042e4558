//! A call that outlives the future that waits for it.

use std::{future::poll_fn, pin::Pin, time::Instant};

use crate::Clock;

/// A call in flight, if there is one. If the future that waits for it is dropped, the call stays in flight, and the
/// next future gets its result.
pub(super) struct InFlightCall<F> {
    call: Option<(F, Instant)>,
}

/// The result of a call.
pub(super) struct Finished<T> {
    pub(super) output: T,
    /// The earliest time at which it may have arrived, if it arrived while no future waited for it.
    pub(super) unseen_since: Option<Instant>,
}

impl<F: Future + Unpin> InFlightCall<F> {
    pub(super) fn is_in_flight(&self) -> bool {
        self.call.is_some()
    }

    /// Waits for the call that is in flight, or for a new one.
    pub(super) async fn finish(&mut self, clock: &dyn Clock, new: impl FnOnce() -> F) -> Finished<F::Output> {
        let mut unseen_since = self.call.as_ref().map(|(_, pending)| *pending);
        let (call, pending) = self.call.get_or_insert_with(|| (new(), clock.now()));
        let output = poll_fn(|context| {
            let polled = Pin::new(&mut *call).poll(context);
            if polled.is_pending() {
                *pending = clock.now();
                unseen_since = None;
            }
            polled
        })
        .await;
        self.call = None;
        Finished { output, unseen_since }
    }
}

impl<F> Default for InFlightCall<F> {
    fn default() -> Self {
        Self { call: None }
    }
}

#[cfg(test)]
mod tests {
    use std::{
        future::poll_fn,
        pin::pin,
        sync::atomic::{AtomicBool, Ordering::SeqCst},
        task::{Context, Poll, Waker},
        time::Instant,
    };

    use super::InFlightCall;
    use crate::TokioClock;

    #[test]
    fn result_that_arrives_between_two_futures_is_unseen_since_the_last_poll() {
        let is_there = AtomicBool::new(false);
        let call = || poll_fn(|_| if is_there.load(SeqCst) { Poll::Ready(7) } else { Poll::Pending });
        let mut context = Context::from_waker(Waker::noop());
        let mut in_flight = InFlightCall::default();
        assert!(pin!(in_flight.finish(&TokioClock, call)).poll(&mut context).is_pending());
        let before = Instant::now();
        assert!(pin!(in_flight.finish(&TokioClock, || panic!("it is in flight"))).poll(&mut context).is_pending());
        let after = Instant::now();
        is_there.store(true, SeqCst);
        let finished = pin!(in_flight.finish(&TokioClock, || panic!("it is in flight"))).poll(&mut context);
        let Poll::Ready(finished) = finished else { panic!("it is there") };
        assert_eq!(finished.output, 7);
        assert!(finished.unseen_since.is_some_and(|since| (before..=after).contains(&since)));
        assert!(!in_flight.is_in_flight());
    }

    #[test]
    fn result_that_is_waited_for_is_not_unseen() {
        let is_there = AtomicBool::new(false);
        let call = || poll_fn(|_| if is_there.load(SeqCst) { Poll::Ready(7) } else { Poll::Pending });
        let mut context = Context::from_waker(Waker::noop());
        let mut in_flight = InFlightCall::default();
        assert!(pin!(in_flight.finish(&TokioClock, call)).poll(&mut context).is_pending());
        let mut second = pin!(in_flight.finish(&TokioClock, || panic!("it is in flight")));
        assert!(second.as_mut().poll(&mut context).is_pending());
        is_there.store(true, SeqCst);
        assert!(matches!(second.poll(&mut context), Poll::Ready(finished) if finished.unseen_since.is_none()));
    }
}
