//! Catches the panics of handlers, stores and callbacks.

use std::{
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind},
    task::Poll,
};

use crate::BoxFuture;

/// Returns the output of the future, or `None` if it panics.
pub(super) async fn caught<T>(mut future: BoxFuture<'_, T>) -> Option<T> {
    poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
        Ok(poll) => poll.map(Some),
        Err(_) => Poll::Ready(None),
    })
    .await
}

/// Calls a callback of the program, and catches and logs a panic in it.
pub(super) fn contained(name: &'static str, callback: impl FnOnce()) {
    if catch_unwind(AssertUnwindSafe(callback)).is_err() {
        tracing::error!(callback = name, "a callback panicked");
    }
}
