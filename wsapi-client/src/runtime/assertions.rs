//! Compile-time assertions: which types can be sent to another thread, and the size of an error.

use super::{
    call::{Call, CallFuture, Operation, RawCall},
    client::{Client, ClientBuilder},
    error::Error,
    future::BoxFuture,
    transport::{Body, TransportError},
};

const fn sent<T: Send + 'static>() {}
const fn shared<T: Send + Sync + 'static>() {}

const _: () = {
    shared::<Client>();
    shared::<ClientBuilder>();
    shared::<Error>();
    shared::<TransportError>();
    sent::<Body>();
    shared::<RawCall>();
    sent::<BoxFuture<'static, Error>>();
    assert!(size_of::<Error>() == size_of::<usize>());
    assert!(size_of::<Client>() == size_of::<usize>());
};

#[allow(dead_code, reason = "it has to compile, for every operation at once")]
const fn calls<O: Operation>() {
    shared::<Call<O>>();
    sent::<CallFuture<O>>();
}
