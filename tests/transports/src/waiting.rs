//! Waiting for what must come, with a safety net.

use std::time::Duration;

use tokio::time::{sleep, timeout};

/// Waits until something is so. How long that takes decides nothing, unless it never is.
pub async fn until(is_so: impl Fn() -> bool) {
    let waiting = async {
        while !is_so() {
            sleep(Duration::from_millis(2)).await;
        }
    };
    timeout(Duration::from_secs(60), waiting).await.expect("it is so at last");
}
