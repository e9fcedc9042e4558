//! What the tests of all transports share: events that a service would send, and handlers that note what they saw.

mod poster;
mod recorder;
mod samples;
mod targets;
mod serving;
mod waiting;

pub use self::{
    poster::{Poster, request},
    recorder::Recorder,
    samples::{SECRET, message, sign},
    targets::{TARGETS, Target, target},
    serving::{serve, serve_app},
    waiting::until,
};
