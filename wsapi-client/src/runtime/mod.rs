//! The first layer: calls, errors and values for any API that the generator has printed.
//!
//! It contains nothing specific to the service and no generated type. Everything that it needs to know is in a
//! [`Service`](service::Service), which the second layer supplies. A test checks this. Each module imports only from
//! those before it:
//!
//! 1. [`clock`], [`operation`], [`delivery`], [`service`]: time, and the facts that everything depends on.
//! 2. [`transport`]: the interface to the network.
//! 3. [`error`]: the errors of calls and values.
//! 4. [`value`], [`json`], [`event`]: values, and how they are read and written.
//! 5. [`media`], [`response`], [`content`]: bodies.
//! 6. [`policy`], [`client`]: configuration.
//! 7. [`request`]: sending, attempt by attempt.
//! 8. [`call`]: one operation with its arguments.

pub(crate) mod clock;
pub(crate) mod delivery;
pub(crate) mod disk;
pub(crate) mod future;
pub(crate) mod operation;
pub(crate) mod service;

pub(crate) mod transport;

#[cfg(feature = "blocking")]
pub(crate) mod blocking;
pub(crate) mod error;
pub(crate) mod trace;

pub(crate) mod event;
pub(crate) mod json;
pub(crate) mod value;

pub(crate) mod content;
pub(crate) mod media;
pub(crate) mod response;

pub(crate) mod client;
pub(crate) mod policy;

pub(crate) mod request;

pub(crate) mod call;

pub mod testkit;

mod assertions;

/// The items that generated code may use.
#[allow(unused_imports, reason = "the documents of the service and features decide which of these are used")]
pub(crate) mod prelude {
    pub(crate) use super::{
        call::{Call, Operation, Paged, Wire},
        client::Client,
        content::{Json, Printed, ResponseBody, Text},
        error::Error,
        event::{UnknownEvent, unreadable_event},
        json::{JsonObject, RawData, UnknownValue, Unparsed, object, open_enum},
        media::Media,
        operation::{Class, Credential, OperationInfo},
        response::{Download, Expected, Response},
        value::{Nullable, Secret, Time},
    };
    pub(crate) use http::Method;
}
