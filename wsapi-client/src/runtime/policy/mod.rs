//! How calls are sent: time limits, retries, and how fast.

mod budget;
mod options;
mod pacing;
mod retry;

pub(crate) use self::{
    budget::Budget,
    options::{Defaults, Options},
    pacing::Pace,
};
pub use self::{pacing::Pacing, retry::RetryPolicy};
