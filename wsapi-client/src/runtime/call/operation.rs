//! The operations of a service, as types.

use crate::runtime::{
    content::{Content, Printed, RequestBody, ResponseBody},
    error::Error,
    operation::OperationInfo,
    response::{Expected, Response},
    service::AttachmentMembers,
};

/// One operation of the service, such as "send a text message".
///
/// Each operation is a type without values, so that `Call<SendText>` names what it does. The trait is sealed: only the
/// SDK implements it.
///
/// ```
/// use wsapi_client::{Call, Error, Operation};
///
/// async fn logged<O: Operation>(call: Call<O>) -> Result<O::Output, Error> {
///     println!("calling {}", O::INFO.id);
///     call.await
/// }
/// ```
pub trait Operation: Wire {
    /// The body of the request: a type of [`types`](crate::types), or `()` for nothing.
    type Body: Send + Sync + 'static;

    /// The result of a successful call: a type of [`types`](crate::types), a list, a [`Download`](crate::Download), or
    /// `()` for nothing.
    type Output: Send + 'static;

    /// The facts about the operation.
    const INFO: &'static OperationInfo;

    #[doc(hidden)]
    fn write_body(body: Self::Body, members: &AttachmentMembers) -> Result<Content, String>;

    #[doc(hidden)]
    fn parse_body(body: &[u8]) -> serde_json::Result<Self::Body>;

    #[doc(hidden)]
    fn expected(status: u16) -> Expected;

    #[doc(hidden)]
    fn read_output(response: Response) -> Result<Self::Output, Error>;

    #[doc(hidden)]
    fn print_output(output: Self::Output) -> Printed;
}

/// The formats of an operation on the wire. The generator implements it.
pub trait Wire: 'static {
    /// The format of its request.
    type Request: RequestBody;

    /// The format of its response.
    type Response: ResponseBody;

    /// The facts about it.
    const DESCRIPTION: &'static OperationInfo;
}

impl<W: Wire> Operation for W {
    type Body = <W::Request as RequestBody>::Value;
    type Output = <W::Response as ResponseBody>::Output;

    const INFO: &'static OperationInfo = W::DESCRIPTION;

    fn write_body(body: Self::Body, members: &AttachmentMembers) -> Result<Content, String> {
        W::Request::write(body, members)
    }

    fn parse_body(body: &[u8]) -> serde_json::Result<Self::Body> {
        W::Request::parse(body)
    }

    fn expected(status: u16) -> Expected {
        W::Response::expected(status)
    }

    fn read_output(response: Response) -> Result<Self::Output, Error> {
        W::Response::read(response)
    }

    fn print_output(output: Self::Output) -> Printed {
        W::Response::print(output, W::DESCRIPTION.success)
    }
}
