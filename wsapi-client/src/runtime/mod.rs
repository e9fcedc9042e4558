//! All that is written by hand: configuration, calls, errors, values.
//!
//! It names no generated type, so that it serves whatever the documents of the service say. Generated code
//! imports from here, and from nowhere else. Read it in this order: a [`Client`] is configured, a [`Call`]
//! is drafted, it is sent attempt by attempt, a [`Transport`] carries each, a [`Response`] is decoded or an
//! [`Error`] is made. The rest are values.

mod builder;
mod client;
mod env;

#[cfg(feature = "blocking")]
mod blocking;
mod call;
mod content;
mod credentials;
mod draft;
pub(crate) mod inspection;
mod operation;
mod options;
mod paging;
mod param;

mod base_url;
mod headers;
mod path;
mod query;

mod budget;
mod clock;
mod pacing;
mod prepared;
mod retry;
mod retry_after;
mod send;
mod trace;

mod body;
mod origin;
mod reqwest_transport;
mod tower_transport;
mod transport;

mod delivery;
mod download;
mod error;
mod response;

pub(crate) mod field;
mod hidden;
mod jid;
mod media;
mod message;
mod nullable;
pub(crate) mod object;
mod open_enum;
mod secret;
mod time;
mod unknown_event;

mod assertions;
#[cfg(test)]
mod tests;

pub use self::{
    body::Body,
    builder::ClientBuilder,
    call::{Call, CallFuture, WithResponse, WithResponseFuture},
    client::Client,
    content::{Answer, Json, Payload, Text},
    delivery::Delivery,
    download::Download,
    error::Error,
    jid::{Jid, JidKind},
    media::Media,
    message::{MessageId, MessageRef},
    nullable::Nullable,
    open_enum::UnknownValue,
    operation::{Class, Key, Method, Operation, OperationInfo, Output},
    pacing::Pacing,
    paging::{Items, Paged},
    reqwest_transport::ReqwestTransport,
    response::Response,
    retry::RetryPolicy,
    secret::Secret,
    time::Time,
    tower_transport::TowerTransport,
    transport::{BoxFuture, Transport, TransportError},
    unknown_event::UnknownEvent,
};

#[allow(
    unused_imports,
    reason = "which of these are used is decided by the documents of the service and by features"
)]
pub(crate) use self::{
    clock::{Clock, Deadline},
    object::object,
    open_enum::{deserialize_text, open_enum},
    param::Param,
    unknown_event::{RawData, problem_of_event, unreadable_event},
};

/// A JSON object without a fixed shape.
///
/// ```
/// let mut object = wsapi_client::JsonObject::new();
/// object.insert("colour".to_owned(), "green".into());
/// ```
pub type JsonObject = serde_json::Map<String, serde_json::Value>;
