//! The interface for a test kit, which is the server's side of an operation, driven by operation id.

use std::pin::Pin;

use wsapi_client::{Call, Download, Error, Operation, bytes::Bytes, http, testkit};

use crate::{Arguments, Ours, Response};

/// A call that is ready to be sent. It returns its output as a response.
pub(crate) type Written = Pin<Box<dyn Future<Output = Result<http::Response<Bytes>, Error>> + Send>>;

impl Ours {
    /// Sends the operation with a received body, and writes its output.
    ///
    /// # Errors
    ///
    /// Returns the error of the SDK.
    pub async fn replay(&self, arguments: &Arguments, body: &[u8]) -> Result<http::Response<Bytes>, Error> {
        driver::replay(self.client(), arguments, body).await
    }
}

mod driver {
    use wsapi_client::{Client, operations};

    use super::{Written, read, written, written_download};
    use crate::{Arguments, In};

    include!(concat!(env!("OUT_DIR"), "/kit.rs"));
}

fn read<O: Operation>(id: &str, body: &[u8]) -> O::Body {
    let text = || String::from_utf8_lossy(body);
    testkit::read_body::<O>(body).unwrap_or_else(|error| panic!("{id} cannot read its own body: {error}: {}", text()))
}

async fn written<O: Operation>(call: Call<O>) -> Result<http::Response<Bytes>, Error> {
    call.await.map(write::<O>)
}

async fn written_download<O: Operation<Output = Download>>(call: Call<O>) -> Result<http::Response<Bytes>, Error> {
    testkit::into_memory(call.await?).await.map(write::<O>)
}

fn write<O: Operation>(output: O::Output) -> http::Response<Bytes> {
    testkit::write_output::<O>(output).unwrap_or_else(|error| panic!("{} cannot be written: {error}", O::INFO.id))
}

/// Converts the response into one that the server of the tests sends.
impl From<http::Response<Bytes>> for Response {
    fn from(response: http::Response<Bytes>) -> Self {
        let header = |name: &str| response.headers().get(name)?.to_str().ok().map(str::to_owned);
        let (media_type, disposition) = (header("content-type"), header("content-disposition"));
        Self { status: response.status().as_u16(), media_type, disposition, body: response.into_body() }
    }
}
