//! What the tests of all transports share: events that a service would send, and handlers that note what they saw.

mod recorder;
mod samples;
mod targets;

pub use self::{
    recorder::Recorder,
    samples::{SECRET, message, sign},
    targets::{TARGETS, Target, target},
};
