//! Shared parts of the transport tests: signed events, handlers, servers and connections that fail.

mod gate;
mod log;
mod poster;
mod recorder;
mod redis_commands;
mod redis_server;
mod running;
mod samples;
mod sentinel;
mod serving;
mod targets;
mod waiting;

pub use self::{
    gate::{Fault, Gate},
    log::Log,
    poster::{Poster, request},
    recorder::Recorder,
    redis_commands::GROUP,
    redis_server::RedisServer,
    running::Running,
    samples::{SECRET, entry, message, sign, signed},
    sentinel::Sentinel,
    serving::{serve, serve_app},
    targets::{TARGETS, Target, target},
    waiting::{eventually, until},
};

/// Compiles the snippets of the README of the repository. They are not part of the crate, so its tarball has no tests
/// of them.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
mod readme {}
