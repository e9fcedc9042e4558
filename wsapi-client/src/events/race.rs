//! Waits for the first of two futures, for both, or for a task.
//!
//! The caller pins the futures, because an async function stores a future that is moved into it twice, and races are
//! nested.

use std::{
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll},
};

use tokio::task::{JoinError, JoinSet};

/// The output of the future that was ready first.
pub(super) enum Winner<A, B> {
    First(A),
    Second(B),
}

/// Waits for one of two futures. If both are ready, the first one wins.
pub(super) async fn race<A, B>(
    mut first: impl Future<Output = A> + Unpin,
    mut second: impl Future<Output = B> + Unpin,
) -> Winner<A, B> {
    poll_fn(|context| match poll(&mut first, context) {
        Poll::Ready(output) => Poll::Ready(Winner::First(output)),
        Poll::Pending => poll(&mut second, context).map(Winner::Second),
    })
    .await
}

/// Waits for both futures.
#[cfg(feature = "redis")]
pub(super) async fn join(mut first: impl Future<Output = ()> + Unpin, mut second: impl Future<Output = ()> + Unpin) {
    let (mut is_first_ready, mut is_second_ready) = (false, false);
    poll_fn(|context| {
        is_first_ready = is_first_ready || poll(&mut first, context).is_ready();
        is_second_ready = is_second_ready || poll(&mut second, context).is_ready();
        if is_first_ready && is_second_ready { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
}

/// Waits until a task ends. If there are no tasks, waits forever.
pub(super) async fn ended<T: 'static>(tasks: &mut JoinSet<T>) -> Result<T, JoinError> {
    match tasks.join_next().await {
        Some(end) => end,
        None => std::future::pending().await,
    }
}

fn poll<T>(future: &mut (impl Future<Output = T> + Unpin), context: &mut Context<'_>) -> Poll<T> {
    Pin::new(future).poll(context)
}
