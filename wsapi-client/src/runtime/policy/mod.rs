//! Policies for sending calls: time limits, retries and pacing.

mod backoff;
mod budget;
mod options;
mod pacing;
mod retry;

pub use self::{backoff::Backoff, pacing::Pacing, retry::RetryPolicy};
pub(crate) use self::{
    budget::Budget,
    options::{Defaults, Options},
    pacing::Pace,
};
