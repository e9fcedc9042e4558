//! What the runtime has to be told about a service.
//!
//! The runtime knows HTTP, JSON and OpenAPI. Where the service is, what its headers are called and what its error
//! responses mean is supplied by the second layer, as one value of this type.

use std::time::Duration;

use http::{HeaderName, StatusCode};

use super::delivery::Delivery;

/// A service, as far as the runtime needs to know it.
#[derive(Debug)]
pub(crate) struct Service {
    /// Where it is, unless the client says otherwise.
    pub(crate) base_url: &'static str,
    /// The header that carries the key.
    pub(crate) key_header: HeaderName,
    /// The header that names the instance.
    pub(crate) instance_header: HeaderName,
    /// The default time limit of an attempt.
    pub(crate) attempt_timeout: Duration,
    /// The default time limit of a call.
    pub(crate) timeout: Duration,
    /// The members of a request body next to a file.
    pub(crate) attachment: AttachmentMembers,
    /// What an error response means.
    pub(crate) explain: fn(&ErrorResponse<'_>) -> Explanation,
}

/// How a request body with a file in it names what belongs to the file.
#[derive(Clone, Copy, Debug)]
pub struct AttachmentMembers {
    /// The member for an address from which the service fetches the file.
    pub(crate) url: &'static str,
    /// The member for the MIME type.
    pub(crate) mime_type: &'static str,
}

/// A response whose status is not a success.
#[derive(Debug)]
pub(crate) struct ErrorResponse<'a> {
    /// The name of the operation; empty for an error that a test made.
    pub(crate) operation: &'a str,
    pub(crate) status: StatusCode,
    pub(crate) is_html: bool,
    pub(crate) body: &'a [u8],
}

/// What the service knows about an error response.
#[derive(Debug)]
pub(crate) struct Explanation {
    /// What the service says, or a gateway in front of it.
    pub(crate) detail: Option<String>,
    pub(crate) delivery: Delivery,
    /// Whether the same call can succeed later.
    pub(crate) is_transient: bool,
    /// What to do next.
    pub(crate) hint: Option<&'static str>,
}
