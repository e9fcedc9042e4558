//! Published events.

mod go_json;

pub(crate) use self::go_json::escaped;

use std::{borrow::Cow, time::SystemTime};

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use wsapi_client::{EventData, events::Verifier};

use crate::instance::Config;

/// An event as an instance publishes it.
#[derive(Clone, Debug)]
pub(crate) struct Published {
    pub(crate) id: String,
    pub(crate) instance: String,
    /// The type of the event.
    pub(crate) kind: String,
    /// The instance's webhook; empty if it has none, or if its events are read from the event stream instead.
    pub(crate) webhook_url: String,
    /// The whole envelope.
    pub(crate) json: Bytes,
    /// The signature over `json`, if the instance has a secret.
    pub(crate) signature: Option<String>,
}

/// The event before it is serialized.
#[derive(Debug)]
pub(crate) struct Envelope<'a> {
    pub(crate) id: String,
    pub(crate) at: SystemTime,
    pub(crate) data: &'a EventData,
}

impl Published {
    pub(crate) fn new(instance: &str, envelope: &Envelope<'_>, config: &Config) -> Self {
        let json = escaped(&printed(instance, envelope).expect("an event can be serialized"));
        let (id, kind) = (envelope.id.clone(), envelope.data.event_type().to_owned());
        Self::of(id, instance.to_owned(), kind, json.into(), config)
    }

    /// Creates an event from its envelope. The configuration determines the webhook and the signature.
    pub(crate) fn of(id: String, instance: String, kind: String, json: Bytes, config: &Config) -> Self {
        let secret = config.signing_secret.as_ref().filter(|secret| !secret.is_empty());
        let verifier = secret.and_then(|secret| Verifier::new(secret.as_str()).ok());
        let signature = verifier.and_then(|verifier| verifier.sign(&json));
        let webhook_url = if config.is_pulled { String::new() } else { config.webhook_url.clone() };
        Self { id, instance, kind, webhook_url, json, signature }
    }
}

/// The members in the order of the server. The signature of an entry in a Redis stream depends on this order.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Members<'a> {
    event_id: Cow<'a, str>,
    instance_id: Cow<'a, str>,
    event_type: Cow<'a, str>,
    received_at: Cow<'a, str>,
    #[serde(borrow)]
    event_data: &'a RawValue,
}

fn printed(instance: &str, envelope: &Envelope<'_>) -> serde_json::Result<Vec<u8>> {
    let event = wsapi_client::Event::new(&*envelope.id, instance, envelope.at, envelope.data.clone());
    let json = serde_json::to_vec(&event)?;
    serde_json::to_vec(&serde_json::from_slice::<Members<'_>>(&json)?)
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use wsapi_client::{Event, EventData};

    use super::{Envelope, Published};
    use crate::instance::Config;

    #[test]
    fn members_are_in_the_order_of_the_server() {
        let json =
            r#"{"eventId":"","instanceId":"","eventType":"logged_out","receivedAt":"","eventData":{"reason":"<"}}"#;
        let EventData::LoggedOut(data) = serde_json::from_str::<Event>(json).expect("an event").data else {
            panic!("expected `logged_out`");
        };
        let envelope = Envelope { id: "evt_1".to_owned(), at: UNIX_EPOCH, data: &EventData::LoggedOut(data) };
        let published = Published::new("a&b", &envelope, &Config::default());
        assert_eq!(
            published.json,
            concat!(
                r#"{"eventId":"evt_1","instanceId":"a\u0026b","eventType":"logged_out","#,
                r#""receivedAt":"1970-01-01T00:00:00Z","eventData":{"reason":"\u003c"}}"#
            )
        );
        assert_eq!(published.signature, None);
    }
}
