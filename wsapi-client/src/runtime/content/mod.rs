//! The bodies of requests and responses: JSON, text, a file, or nothing.
//!
//! A call keeps its body as the caller passed it until it is sent, and a response is read where it is awaited. Only a
//! few lines depend on the type of a body; everything else treats it as a [`Field`].

mod inspection;

use std::{fmt, marker::PhantomData};

use bytes::Bytes;
use serde::Serialize;

use self::inspection::inspect;
use super::{
    error::Error,
    json::{self, Field, Written},
    media::{Spliced, Upload},
    response::{Download, Expected, Response},
    service::AttachmentMembers,
    transport::Body,
};

/// A response that a test kit has written.
pub(crate) type Printed = serde_json::Result<http::Response<Bytes>>;

/// Writes the body of a request, and reads it for a test kit.
pub trait RequestBody: 'static {
    /// The type that the caller passes.
    type Value: Send + Sync + 'static;

    /// Writes the body. If it cannot be sent, the error is a sentence that contains no value of the body.
    fn write(value: Self::Value, members: &AttachmentMembers) -> Result<Content, String>;

    /// Reads the value that was written.
    fn parse(body: &[u8]) -> serde_json::Result<Self::Value>;
}

/// Reads the body of a response, and writes it for a test kit.
pub trait ResponseBody: 'static {
    /// The type that the caller gets.
    type Output: Send + 'static;

    /// Returns the kind of body, by status.
    fn expected(status: u16) -> Expected;

    /// Reads a response with a status of success.
    fn read(response: Response) -> Result<Self::Output, Error>;

    /// Writes the response that is read as this output, with the first documented status unless the output has another.
    fn print(output: Self::Output, success: &[u16]) -> Printed;
}

/// A value that is sent as JSON.
#[derive(Debug)]
pub struct Json<T>(PhantomData<fn() -> T>);

/// A text that is sent as it is.
#[allow(dead_code, unreachable_pub, reason = "the documents of the service decide whether it is used")]
#[derive(Debug)]
pub enum Text {}

impl<T: Field> RequestBody for Json<T> {
    type Value = T;

    fn write(mut value: T, members: &AttachmentMembers) -> Result<Content, String> {
        Content::json(&mut value, members)
    }

    fn parse(body: &[u8]) -> serde_json::Result<T> {
        let mut value = T::empty();
        json::from_slice(body, &mut value).map(|()| value)
    }
}

impl RequestBody for () {
    type Value = ();

    fn write((): (), _: &AttachmentMembers) -> Result<Content, String> {
        Ok(Content::None)
    }

    fn parse(_: &[u8]) -> serde_json::Result<()> {
        Ok(())
    }
}

impl<B: RequestBody> RequestBody for Option<B> {
    type Value = Option<B::Value>;

    fn write(value: Self::Value, members: &AttachmentMembers) -> Result<Content, String> {
        value.map_or(Ok(Content::None), |value| B::write(value, members))
    }

    fn parse(body: &[u8]) -> serde_json::Result<Self::Value> {
        if body.is_empty() { Ok(None) } else { B::parse(body).map(Some) }
    }
}

impl<T: Field> ResponseBody for Json<T> {
    type Output = T;

    fn expected(_: u16) -> Expected {
        Expected::Json
    }

    fn read(response: Response) -> Result<T, Error> {
        let mut value = T::empty();
        response.json(&mut value).map(|()| value)
    }

    fn print(output: T, success: &[u16]) -> Printed {
        Ok(printed(success, "application/json", json::to_vec(&output)?))
    }
}

impl ResponseBody for Text {
    type Output = String;

    fn expected(_: u16) -> Expected {
        Expected::Text
    }

    fn read(response: Response) -> Result<String, Error> {
        response.text()
    }

    fn print(output: String, success: &[u16]) -> Printed {
        Ok(printed(success, "text/plain", output.into_bytes()))
    }
}

impl ResponseBody for Download {
    type Output = Self;

    fn expected(_: u16) -> Expected {
        Expected::File
    }

    fn read(response: Response) -> Result<Self, Error> {
        Ok(response.download())
    }

    /// Only the part of a download that is in memory is written.
    fn print(output: Self, success: &[u16]) -> Printed {
        let (headers, bytes) = output.into_received();
        let mut response = printed(success, "", bytes);
        *response.headers_mut() = headers;
        Ok(response)
    }
}

/// A body that is not expected is ignored.
impl ResponseBody for () {
    type Output = ();

    fn expected(_: u16) -> Expected {
        Expected::Nothing
    }

    fn read(_: Response) -> Result<(), Error> {
        Ok(())
    }

    fn print((): (), success: &[u16]) -> Printed {
        Ok(printed(success, "", Bytes::new()))
    }
}

/// Writes a body. The error contains no value of it.
pub(crate) fn to_json(body: &impl Serialize) -> Result<Vec<u8>, String> {
    serde_json::to_vec(body).map_err(|_| "the body cannot be written as JSON".to_owned())
}

fn printed(success: &[u16], content_type: &'static str, body: impl Into<Bytes>) -> http::Response<Bytes> {
    let mut response = http::Response::new(body.into());
    let status = success.first().and_then(|status| http::StatusCode::from_u16(*status).ok());
    *response.status_mut() = status.unwrap_or_default();
    if !content_type.is_empty() {
        let value = http::HeaderValue::from_static(content_type);
        response.headers_mut().insert(http::header::CONTENT_TYPE, value);
    }
    response
}

/// The body of a request, which is opened for each attempt.
#[derive(Clone)]
pub enum Content {
    /// Nothing, not even an empty text.
    None,
    /// JSON in memory.
    Json(Bytes),
    /// JSON with a file that is read while it is sent. It is boxed, because few calls have one.
    Upload(Box<Upload>),
}

/// Hides the body, which may contain a message.
impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "None",
            Self::Json(_) => "Json(…)",
            Self::Upload(_) => "Upload(…)",
        })
    }
}

impl Content {
    /// Checks the body, takes the file out of it, and writes the rest.
    fn json(body: &mut dyn Field, members: &AttachmentMembers) -> Result<Self, String> {
        let attachment = inspect(body, members)?;
        let json = to_json(&Written(body))?;
        match attachment {
            None => Ok(Self::Json(json.into())),
            Some(attachment) => Ok(match Upload::splice(json, attachment)? {
                Spliced::Json(json) => Self::Json(json.into()),
                Spliced::Upload(upload) => Self::Upload(Box::new(upload)),
            }),
        }
    }

    pub(crate) async fn open(&self, max_media_size: u64) -> Result<Body, String> {
        match self {
            Self::None => Ok(Body::empty()),
            Self::Json(bytes) => Ok(bytes.clone().into()),
            Self::Upload(upload) => Box::pin(upload.open(max_media_size)).await,
        }
    }

    /// Returns whether it can be sent again. A reader can be sent only once.
    pub(crate) fn can_be_sent_again(&self) -> bool {
        match self {
            Self::None | Self::Json(_) => true,
            Self::Upload(upload) => upload.can_be_opened_again(),
        }
    }
}
