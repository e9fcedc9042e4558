//! Events from the streams of a real Redis server.

mod attempts;
mod config;
mod connections;
mod cost;
mod dead_letters;
mod errors;
mod groups;
mod leases;
mod limits;
mod order;
mod permissions;
mod queue;
mod sentinel;
mod shared;
mod shutdown;
mod store;
mod streams;
mod support;
mod trimming;
mod vanished;
mod vectors;
