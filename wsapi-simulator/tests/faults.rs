//! Each fault of a call, in process and over a socket, set by a method and by the control API.
#![cfg(feature = "server")]

mod control_client;

use std::time::Duration;

use serde_json::{Value, json};
use wsapi_client::{Client, Delivery, Jid, RetryPolicy, operations::SendText, types::SendTextRequest};
use wsapi_simulator::{Outcome, Server, Simulator, When};

use self::control_client::call;

/// The timeout of a call.
const LIMIT: Duration = Duration::from_secs(75);

/// A fault, and its effect.
struct Case {
    json: Value,
    decide: fn(When<'_, SendText>),
    /// The outcome for the client, in process and over a socket.
    seen: [Seen; 2],
    /// `true` if the person gets the message.
    is_done: bool,
}

/// The status and the delivery of an error; `None` if the call succeeds.
type Seen = Option<(Option<u16>, Delivery)>;

fn case(json: Value, decide: fn(When<'_, SendText>), seen: Seen, is_done: bool) -> Case {
    Case { json, decide, seen: [seen; 2], is_done }
}

fn cases() -> Vec<Case> {
    let reject = |status: u16| json!({ "kind": "reject", "status": status });
    let connection_breaks = Case {
        // In process, the client knows that nothing was sent.
        seen: [Some((None, Delivery::NotSent)), Some((None, Delivery::Unknown))],
        ..case(json!({ "kind": "breakConnection" }), |when| when.breaks_connection(), None, false)
    };
    vec![
        case(reject(429), |when| when.fails(429), Some((Some(429), Delivery::Rejected)), false),
        case(reject(500), |when| when.fails(500), Some((Some(500), Delivery::Unknown)), false),
        case(
            json!({ "kind": "proxyPage", "status": 502 }),
            |when| when.fails_at_proxy(502),
            Some((Some(502), Delivery::Unknown)),
            false,
        ),
        connection_breaks,
        case(json!({ "kind": "loseResponse" }), |when| when.loses_response(), Some((None, Delivery::Unknown)), true),
        case(
            json!({ "kind": "delay", "milliseconds": 60_000 }),
            |when| when.delays(Duration::from_secs(60)),
            None,
            true,
        ),
        case(json!({ "kind": "stall" }), |when| when.stalls(), Some((None, Delivery::Unknown)), true),
        case(
            json!({ "kind": "truncate" }),
            |when| when.truncates_response(),
            Some((Some(201), Delivery::Accepted)),
            true,
        ),
        case(
            json!({ "kind": "corrupt" }),
            |when| when.corrupts_response(),
            Some((Some(201), Delivery::Accepted)),
            true,
        ),
    ]
}

fn hello() -> SendTextRequest {
    SendTextRequest::new(Jid::from_digits("491701234567").expect("a number"), "hello")
}

/// Sends a text, and advances the time until the timeout if there is no response.
async fn send(server: &Server, client: &Client) -> Seen {
    let before = server.attempts::<SendText>().len();
    let call = client.messages().send_text(hello()).retry(RetryPolicy::never()).timeout(LIMIT).into_future();
    let advance = async {
        server.until(|| server.attempts::<SendText>().len() > before).await;
        if server.attempts::<SendText>()[before].outcome == Outcome::Pending {
            server.advance(Duration::from_secs(60));
            tokio::task::yield_now().await;
            server.advance(LIMIT - Duration::from_secs(60));
        }
    };
    let (result, ()) = tokio::join!(call, advance);
    result.err().map(|error| (error.status(), error.delivery()))
}

#[tokio::test]
async fn fault_has_the_same_effect_by_method_and_by_control_api() {
    for Case { json, decide, seen, is_done } in cases() {
        let server = Simulator::builder().serve().await;
        let ada = server.person("+49 170 1234567");
        let clients = [Simulator::client(&server), server.client()];
        for (client, seen) in clients.iter().zip(seen) {
            for is_controlled in [false, true] {
                let before = ada.inbox().messages.len();
                if is_controlled {
                    let fault = json!({ "operation": "sendText", "times": 1, "fault": json });
                    assert_eq!(call(&server, "POST /faults/requests", fault).await.0, 201, "{json}");
                } else {
                    decide(server.on::<SendText>().once());
                }
                assert_eq!(send(&server, client).await, seen, "{json}");
                assert_eq!(ada.inbox().messages.len() - before, usize::from(is_done), "{json}");
                assert_eq!(send(&server, client).await, None, "{json} applies once");
            }
        }
    }
}

#[tokio::test]
async fn retry_after_is_in_the_response_in_whole_seconds() {
    let server = Simulator::builder().serve().await;
    let wait = Duration::from_secs(7);
    let fault = json!({ "kind": "reject", "status": 429, "detail": "slow down", "retryAfterSeconds": 7 });
    for client in [Simulator::client(&server), server.client()] {
        server.on::<SendText>().once().retry_after(Duration::from_millis(6001)).fails_with(429, "slow down");
        assert_eq!(call(&server, "POST /faults/requests", json!({ "times": 1, "fault": fault })).await.0, 201);
        for _ in 0..2 {
            let error =
                client.messages().send_text(hello()).retry(RetryPolicy::never()).await.expect_err("a rejection");
            assert_eq!((error.retry_after(), error.detail()), (Some(wait), Some("slow down")));
        }
    }
}

#[tokio::test]
async fn fault_with_a_probability_selects_the_same_calls_in_each_run() {
    let mut runs = Vec::new();
    for is_controlled in [false, true] {
        let server = Simulator::builder().seed(7).serve().await;
        if is_controlled {
            let fault = json!({ "probability": 0.5, "fault": { "kind": "reject", "status": 400 } });
            assert_eq!(call(&server, "POST /faults/requests", fault).await.0, 201);
        } else {
            server.on::<SendText>().with_probability(0.5).fails(400);
        }
        let client = server.client();
        let mut run = Vec::new();
        for _ in 0..20 {
            run.push(client.messages().send_text(hello()).await.is_ok());
        }
        runs.push(run);
    }
    assert_eq!(runs[0], runs[1]);
    assert!(runs[0].contains(&true) && runs[0].contains(&false));
}

#[tokio::test(start_paused = true)]
async fn client_waits_for_retry_after_on_paused_time() {
    let sim = Simulator::new();
    let start = tokio::time::Instant::now();
    sim.on::<SendText>().once().retry_after(Duration::from_secs(30)).fails(429);
    sim.client().messages().send_text(hello()).await.expect("the second attempt succeeds");
    assert_eq!(sim.attempts::<SendText>().len(), 2);
    assert!(start.elapsed() >= Duration::from_secs(30));
}

#[tokio::test(start_paused = true)]
async fn timeout_of_75_seconds_takes_no_time_on_paused_time() {
    let sim = Simulator::new();
    let start = (tokio::time::Instant::now(), std::time::Instant::now());
    sim.on::<SendText>().stalls();
    let error = sim.client().messages().send_text(hello()).timeout(LIMIT).await.expect_err("there is no response");
    assert!(error.is_timeout());
    assert_eq!((error.delivery(), error.attempts()), (Delivery::Unknown, 1));
    assert_eq!(start.0.elapsed().as_secs(), 75);
    assert!(start.1.elapsed() < LIMIT);
    assert_eq!(sim.attempts::<SendText>()[0].outcome, Outcome::ResponseLost);
}

#[test]
fn invalid_probability_and_unknown_event_type_panic() {
    let sim = Simulator::new();
    let panics = |act: &dyn Fn()| std::panic::catch_unwind(std::panic::AssertUnwindSafe(act)).is_err();
    for probability in [f64::NAN, -0.1, 1.1, f64::INFINITY] {
        assert!(panics(&|| drop(sim.on::<SendText>().with_probability(probability))), "{probability}");
        assert!(panics(&|| drop(sim.on_events().with_probability(probability))), "{probability}");
    }
    assert!(panics(&|| drop(sim.on_events().of_type("mesage"))));
    for known in ["message", "logged_in"] {
        sim.on_events().of_type(known).with_probability(1.0).are_lost();
    }
}

#[test]
#[should_panic(expected = "invalid instance id `a b`: expected 1 to 64 letters")]
fn invalid_instance_id_panics() {
    let _ = Simulator::builder().instance("a b").build();
}
