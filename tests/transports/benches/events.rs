//! Measures how many events one core verifies and reads: `cargo xtask bench events`.
//!
//! The baseline is the cost of the same bytes without the SDK: an HMAC over them, and `serde_json` into a `Value`. The
//! sides take turns in each round, so that other load on the machine affects all of them. The results are rows in JSON,
//! which xtask prints.

use std::{
    env,
    hint::black_box,
    time::{Duration, Instant},
};

use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use wsapi_client::events::{StreamEntry, Verifier};
use wsapi_transport_tests::{SECRET, sign};

const EVENTS: usize = 40_000;

struct Sample {
    body: Vec<u8>,
    signature: String,
    entry: StreamEntry,
}

/// A name, and the work for one sample.
type Side<'a> = (&'a str, &'a dyn Fn(&Sample));

fn main() {
    let samples = samples();
    let verifier = Verifier::new(SECRET).expect("a secret");
    let key = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("HMAC accepts keys of any length");
    let webhook = |sample: &Sample| {
        let event = verifier.read(&sample.body, Some(&sample.signature)).expect("a signed event");
        black_box(event.expect("a readable event"));
    };
    let stream = |sample: &Sample| {
        let event = sample.entry.read(&verifier).expect("a signed event");
        black_box(event.expect("a readable event"));
    };
    let baseline = |sample: &Sample| {
        black_box(key.clone().chain_update(&sample.body).finalize());
        black_box(serde_json::from_slice::<Value>(&sample.body).expect("JSON"));
    };
    let sides: [Side<'_>; 3] = [
        ("an event of a webhook, verified and read", &webhook),
        ("an event of a stream, printed, verified and read", &stream),
        ("only HMAC and JSON of the same bytes", &baseline),
    ];
    let mut times = sides.map(|_| Vec::new());
    let rounds = rounds();
    for round in 1..=rounds {
        eprintln!("events: round {round} of {rounds}");
        for ((_, side), times) in sides.iter().zip(&mut times) {
            times.push(timed(&samples, side).as_secs_f64() / EVENTS as f64);
        }
    }
    let ((peer, _), theirs) = (sides[2], &times[2]);
    for ((compared, _), ours) in sides.iter().zip(&times).take(2) {
        let row = json!({ "compared": compared, "unit": "seconds", "ours": ours, "peer": peer, "theirs": theirs });
        println!("{row}");
    }
}

/// The value of `--rounds`. cargo adds an option of its own.
fn rounds() -> usize {
    let mut arguments = env::args().skip_while(|argument| argument != "--rounds").skip(1);
    arguments.next().map_or(5, |rounds| rounds.parse().expect("`--rounds` needs a number"))
}

/// Events as the service printed them, signed with one secret.
fn samples() -> Vec<Sample> {
    let vectors: Vec<Value> =
        serde_json::from_str(include_str!("../vectors/events.json")).expect("the vectors are JSON");
    let sample = |vector: &Value| {
        let body = vector["webhookBody"].as_str().expect("a text").as_bytes().to_vec();
        let signature = sign(&body);
        let fields = vector["redisFields"].as_object().expect("fields");
        let fields = fields.iter().filter(|(name, _)| *name != "signature");
        let fields = fields.map(|(name, value)| (name.as_str(), value.as_str().expect("a text")));
        let entry = StreamEntry::from_fields(fields.chain([("signature", signature.as_str())]));
        Sample { body, signature, entry }
    };
    vectors.iter().map(sample).collect()
}

fn timed(samples: &[Sample], side: &dyn Fn(&Sample)) -> Duration {
    let start = Instant::now();
    samples.iter().cycle().take(EVENTS).for_each(side);
    start.elapsed()
}
