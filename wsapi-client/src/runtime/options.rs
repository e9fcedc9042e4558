//! How a call is sent: what the client says, and what a single call says otherwise.

use std::time::Duration;

use super::RetryPolicy;

/// What a client does with every call, unless the call says otherwise.
#[derive(Clone, Debug)]
pub(super) struct Defaults {
    pub(super) attempt_timeout: Duration,
    pub(super) total_timeout: Duration,
    pub(super) idle_timeout: Duration,
    pub(super) retry: RetryPolicy,
    pub(super) max_response_size: u64,
    pub(super) max_media_size: u64,
}

impl Default for Defaults {
    fn default() -> Self {
        Self {
            // The server itself gives up writing an answer after 90 s. A client that gives up earlier does not
            // know whether its message went out, so an attempt waits longer than that.
            attempt_timeout: Duration::from_secs(100),
            // A second attempt after one that timed out still finds time.
            total_timeout: Duration::from_secs(240),
            idle_timeout: Duration::from_secs(60),
            retry: RetryPolicy::new(),
            // A history of thousands of chats is some megabytes.
            max_response_size: 64 << 20,
            // More than this the server does not give back by default, nor does WhatsApp play it.
            max_media_size: 100 << 20,
        }
    }
}

/// What a call says otherwise.
#[derive(Clone, Debug, Default)]
pub(super) struct Options {
    pub(super) attempt_timeout: Option<Duration>,
    pub(super) total_timeout: Option<Duration>,
    pub(super) retry: Option<RetryPolicy>,
}
