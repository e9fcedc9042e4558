//! The options of a client, and those of a single call.

use std::time::Duration;

use super::retry::RetryPolicy;
use crate::runtime::{clock::Deadline, service::Service};

/// The options of every call of a client, unless the call overrides them.
#[derive(Clone, Debug)]
pub(crate) struct Defaults {
    pub(crate) attempt_timeout: Duration,
    pub(crate) total_timeout: Duration,
    pub(crate) idle_timeout: Duration,
    pub(crate) retry: RetryPolicy,
    pub(crate) max_response_size: u64,
    pub(crate) max_media_size: u64,
}

impl Defaults {
    pub(crate) fn of(service: &Service) -> Self {
        Self {
            attempt_timeout: service.attempt_timeout,
            total_timeout: service.timeout,
            idle_timeout: Duration::from_secs(60),
            retry: RetryPolicy::new(),
            // A list of thousands of items takes several megabytes.
            max_response_size: 64 << 20,
            max_media_size: 100 << 20,
        }
    }
}

/// The options that a single call overrides.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) total_timeout: Option<Duration>,
    /// The deadline of a helper that makes several calls.
    pub(crate) deadline: Option<Deadline>,
    pub(crate) retry: Option<RetryPolicy>,
}
