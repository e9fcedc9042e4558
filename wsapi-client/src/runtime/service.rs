//! The facts about a service that the runtime needs.
//!
//! The runtime handles HTTP, JSON and OpenAPI. The second layer supplies the base URL of the service, the names of its
//! headers and the meaning of its error responses, as one value of this type.

use std::time::Duration;

use http::{HeaderName, StatusCode};

use super::delivery::Delivery;

/// The description of a service that the runtime needs.
#[derive(Debug)]
pub(crate) struct Service {
    /// The base URL, unless the client sets another.
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
    /// Explains an error response.
    pub(crate) explain: fn(&ErrorResponse<'_>) -> Explanation,
}

/// The names of the members that belong to a file in a request body.
#[derive(Clone, Copy, Debug)]
pub struct AttachmentMembers {
    /// The member for a URL from which the service fetches the file.
    pub(crate) url: &'static str,
    /// The member for the MIME type.
    pub(crate) mime_type: &'static str,
}

/// A response whose status is not a success.
pub(crate) struct ErrorResponse<'a> {
    /// The name of the operation; empty for an error that a test made.
    pub(crate) operation: &'a str,
    pub(crate) status: StatusCode,
    pub(crate) is_html: bool,
    pub(crate) body: &'a [u8],
}

/// The meaning of an error response.
pub(crate) struct Explanation {
    /// The description from the service, or from a gateway in front of it.
    pub(crate) detail: Option<String>,
    pub(crate) delivery: Delivery,
    /// `true` if the same call can succeed later.
    pub(crate) is_transient: bool,
    /// A hint about what to do next.
    pub(crate) hint: Option<&'static str>,
}
