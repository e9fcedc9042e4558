//! The call that opens the stream. The OpenAPI documents do not contain it, so it is written by hand.

use crate::{
    Call, Class, Client, Credential, Download, Error, OperationInfo, RetryPolicy,
    http::Method,
    prelude::{Expected, Printed, Response, ResponseBody, Wire},
};

/// `GET /events/stream`.
pub(super) enum StreamEvents {}

impl Wire for StreamEvents {
    type Request = ();
    type Response = Opened;

    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "streamEvents",
        method: Method::GET,
        path: "/events/stream",
        credential: Credential::Instance,
        class: Class::Safe,
        success: &[200],
        errors: &[401, 403, 404],
    };
}

impl StreamEvents {
    /// Makes a single attempt, because the stream itself decides on the next one.
    pub(super) fn call(client: &Client, last_event_id: Option<&str>) -> Call<Self> {
        let call = Call::<Self>::new(client, ())
            .header_param("accept", "text/event-stream".to_owned())
            // No proxy may respond from its cache.
            .header_param("cache-control", "no-store".to_owned())
            .retry(RetryPolicy::never());
        match last_event_id {
            Some(id) => call.header_param("last-event-id", id.to_owned()),
            None => call,
        }
    }
}

/// The stream.
pub(super) enum Opened {}

impl ResponseBody for Opened {
    type Output = Download;

    fn expected(status: u16) -> Expected {
        if status == 200 { Expected::Events } else { Expected::Nothing }
    }

    fn read(response: Response) -> Result<Download, Error> {
        Ok(response.download())
    }

    fn print(output: Download, success: &[u16]) -> Printed {
        Download::print(output, success)
    }
}
