//! What the tests of all transports share: events that a service would send, and handlers that note what they saw.

mod gate;
mod poster;
mod recorder;
mod redis_server;
mod running;
mod samples;
mod serving;
mod targets;
mod waiting;

pub use self::{
    gate::Gate,
    poster::{Poster, request},
    recorder::Recorder,
    redis_server::RedisServer,
    running::{Running, eventually},
    samples::{SECRET, entry, message, sign},
    serving::{serve, serve_app},
    targets::{TARGETS, Target, target},
    waiting::until,
};
