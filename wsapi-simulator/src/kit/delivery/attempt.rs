//! Records of attempts to deliver events.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use wsapi_client::events::BoxError;

use super::Receiver;
use crate::{
    events::Published,
    instance::Config,
    kit::{attempt::size_of_headers, journal::Entry},
};

/// An attempt to deliver an event. Each event has one attempt per receiver, and a duplicated event has two.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeliveryAttempt {
    /// The id of the event.
    pub event_id: String,
    /// The type of the event, such as `message`.
    pub event_type: String,
    /// The id of the instance.
    pub instance_id: String,
    /// The transport: `handler`, `webhook`, `stream` or `redis`.
    pub transport: &'static str,
    /// The time at which the attempt ended.
    pub at: SystemTime,
    /// The reason for the failure; `None` if the event was delivered.
    pub error: Option<String>,
}

impl DeliveryAttempt {
    fn new(event: &Published, transport: &'static str, at: SystemTime, error: Option<String>) -> Self {
        let Published { id, kind, instance, .. } = event;
        let (event_id, event_type, instance_id) = (id.clone(), kind.clone(), instance.clone());
        Self { event_id, event_type, instance_id, transport, at, error }
    }
}

/// The end of an attempt.
#[derive(Debug, Default)]
pub(crate) struct Ending {
    /// The headers of the request to a webhook.
    pub(super) headers: Option<HeaderMap>,
    /// The status of the webhook's response.
    pub(super) status: Option<StatusCode>,
    /// The reason for the failure; `None` if the event was delivered.
    pub(super) error: Option<BoxError>,
}

impl From<Result<(), BoxError>> for Ending {
    fn from(result: Result<(), BoxError>) -> Self {
        Self { error: result.err(), ..Self::default() }
    }
}

/// An attempt and the event.
#[derive(Clone)]
pub(crate) struct Delivery {
    pub(crate) attempt: DeliveryAttempt,
    /// The URL of the webhook, or the key of the Redis stream.
    pub(crate) target: Option<String>,
    pub(crate) headers: Option<HeaderMap>,
    pub(crate) status: Option<StatusCode>,
    /// The duration of the attempt in real time; `None` if the receiver was not called.
    pub(crate) duration: Option<Duration>,
    /// The whole envelope.
    pub(crate) json: Bytes,
    pub(crate) signature: Option<String>,
}

impl Delivery {
    pub(super) fn new(
        event: &Published,
        receiver: &dyn Receiver,
        ending: Ending,
        at: SystemTime,
        duration: Option<Duration>,
    ) -> Self {
        let Ending { headers, status, error } = ending;
        let attempt = DeliveryAttempt::new(event, receiver.name(), at, error.map(|error| error.to_string()));
        let (target, json, signature) = (receiver.target(event), event.json.clone(), event.signature.clone());
        Self { attempt, target, headers, status, duration, json, signature }
    }

    /// Returns the event, to deliver it again with this configuration.
    pub(super) fn event(&self, config: &Config) -> Published {
        let DeliveryAttempt { event_id, event_type, instance_id, .. } = self.attempt.clone();
        Published::of(event_id, instance_id, event_type, self.json.clone(), config)
    }
}

impl Entry for Delivery {
    fn size(&self) -> usize {
        let length = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        let headers = self.headers.as_ref().map_or(0, size_of_headers);
        self.json.len() + length(&self.attempt.error) + length(&self.target) + headers
    }
}
