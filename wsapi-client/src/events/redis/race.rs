//! Two futures, of which the first that is ready counts.

use std::{future::poll_fn, pin::pin, task::Poll};

/// Which of the two was ready.
pub(super) enum Winner<A, B> {
    First(A),
    Second(B),
}

/// Waits for one of two futures and drops the other. If both are ready the first one counts.
pub(super) async fn race<A, B>(a: impl Future<Output = A>, b: impl Future<Output = B>) -> Winner<A, B> {
    let (mut a, mut b) = (pin!(a), pin!(b));
    poll_fn(|context| {
        if let Poll::Ready(output) = a.as_mut().poll(context) {
            return Poll::Ready(Winner::First(output));
        }
        b.as_mut().poll(context).map(Winner::Second)
    })
    .await
}
