//! What holds for every input from outside, whatever it is: the bodies of the fuzz targets, which ordinary tests run
//! with the inputs that are kept.

use wsapi_client::{
    Body, BoxFuture, Client, Event, EventData, Jid, JidKind, Transport, TransportError,
    events::{SignatureError, Verifier},
    http,
};

use crate::{SECRET, sign};

mod chunks;

/// A name, and what holds for every input.
pub type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const TARGETS: [Target; 5] = [
    ("event", event),
    ("signature", signature),
    ("jid", jid),
    ("disposition", disposition),
    ("event-stream", chunks::event_stream),
];

/// The target of a name.
pub fn target(name: &str) -> fn(&[u8]) {
    TARGETS.iter().find(|(other, _)| *other == name).map(|(_, target)| *target).expect("there is such a target")
}

/// An envelope is read and printed without loss, or kept as it came. The input is an envelope, and then the data of an
/// event whose type its first byte chooses.
fn event(input: &[u8]) {
    whole_or_kept(input);
    let Some((first, data)) = input.split_first() else { return };
    let Ok(data) = std::str::from_utf8(data) else { return };
    let event_type = EventData::TYPES[usize::from(*first) % EventData::TYPES.len()];
    whole_or_kept(
        format!(
            r#"{{"eventId":"evt_1","instanceId":"sales","eventType":"{event_type}","receivedAt":"","eventData":{data}}}"#
        )
        .as_bytes(),
    );
}

fn whole_or_kept(json: &[u8]) {
    match Event::from_json(json) {
        Ok(event) => {
            let printed = serde_json::to_vec(&event).expect("what was read can be printed");
            let again = Event::from_json(&printed).expect("what was printed can be read");
            assert_eq!(event, again);
        }
        Err(unreadable) => {
            assert_eq!(unreadable.json(), json);
            let _ = format!("{unreadable} {unreadable:?}");
        }
    }
}

/// Only what the secret signs is verified. The input is a header, a line break and a body.
fn signature(input: &[u8]) {
    let verifier = Verifier::new(SECRET).expect("it is not empty");
    let end = input.iter().position(|byte| *byte == b'\n').unwrap_or(input.len());
    let (header, body) = (&input[..end], &input[(end + 1).min(input.len())..]);
    let Ok(header) = std::str::from_utf8(header) else { return };
    let is_right = header == sign(body);
    match verifier.verify(body, Some(header)) {
        Ok(()) => assert!(is_right, "{header} was taken"),
        Err(error) => assert!(!is_right && error != SignatureError::Missing, "{header} was refused: {error}"),
    }
}

/// An address is brought into normal form once and for all, and a phone number becomes a person's.
fn jid(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    if let Ok(jid) = text.parse::<Jid>() {
        let normal = jid.as_str();
        assert_eq!(normal.parse::<Jid>().expect("it is in normal form"), jid);
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
        assert_eq!(jid.as_str().parse::<Jid>().expect("it is an address"), jid);
    }
}

/// The name of a file is the name of one file in one folder.
fn disposition(input: &[u8]) {
    let Ok(header) = http::HeaderValue::from_bytes(input) else { return };
    let client = Client::builder().api_key("key").instance_id("sales").transport(Canned(header)).build();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("there are threads");
    let call = client.expect("it is complete").media().download("id").into_future();
    let download = runtime.block_on(call).expect("it is answered");
    if let Some(name) = download.file_name() {
        assert!(!name.is_empty() && name.len() <= 255, "{name:?}");
        assert!(!name.contains(['/', '\\', '\0', ':']) && !name.chars().any(char::is_control), "{name:?}");
        assert!(name != "." && name != ".." && name.trim() == name && !name.ends_with('.'), "{name:?}");
    }
}

/// Answers with a header.
#[derive(Debug)]
struct Canned(http::HeaderValue);

impl Transport for Canned {
    fn send(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let mut response = http::Response::new(Body::from("bytes"));
        response.headers_mut().insert(http::header::CONTENT_DISPOSITION, self.0.clone());
        Box::pin(async { Ok(response) })
    }
}
