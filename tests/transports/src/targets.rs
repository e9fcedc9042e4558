//! Properties that hold for every external input: the bodies of the fuzz targets. Ordinary tests run them with the
//! seeds.

use wsapi_client::{
    Body, BoxFuture, Client, Event, EventData, Jid, JidKind, Transport, TransportError,
    events::{SignatureError, Verifier},
    http,
};

use crate::{SECRET, sign};

mod chunks;

/// A name, and a function that panics if the property does not hold for an input.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: [Target; 5] = [
    ("event", event),
    ("signature", signature),
    ("jid", jid),
    ("disposition", disposition),
    ("event-stream", chunks::event_stream),
];

/// The target with this name.
pub fn target(name: &str) -> fn(&[u8]) {
    TARGETS.iter().find(|(other, _)| *other == name).map(|(_, target)| *target).expect("a known target")
}

/// An envelope is read and printed without loss, or its JSON is kept. The input is used twice: as an envelope, and as
/// the data of an event whose type its first byte selects.
fn event(input: &[u8]) {
    lossless_or_kept(input);
    let Some((first, data)) = input.split_first() else { return };
    let Ok(data) = std::str::from_utf8(data) else { return };
    let event_type = EventData::TYPES[usize::from(*first) % EventData::TYPES.len()];
    lossless_or_kept(
        format!(
            r#"{{"eventId":"evt_1","instanceId":"sales","eventType":"{event_type}","receivedAt":"","eventData":{data}}}"#
        )
        .as_bytes(),
    );
}

fn lossless_or_kept(json: &[u8]) {
    match Event::from_json(json) {
        Ok(event) => {
            let printed = serde_json::to_vec(&event).expect("an event can be printed");
            let again = Event::from_json(&printed).expect("a printed event can be read");
            assert_eq!(event, again);
        }
        Err(unreadable) => {
            assert_eq!(unreadable.json(), json);
            let _ = format!("{unreadable} {unreadable:?}");
        }
    }
}

/// Only a body that is signed with the secret is accepted. The input is a header, a line break and a body.
fn signature(input: &[u8]) {
    let verifier = Verifier::new(SECRET).expect("a secret");
    let end = input.iter().position(|byte| *byte == b'\n').unwrap_or(input.len());
    let (header, body) = (&input[..end], &input[(end + 1).min(input.len())..]);
    let Ok(header) = std::str::from_utf8(header) else { return };
    let is_signed = header == sign(body);
    match verifier.verify(body, Some(header)) {
        Ok(()) => assert!(is_signed, "{header} was accepted"),
        Err(error) => assert!(!is_signed && error != SignatureError::Missing, "{header} was rejected: {error}"),
    }
}

/// Parsing a JID normalizes it, and a phone number becomes the JID of a person.
fn jid(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    if let Ok(jid) = text.parse::<Jid>() {
        let normal = jid.as_str();
        assert_eq!(normal.parse::<Jid>().expect("a normalized JID"), jid);
        assert!(text.to_ascii_lowercase().trim_start_matches('+') == normal, "{text} became {normal}");
        let without = jid.without_device();
        assert_eq!(without.device(), None);
        assert_eq!(without.kind(), jid.kind());
        assert_eq!(without.without_device(), without);
        let _ = format!("{jid:?} {:?} {} {:?}", jid.kind(), jid.server(), jid.device());
    }
    if let Ok(jid) = Jid::phone(text) {
        assert_eq!(jid.kind(), JidKind::Person);
        assert!((7..=15).contains(&jid.user().len()), "{jid}");
        assert!(jid.user().bytes().all(|byte| byte.is_ascii_digit()), "{jid}");
        assert_eq!(jid.as_str().parse::<Jid>().expect("a JID"), jid);
    }
}

/// The name of a downloaded file is the name of a file in one folder, on every system.
fn disposition(input: &[u8]) {
    let Ok(header) = http::HeaderValue::from_bytes(input) else { return };
    let client = Client::builder().api_key("key").instance_id("sales").transport(Canned(header)).build();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    let call = client.expect("a client").media().download("id").into_future();
    let download = runtime.block_on(call).expect("a response");
    if let Some(name) = download.file_name() {
        assert!(!name.is_empty() && name.len() <= 255, "{name:?}");
        assert!(!name.contains(['/', '\\', '\0', ':']) && !name.chars().any(char::is_control), "{name:?}");
        assert!(name != "." && name != ".." && name.trim() == name && !name.ends_with('.'), "{name:?}");
    }
}

/// A transport whose response has a header.
#[derive(Debug)]
struct Canned(http::HeaderValue);

impl Transport for Canned {
    fn send(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let mut response = http::Response::new(Body::from("bytes"));
        response.headers_mut().insert(http::header::CONTENT_DISPOSITION, self.0.clone());
        Box::pin(async { Ok(response) })
    }
}
