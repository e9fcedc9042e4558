//! Policies for sending calls: time limits, retries and pacing.

mod backoff;
mod budget;
mod options;
mod pacing;
mod retry;

pub(crate) use self::{
    budget::Budget,
    options::{Defaults, Options},
    pacing::Pace,
};
pub use self::{backoff::Backoff, pacing::Pacing, retry::RetryPolicy};
