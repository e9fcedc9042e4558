//! The access of workers to a stream: one worker owns it, or several workers share it.

use std::{sync::Arc, time::Duration};

use super::lease::Lease;

/// The access of a worker to a stream.
pub(super) trait Access: Send + Sync + 'static {
    /// Returns the worker's consumer in the group of the stream.
    fn consumer(&self) -> &str;

    /// Returns the lease that each command depends on.
    fn lease(&self) -> Option<&Arc<Lease>> {
        None
    }

    /// Waits until the lease is lost.
    fn lost(&self) -> impl Future<Output = ()> + Send {
        std::future::pending()
    }

    /// Returns how long an entry must be idle before another worker claims it, if several workers share the stream.
    fn min_idle(&self) -> Option<Duration> {
        None
    }

    /// Returns whether the stream is created if it does not exist.
    fn creates_stream(&self) -> bool {
        true
    }
}

/// One worker owns the stream with a lease. All owners use the same consumer, because names of their own would
/// accumulate.
pub(super) struct Owned {
    pub(super) lease: Arc<Lease>,
    pub(super) creates_stream: bool,
}

impl Access for Owned {
    fn consumer(&self) -> &str {
        "owner"
    }

    fn lease(&self) -> Option<&Arc<Lease>> {
        Some(&self.lease)
    }

    async fn lost(&self) {
        self.lease.lost().await;
    }

    fn creates_stream(&self) -> bool {
        self.creates_stream
    }
}

/// Several workers share the stream, each with a consumer of its own.
pub(super) struct Shared {
    pub(super) consumer: String,
    pub(super) min_idle: Duration,
}

impl Access for Shared {
    fn consumer(&self) -> &str {
        &self.consumer
    }

    fn min_idle(&self) -> Option<Duration> {
        Some(self.min_idle)
    }
}
