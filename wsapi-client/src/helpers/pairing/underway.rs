//! A call that outlives the future which waits for it.

use std::{future::poll_fn, pin::Pin, time::Instant};

/// A call on its way, if there is one. When the one who waits for it leaves, it stays on its way, and its answer is for
/// the one who comes next.
pub(super) struct Underway<F> {
    call: Option<(F, Instant)>,
}

/// What came of a call.
pub(super) struct Outcome<T> {
    pub(super) output: T,
    /// Since when it may have been there, if it came while nobody waited.
    pub(super) unseen_since: Option<Instant>,
}

impl<F: Future + Unpin> Underway<F> {
    pub(super) fn is_underway(&self) -> bool {
        self.call.is_some()
    }

    /// Waits for the call that is on its way, or for a new one.
    pub(super) async fn answer(&mut self, new: impl FnOnce() -> F) -> Outcome<F::Output> {
        let mut unseen_since = self.call.as_ref().map(|(_, pending)| *pending);
        let (call, pending) = self.call.get_or_insert_with(|| (new(), Instant::now()));
        let output = poll_fn(|context| {
            let polled = Pin::new(&mut *call).poll(context);
            if polled.is_pending() {
                *pending = Instant::now();
                unseen_since = None;
            }
            polled
        })
        .await;
        self.call = None;
        Outcome { output, unseen_since }
    }
}

impl<F> Default for Underway<F> {
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

    use super::Underway;

    #[test]
    fn an_answer_came_unseen_after_the_last_look() {
        let is_there = AtomicBool::new(false);
        let call = || poll_fn(|_| if is_there.load(SeqCst) { Poll::Ready(7) } else { Poll::Pending });
        let mut context = Context::from_waker(Waker::noop());
        let mut underway = Underway::default();
        assert!(pin!(underway.answer(call)).poll(&mut context).is_pending());
        let before = Instant::now();
        assert!(pin!(underway.answer(|| panic!("it is on its way"))).poll(&mut context).is_pending());
        let after = Instant::now();
        is_there.store(true, SeqCst);
        let Poll::Ready(outcome) = pin!(underway.answer(|| panic!("it is on its way"))).poll(&mut context) else {
            panic!("it is there");
        };
        assert_eq!(outcome.output, 7);
        assert!(outcome.unseen_since.is_some_and(|since| (before..=after).contains(&since)));
        assert!(!underway.is_underway());
    }

    #[test]
    fn an_answer_that_was_waited_for_was_seen_coming() {
        let is_there = AtomicBool::new(false);
        let call = || poll_fn(|_| if is_there.load(SeqCst) { Poll::Ready(7) } else { Poll::Pending });
        let mut context = Context::from_waker(Waker::noop());
        let mut underway = Underway::default();
        assert!(pin!(underway.answer(call)).poll(&mut context).is_pending());
        let mut second = pin!(underway.answer(|| panic!("it is on its way")));
        assert!(second.as_mut().poll(&mut context).is_pending());
        is_there.store(true, SeqCst);
        assert!(matches!(second.poll(&mut context), Poll::Ready(outcome) if outcome.unseen_since.is_none()));
    }
}
