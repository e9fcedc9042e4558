//! Measures how many events one core verifies and reads: `cargo xtask bench events`.
//!
//! The baseline is the cost of the same bytes without the SDK: an HMAC over them, and `serde_json` into a `Value`. The
//! sides take turns in each round, so that other load on the machine affects all of them.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;
use wsapi_client::events::{StreamEntry, Verifier};
use wsapi_transport_tests::{SECRET, sign};

const ROUNDS: usize = 5;
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
    let bytes = samples.iter().map(|sample| sample.body.len()).sum::<usize>() / samples.len();
    println!("{} events, {bytes} bytes each on average; {ROUNDS} rounds of {EVENTS}, on one core\n", samples.len());
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
    let sides: [Side<'_>; 3] =
        [("webhook: verify, read", &webhook), ("stream: print, verify, read", &stream), ("baseline", &baseline)];
    let mut times = sides.map(|_| Vec::new());
    for _ in 0..ROUNDS {
        for ((_, side), times) in sides.iter().zip(&mut times) {
            times.push(timed(&samples, side));
        }
    }
    let baseline = median(&mut times[2]);
    println!("{:<38} {:>12} {:>23} {:>8}", "", "events/s", "(min..max)", "relative");
    for ((name, _), times) in sides.iter().zip(&mut times) {
        let middle = median(times);
        let rate = |time: Duration| EVENTS as f64 / time.as_secs_f64();
        let spread = format!("({:.0}..{:.0})", rate(times[times.len() - 1]), rate(times[0]));
        let ratio = middle.as_secs_f64() / baseline.as_secs_f64();
        println!("{name:<38} {:>12.0} {spread:>23} {ratio:>8.2}", rate(middle));
    }
    println!("\nrelative: the time, as a multiple of the baseline's");
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

fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times[times.len() / 2]
}
