//! Events from the streams of a real Redis server.

mod failure;
mod group;
mod order;
mod owners;
mod queue;
mod sentinel;
mod server;
mod shared;
mod shutdown;
mod store;
mod support;
mod trimming;
mod vectors;
