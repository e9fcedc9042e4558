//! Servers and networks that misbehave: the requests that arrive, and the errors that the caller gets.
//!
//! Each case runs with a safe, an idempotent and an effectful operation, because the class decides about retries.

mod bodies;
mod connections;
mod foreign;
mod retries;
mod retry_after;
mod statuses;

use std::time::Duration;

use super::{Act, Reaction, Script, SendTextRequest, person};
use crate::{Client, ClientBuilder, Delivery, Error};

/// Long enough for a request to arrive on a busy machine.
const BRIEF: Duration = Duration::from_millis(400);
/// Longer than any test may take.
const LONG: Duration = Duration::from_secs(3600);

async fn safe(client: &Client) -> Result<(), Error> {
    client.sample().look_up().await.map(drop)
}

async fn idempotent(client: &Client) -> Result<(), Error> {
    client.sample().replace(Reaction { emoji: "👍".to_owned() }).await.map(drop)
}

async fn effectful(client: &Client) -> Result<(), Error> {
    client.sample().send_text(SendTextRequest::new(person(), "Hello")).await.map(drop)
}

/// The result of a call.
struct Outcome {
    script: Script,
    result: Result<(), Error>,
}

impl Outcome {
    fn error(&self) -> &Error {
        self.result.as_ref().expect_err("a failure")
    }

    /// The requests that arrived, and the attempts and the delivery that the error reports.
    fn summary(&self) -> (usize, u32, Delivery) {
        (self.script.requests().len(), self.error().attempts(), self.error().delivery())
    }
}

/// A safe, an idempotent and an effectful call, each with a server of its own.
async fn each(script: &[Vec<Act>], configure: fn(ClientBuilder) -> ClientBuilder) -> [Outcome; 3] {
    let start = async || {
        let script = Script::new(script.to_vec()).await;
        let client = configure(script.builder()).build().expect("valid");
        (script, client)
    };
    let ((first, one), (second, two), (third, three)) = (start().await, start().await, start().await);
    let results = tokio::join!(safe(&one), idempotent(&two), effectful(&three));
    [
        Outcome { script: first, result: results.0 },
        Outcome { script: second, result: results.1 },
        Outcome { script: third, result: results.2 },
    ]
}

/// The same with the usual limits.
async fn each_of(script: &[Vec<Act>]) -> [Outcome; 3] {
    each(script, |builder| builder).await
}

fn summaries(outcomes: &[Outcome; 3]) -> [(usize, u32, Delivery); 3] {
    [outcomes[0].summary(), outcomes[1].summary(), outcomes[2].summary()]
}

/// A call that may have had its effect is retried only if a second time has the same effect.
fn retried_unless_effectful(delivery: Delivery) -> [(usize, u32, Delivery); 3] {
    [(3, 3, delivery), (3, 3, delivery), (1, 1, delivery)]
}

fn always(requests: usize, delivery: Delivery) -> [(usize, u32, Delivery); 3] {
    [(requests, u32::try_from(requests).expect("a few"), delivery); 3]
}

/// A head that announces more bytes than the server sends.
fn head(status: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: 20\r\n\r\n").into_bytes()
}
