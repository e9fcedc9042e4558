//! x

mod generated;
mod runtime;

pub use self::runtime::{
    Body, BoxFuture, Call, CallFuture, Class, Client, ClientBuilder, Download, Error, Jid, JsonObject, Key, MessageId,
    MessageRef, Method, Nullable, Operation, OperationInfo, ReqwestTransport, Response, Secret, Time, Transport,
    TransportError, UnknownEvent, UnknownValue,
};

#[doc(no_inline)]
pub use {bytes, http, reqwest};
