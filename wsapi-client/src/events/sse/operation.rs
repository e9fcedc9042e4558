//! The call that opens the stream. No document of the service has it, so it is written by hand.

use http::header::CONTENT_TYPE;

use crate::{
    Answer, Call, Class, Client, Download, Error, Key, Method, Operation, OperationInfo, Response, RetryPolicy,
};

/// `GET /events/stream`.
pub(super) enum StreamEvents {}

impl Operation for StreamEvents {
    type Body = ();
    type Answer = Opened;

    const INFO: OperationInfo = OperationInfo {
        id: "streamEvents",
        method: Method::Get,
        path: "/events/stream",
        key: Key::Instance,
        class: Class::Safe,
        success: &[200],
        errors: &[401, 403, 404],
    };
}

impl StreamEvents {
    /// A single attempt: the stream itself decides on the next.
    pub(super) fn call(client: &Client, last_event_id: Option<&str>) -> Call<Self> {
        let call = Call::<Self>::new(client, ())
            .header_param("accept", "text/event-stream".to_owned())
            // No proxy may answer with what it has kept.
            .header_param("cache-control", "no-store".to_owned())
            .retry(RetryPolicy::never());
        match last_event_id {
            Some(id) => call.header_param("last-event-id", id.to_owned()),
            None => call,
        }
    }
}

/// The stream, or `None` if the service says that there is no more.
pub(super) enum Opened {}

impl Answer for Opened {
    type Output = Option<Download>;

    fn read(response: Response) -> Result<Option<Download>, Error> {
        match response.status() {
            200 if is_event_stream(&response) => Ok(Some(response.download())),
            200 => Err(response.unreadable("it is no event stream, but of another content type".to_owned())),
            204 => Ok(None),
            _ => Err(response.unexpected()),
        }
    }

    fn is_streamed(status: u16) -> bool {
        status == 200
    }
}

/// Whether the answer says so. One that says nothing is given a try: what is no frame is not taken for one.
fn is_event_stream(response: &Response) -> bool {
    let Some(value) = response.headers().get(CONTENT_TYPE) else { return true };
    let essence = value.as_bytes().split(|byte| *byte == b';').next().unwrap_or_default();
    essence.trim_ascii().eq_ignore_ascii_case(b"text/event-stream")
}
