//! Promises that the compiler keeps: what can be sent to another thread, and how small an error is.

use super::{Body, BoxFuture, Call, CallFuture, Client, ClientBuilder, Error, Operation, TransportError};

const fn sent<T: Send + 'static>() {}
const fn shared<T: Send + Sync + 'static>() {}

const _: () = {
    shared::<Client>();
    shared::<ClientBuilder>();
    shared::<Error>();
    shared::<TransportError>();
    sent::<Body>();
    sent::<BoxFuture<'static, Error>>();
    assert!(size_of::<Error>() == size_of::<usize>());
    assert!(size_of::<Client>() == size_of::<usize>());
};

#[allow(dead_code, reason = "that it is well-typed is all that matters, for every operation at once")]
const fn calls<O: Operation>() {
    shared::<Call<O>>();
    sent::<CallFuture<O>>();
}
