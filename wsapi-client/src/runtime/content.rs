//! What the bodies of requests and answers hold: JSON, text, a medium, or nothing.
//!
//! A call keeps its body as the caller gave it until it is sent, and an answer is read where it is awaited.
//! So the code that reads and writes a type is compiled by those who use it, and not with the SDK.

use bytes::Bytes;
use serde::{Serialize, de::DeserializeOwned};

use super::{Download, Error, Response};

/// What the body of a request holds: [`Json`], or `()` for nothing.
///
/// ```
/// use wsapi_client::{Call, Operation, Payload};
///
/// fn keep<O: Operation>(call: Call<O>) -> Box<dyn std::any::Any>
/// where
///     O::Body: Payload,
/// {
///     Box::new(call)
/// }
/// ```
pub trait Payload: Write + Send + Sync + 'static {}

/// What the body of an answer holds: [`Json`], [`Text`], a [`Download`], or `()` for nothing.
///
/// ```
/// use wsapi_client::{Answer, Error, Response};
///
/// fn read<A: Answer>(response: Response) -> Result<A::Output, Error> {
///     A::read(response)
/// }
/// ```
pub trait Answer: 'static {
    /// What the caller gets.
    type Output;

    /// Reads the answer of the service, whose status is a success (2xx).
    ///
    /// # Errors
    ///
    /// The body is not what the operation promises.
    fn read(response: Response) -> Result<Self::Output, Error>;
}

/// A value that travels as JSON.
///
/// ```
/// use wsapi_client::{Answer, Json};
///
/// fn check<A: Answer>() {}
///
/// check::<Json<Vec<String>>>();
/// ```
#[derive(Debug)]
pub struct Json<T>(pub(crate) T);

/// A text that travels as it is.
///
/// ```
/// use wsapi_client::{Answer, Text};
///
/// fn check<A: Answer<Output = String>>() {}
///
/// check::<Text>();
/// ```
#[derive(Debug)]
pub enum Text {}

/// How a body is written. It is a trait of its own, so that [`Payload`] can change without breaking anybody.
pub trait Write {
    /// The bytes of the body, if there is one.
    fn write(&self) -> serde_json::Result<Option<Bytes>>;
}

impl<T: Serialize> Write for Json<T> {
    fn write(&self) -> serde_json::Result<Option<Bytes>> {
        serde_json::to_vec(&self.0).map(|bytes| Some(bytes.into()))
    }
}

impl Write for () {
    fn write(&self) -> serde_json::Result<Option<Bytes>> {
        Ok(None)
    }
}

impl<P: Write> Write for Option<P> {
    fn write(&self) -> serde_json::Result<Option<Bytes>> {
        self.as_ref().map_or(Ok(None), P::write)
    }
}

impl<P: Write + Send + Sync + 'static> Payload for P {}

impl<T: DeserializeOwned + 'static> Answer for Json<T> {
    type Output = T;

    fn read(response: Response) -> Result<T, Error> {
        response.json()
    }
}

impl Answer for Text {
    type Output = String;

    fn read(response: Response) -> Result<String, Error> {
        response.text()
    }
}

impl Answer for Download {
    type Output = Self;

    fn read(response: Response) -> Result<Self, Error> {
        response.download()
    }
}

/// A body that is not expected is not read.
impl Answer for () {
    type Output = ();

    fn read(_: Response) -> Result<(), Error> {
        Ok(())
    }
}
