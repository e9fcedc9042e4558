//! Access to a Redis server, for the consumer, the deduplication store and the durable queue.

mod config;
mod connection;
mod digest;
mod discovery;
mod error;
mod script;

pub use self::{config::RedisConfig, error::RedisError};
pub(super) use self::{
    connection::{Connection, retried},
    digest::digest,
    discovery::discover,
    script::{RELEASE, RENEW},
};
