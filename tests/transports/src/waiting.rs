//! Waiting for a condition.

use std::time::Duration;

use tokio::time::{Instant, sleep, timeout};

/// The longest wait, which only a failing test reaches.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// Waits until the condition holds.
pub async fn until(condition: impl Fn() -> bool) {
    let waiting = async {
        while !condition() {
            sleep(Duration::from_millis(2)).await;
        }
    };
    timeout(PATIENCE, waiting).await.expect("the condition holds in time");
}

/// Waits until the condition holds. A failure names it.
pub async fn eventually<F: Future<Output = bool>>(expected: &str, mut condition: impl FnMut() -> F) {
    let deadline = Instant::now() + PATIENCE;
    while !condition().await {
        assert!(Instant::now() < deadline, "timed out; expected: {expected}");
        sleep(Duration::from_millis(10)).await;
    }
}
