//! What the bodies of requests and answers hold: JSON, text, a medium, or nothing.
//!
//! A call keeps its body as the caller gave it until it is sent, and an answer is read where it is awaited.
//! So the code that reads and writes a type is compiled by those who use it, and not with the SDK.

use bytes::Bytes;
use serde::{Serialize, de::DeserializeOwned};

use super::{Body, Download, Error, Response, field::Field, inspection::inspect, media::Upload};

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

    /// Whether the answer of this status is handed over while it still arrives.
    fn is_streamed(status: u16) -> bool {
        _ = status;
        false
    }
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
#[derive(Clone, Debug)]
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
    /// What goes out, or why the body cannot: a sentence without any value of it.
    fn write(self) -> Result<Content, String>;
}

impl<T: Serialize + Field> Write for Json<T> {
    fn write(mut self) -> Result<Content, String> {
        let medium = inspect(&mut self.0)?;
        let json = serde_json::to_vec(&self.0);
        // The text of the error may repeat a value of the body, so only the fact is told.
        let json = json.map_err(|_| "the body cannot be written as JSON".to_owned())?;
        match medium {
            Some(medium) => Upload::splice(json, medium),
            None => Ok(Content::Json(json.into())),
        }
    }
}

impl Write for () {
    fn write(self) -> Result<Content, String> {
        Ok(Content::None)
    }
}

impl<P: Write> Write for Option<P> {
    fn write(self) -> Result<Content, String> {
        self.map_or(Ok(Content::None), P::write)
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
        Ok(response.download())
    }

    fn is_streamed(_: u16) -> bool {
        true
    }
}

/// A body that is not expected is not read.
impl Answer for () {
    type Output = ();

    fn read(_: Response) -> Result<(), Error> {
        Ok(())
    }
}

/// A body on its way out, which can be opened for each attempt.
#[derive(Clone, Debug)]
pub enum Content {
    /// Nothing, not even an empty text.
    None,
    /// JSON in memory.
    Json(Bytes),
    /// JSON with a medium that is read while it is sent. Few calls have one, and all of them would carry its room.
    Upload(Box<Upload>),
}

impl Content {
    pub(super) async fn open(&self, max_media_size: u64) -> Result<Body, String> {
        match self {
            Self::None => Ok(Body::empty()),
            Self::Json(bytes) => Ok(bytes.clone().into()),
            Self::Upload(upload) => Box::pin(upload.open(max_media_size)).await,
        }
    }

    /// A reader that has been read cannot.
    pub(super) fn can_be_sent_again(&self) -> bool {
        match self {
            Self::None | Self::Json(_) => true,
            Self::Upload(upload) => upload.can_be_opened_again(),
        }
    }
}
