//! Shared parts of the tests: the operations and events of the documents with their examples, a server that records
//! requests, and two clients that are driven by operation id: the SDK, and the one that progenitor generates.
//!
//! The build script prints the drivers. progenitor's client is large, so it is compiled here, once for all tests.

#![cfg_attr(stale_sdk, allow(unused, reason = "the drivers do nothing while the SDK is out of date"))]

mod arguments;
mod bodies;
mod clock;
mod document;
mod enums;
mod event;
mod kit;
mod operation;
mod ours;
mod sample;
mod schema;
mod server;
mod theirs;

pub use arguments::{Arguments, In};
pub use bodies::built;
pub use clock::SkippingClock;
pub use enums::{OpenEnum, Reading, all as enums};
pub use event::{Event, events};
pub use operation::{DocumentedResponse, Operation, Parameter, Payload, instance_id, operations};
pub use ours::Ours;
pub use schema::Schema;
pub use server::{Request, Response, Server};
pub use theirs::Theirs;

/// The operations of the service: 114 of the hosted API, and 7 that self-hosting adds.
pub const OPERATIONS: usize = 121;

/// The events of the service.
pub const EVENTS: usize = 21;

/// The keys of the tests' clients, which the requests must contain.
pub mod keys {
    /// The key of the instance.
    pub const INSTANCE: &str = "instance-key";
    /// The customer's key.
    pub const ACCOUNT: &str = "account-key";
    /// The administrator's key.
    pub const ADMIN: &str = "admin-key";
}
