//! The second layer: everything specific to WSAPI that its documents do not contain. It may name generated types.

mod client;
mod event;
mod explain;
mod instance_config;
mod message;
mod pairing;
pub(crate) mod value;

pub use self::pairing::{Pairing, QrCode};

use std::time::Duration;

use http::HeaderName;

use crate::runtime::service::{AttachmentMembers, Service};

/// The description of WSAPI that the runtime needs.
static WSAPI: Service = Service {
    base_url: crate::operations::BASE_URL,
    key_header: HeaderName::from_static("x-api-key"),
    instance_header: HeaderName::from_static("x-instance-id"),
    // The server stops writing a response after 90 s. A client that gives up earlier does not know whether its message
    // was sent.
    attempt_timeout: Duration::from_secs(100),
    // Leaves time for a second attempt after one that timed out.
    timeout: Duration::from_secs(240),
    attachment: AttachmentMembers { url: "url", mime_type: "mimeType" },
    explain: explain::explain,
};

/// Checks that events can be sent between threads. The runtime cannot check this, because it may not name generated
/// types.
const _: () = {
    const fn shared<T: Send + Sync + 'static>() {}
    shared::<crate::Event>();
    shared::<crate::EventData>();
};
