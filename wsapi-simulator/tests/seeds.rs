//! The same seed reproduces a run.
#![cfg(feature = "server")]

mod webhook;

use std::{process::Command, time::SystemTime};

use axum::http::StatusCode;
use wsapi_client::{operations::SendText, types::SendTextRequest};
use wsapi_simulator::Simulator;

use self::webhook::Webhook;

/// The observable results of a run: the bytes and signatures of events, the ids of messages, and times.
#[derive(Debug, PartialEq)]
struct Run {
    posts: Vec<(String, String)>,
    ids: Vec<String>,
    deliveries: Vec<(String, SystemTime)>,
}

async fn run(seed: u64) -> Run {
    let webhook = Webhook::start(StatusCode::OK, 100).await;
    let server = Simulator::builder().seed(seed).serve().await;
    server.instance("default").set_webhook(&webhook.url, "whsec_test");
    let ada = server.person("+49 170 1234567").named("Ada");
    server.on::<SendText>().with_probability(0.5).loses_response();
    let first = ada.writes("one").await;
    ada.reacts_to(&first, "👍").await;
    server.advance(std::time::Duration::from_millis(1234));
    for text in ["two", "three", "four"] {
        // With some seeds, the response is lost.
        let _ = server.client().messages().send_text(SendTextRequest::new(ada.jid(), text)).await;
    }
    server.settle().await;
    let posts = webhook.posts().into_iter().map(|(headers, body)| {
        let signature = headers["x-webhook-signature"].to_str().expect("text").to_owned();
        (signature, String::from_utf8(body.to_vec()).expect("text"))
    });
    Run {
        posts: posts.collect(),
        ids: ada.inbox().messages.iter().map(|message| message.id.to_string()).collect(),
        deliveries: server.deliveries().into_iter().map(|delivery| (delivery.event_id, delivery.at)).collect(),
    }
}

#[tokio::test]
async fn same_seed_gives_the_same_ids_times_and_bytes() {
    let (one, same, other) = (run(1).await, run(1).await, run(2).await);
    assert!(one.posts.len() > 2 && one.ids.len() == 3, "{one:?}");
    assert_eq!(one, same);
    assert_ne!(one.posts, other.posts);
    assert_ne!(one.ids, other.ids);
}

/// The variable that makes the next test fail. Its value is the seed, or empty.
const FAILS: &str = "WSAPI_SIMULATOR_TEST_FAILS";

#[test]
fn fails_if_the_variable_is_set() {
    let (variable, builder) = (std::env::var(FAILS).ok(), Simulator::builder());
    let _sim = match variable.as_deref().map(str::parse) {
        Some(Ok(seed)) => builder.seed(seed).build(),
        _ => builder.build(),
    };
    assert!(variable.is_none(), "as intended");
}

#[test]
fn seed_is_printed_when_a_test_fails_if_it_was_set() {
    let test = std::env::current_exe().expect("the path of the test binary");
    let expected = "the seed of the simulator was 4711; reproduce its ids with `Builder::seed`";
    for seed in ["4711", ""] {
        let arguments = ["--exact", "fails_if_the_variable_is_set"];
        let output = Command::new(&test).args(arguments).env(FAILS, seed).output().expect("it runs");
        assert!(!output.status.success());
        // The output of a failed test is printed.
        let printed = String::from_utf8_lossy(&output.stdout);
        assert!(printed.contains("as intended"), "{printed}");
        assert_eq!(printed.contains(expected), seed == "4711", "{printed}");
        assert_eq!(printed.contains("the seed of"), seed == "4711", "{printed}");
    }
}
