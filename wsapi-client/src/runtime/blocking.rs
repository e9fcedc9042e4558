//! Blocks a thread until a call or a download is done.

use std::{io, sync::OnceLock};

use tokio::runtime::{Builder, Handle, Runtime};

use crate::runtime::{error::Error, transport::TransportError};

/// All blocking calls of the process share a runtime, so that connections outlive a call.
pub(crate) fn wait<T>(operation: &'static str, call: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    static RUNTIME: OnceLock<io::Result<Runtime>> = OnceLock::new();
    if Handle::try_current().is_ok() {
        let message =
            "a blocking method would block the asynchronous runtime that it is called from; await the call instead";
        return Err(Error::invalid_input(operation, message.to_owned()));
    }
    match RUNTIME.get_or_init(|| Builder::new_multi_thread().worker_threads(1).enable_all().build()) {
        Ok(runtime) => runtime.block_on(call),
        Err(error) => Err(Error::unsendable(operation, TransportError::not_sent(error.to_string()))),
    }
}
