//! The requests that a receiver accepts and rejects, over real sockets.

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex},
    time::Duration,
};

use hyper_util::{rt::TokioIo, service::TowerToHyperService};
use tokio::net::TcpListener;
use wsapi_client::{
    Event,
    events::{
        Attempt, BoxError, Handler, UnreadableEvent, Verifier,
        webhook::{Receiver, ReceiverBuilder, ReceiverStats, Rejection, RejectionReason},
    },
};
use wsapi_transport_tests::{Poster, Recorder, SECRET, message, request, serve, sign, until};

const PERSON: &str = "491701234567@s.whatsapp.net";

/// A timeout that no test reaches, unless the test is about it.
const PATIENCE: Duration = Duration::from_secs(60);

fn event(number: u32) -> String {
    message(&format!("evt_{number}"), "sales", PERSON, &format!("M{number}"))
}

fn verifier() -> Verifier {
    Verifier::new(SECRET).expect("a secret")
}

fn builder(handler: impl Handler) -> ReceiverBuilder {
    Receiver::builder(verifier()).handler(handler).response_timeout(PATIENCE)
}

/// A receiver, its address, and the reasons that it reported.
async fn start(builder: ReceiverBuilder) -> (Receiver, SocketAddr, Arc<Mutex<Vec<RejectionReason>>>) {
    let reported = Arc::new(Mutex::new(Vec::new()));
    let callback = {
        let reported = reported.clone();
        move |rejection: Rejection| reported.lock().expect("no panic").push(rejection.reason())
    };
    let receiver = builder.on_rejected(callback).build().expect("a receiver");
    let address = serve(&receiver).await;
    (receiver, address, reported)
}

#[track_caller]
fn assert_rejected(stats: &ReceiverStats, reported: &Mutex<Vec<RejectionReason>>, expected: &[(RejectionReason, u64)]) {
    assert_eq!(stats.rejections().collect::<Vec<_>>(), expected);
    let reported = reported.lock().expect("no panic");
    for (reason, count) in expected {
        assert_eq!(reported.iter().filter(|other| *other == reason).count() as u64, *count, "{reason}");
    }
    assert_eq!(reported.len() as u64, stats.total_rejected());
}

#[tokio::test]
async fn duplicate_is_acknowledged_and_not_handled_again() {
    let recorder = Recorder::default();
    let (receiver, address, _) = start(builder(recorder.clone())).await;
    let mut poster = Poster::new(address);
    for number in [1, 2, 1] {
        assert_eq!(poster.post(&event(number)).await, 200);
    }
    // A restarted server sends a message again in another event.
    assert_eq!(poster.post(&message("evt_9", "sales", PERSON, "M2")).await, 200);
    let stats = receiver.shutdown().await;
    assert_eq!(recorder.handled(), ["evt_1", "evt_2"]);
    assert_eq!((stats.accepted, stats.events.handled, stats.events.duplicates), (4, 2, 2));
    assert_eq!((stats.events.failed, stats.stored, stats.events.in_flight, stats.total_rejected()), (0, 0, 0, 0));
    let line = "received 4, handled 2, duplicates 2, failed 0, released 0, in flight 0, failed attempts 0, \
                accepted 4, stored 0, rejected 0";
    assert_eq!(stats.to_string(), line);
}

#[tokio::test]
async fn request_without_a_valid_signature_is_rejected() {
    let recorder = Recorder::default();
    let verifier = verifier().max_age(Duration::from_secs(300));
    let (receiver, address, reported) = start(Receiver::builder(verifier).handler(recorder.clone())).await;
    let mut poster = Poster::new(address);
    let (body, right) = (event(1), sign(event(1).as_bytes()));
    let two = format!("{right}\r\nX-Webhook-Signature: {right}");
    let rejected =
        [None, Some("sha256=00"), Some("sha1=00"), Some("\u{fc}"), Some(&two), Some(&sign(b"{}")), Some(&right)];
    for signature in rejected {
        assert_eq!(poster.send(&request("POST", signature, &body)).await, 401, "{signature:?}");
    }
    let expected = [
        (RejectionReason::MissingSignature, 1),
        (RejectionReason::MalformedSignature, 4),
        (RejectionReason::WrongSignature, 1),
        // The sample is older than five minutes.
        (RejectionReason::StaleEvent, 1),
    ];
    let stats = receiver.shutdown().await;
    assert_rejected(&stats, &reported, &expected);
    let line = "rejected 7 (missing signature 1, malformed signature 4, wrong signature 1, stale event 1)";
    assert!(stats.to_string().ends_with(line), "{stats}");
    assert!(recorder.handled().is_empty());
}

#[tokio::test]
async fn other_methods_are_rejected() {
    let (receiver, address, reported) = start(builder(Recorder::default())).await;
    let mut poster = Poster::new(address);
    for method in ["GET", "PUT", "DELETE"] {
        assert_eq!(poster.send(&request(method, Some(&sign(event(1).as_bytes())), &event(1))).await, 405);
    }
    assert_rejected(&receiver.shutdown().await, &reported, &[(RejectionReason::Method, 3)]);
}

#[tokio::test]
async fn oversized_body_is_rejected_with_or_without_a_content_length() {
    let recorder = Recorder::default();
    let (fits, body) = (event(1), event(10));
    let (receiver, address, reported) = start(builder(recorder.clone()).body_limit(fits.len())).await;
    let mut poster = Poster::new(address);
    assert_eq!(poster.post(&fits).await, 200, "exactly the limit");
    assert_eq!(body.len(), fits.len() + 2);
    assert_eq!(poster.post(&body).await, 413);
    let signature = sign(body.as_bytes());
    let chunks: String = body.as_bytes().chunks(100).map(chunked).collect();
    let head = format!(
        "POST /wsapi HTTP/1.1\r\nHost: receiver\r\nX-Webhook-Signature: {signature}\r\nTransfer-Encoding: chunked\r\n\r\n"
    );
    assert_eq!(poster.send(&format!("{head}{chunks}0\r\n\r\n")).await, 413);
    // The announced length is enough: no part of the body is sent.
    let mut head = request("POST", Some(&signature), "");
    head = head.replace("Content-Length: 0", "Content-Length: 99999999999");
    poster.begin(&head).await;
    assert_eq!(poster.finish().await, 413);
    assert_rejected(&receiver.shutdown().await, &reported, &[(RejectionReason::TooLarge, 3)]);
    assert_eq!(recorder.handled(), ["evt_1"]);
}

fn chunked(data: &[u8]) -> String {
    format!("{:x}\r\n{}\r\n", data.len(), String::from_utf8_lossy(data))
}

#[tokio::test]
async fn chunked_body_is_accepted() {
    let (receiver, address, _) = start(builder(Recorder::default())).await;
    let body = event(1);
    let chunks: String = body.as_bytes().chunks(7).map(chunked).collect();
    let head = format!("POST /wsapi HTTP/1.1\r\nHost: receiver\r\nX-Webhook-Signature: {}\r\n", sign(body.as_bytes()));
    let request = format!("{head}Transfer-Encoding: chunked\r\n\r\n{chunks}0\r\n\r\n");
    assert_eq!(Poster::new(address).send(&request).await, 200);
    assert_eq!(receiver.shutdown().await.events.handled, 1);
}

#[tokio::test]
async fn history_of_four_megabytes_is_accepted() {
    let recorder = Recorder::default();
    let (receiver, address, _) = start(builder(recorder.clone())).await;
    let body = event(1).replace("Is the shop open today?", &"x".repeat(4 * 1024 * 1024));
    assert_eq!(Poster::new(address).post(&body).await, 200);
    receiver.shutdown().await;
    assert_eq!(recorder.handled(), ["evt_1"]);
}

#[tokio::test]
async fn body_that_does_not_arrive_in_time_is_rejected() {
    let builder = builder(Recorder::default()).response_timeout(Duration::from_millis(50));
    let (receiver, address, reported) = start(builder).await;
    let whole = request("POST", Some(&sign(event(1).as_bytes())), &event(1));
    let mut poster = Poster::new(address);
    poster.begin(&whole[..whole.len() - 1]).await;
    assert_eq!(poster.finish().await, 408);
    assert_rejected(&receiver.shutdown().await, &reported, &[(RejectionReason::BodyTimeout, 1)]);
}

#[tokio::test]
async fn slow_body_is_rejected_long_before_the_response_timeout() {
    let (receiver, address, reported) = start(builder(Recorder::default())).await;
    let whole = request("POST", Some(&sign(event(1).as_bytes())), &event(1));
    let mut poster = Poster::new(address);
    poster.begin(&whole[..whole.len() - 1]).await;
    let begun = std::time::Instant::now();
    assert_eq!(poster.finish().await, 408);
    assert!(begun.elapsed() < PATIENCE / 2, "{:?}", begun.elapsed());
    assert_rejected(&receiver.shutdown().await, &reported, &[(RejectionReason::BodyTimeout, 1)]);
}

#[tokio::test]
async fn incomplete_body_is_counted() {
    let (receiver, address, reported) = start(builder(Recorder::default())).await;
    let whole = request("POST", Some(&sign(event(1).as_bytes())), &event(1));
    let mut poster = Poster::new(address);
    poster.begin(&whole[..whole.len() - 1]).await;
    drop(poster);
    until(|| receiver.stats().total_rejected() == 1).await;
    let stats = receiver.stats();
    // The HTTP server decides which of the two it notices first.
    let counted = stats.rejected(RejectionReason::BodyIncomplete) + stats.rejected(RejectionReason::Disconnected);
    assert_eq!(counted, 1);
    assert_eq!(reported.lock().expect("no panic").len(), 1);
    assert_eq!(receiver.shutdown().await.accepted, 0);
}

#[tokio::test]
async fn unreadable_event_is_accepted_and_passed_to_the_handler_as_received() {
    struct Archive(Arc<Mutex<Vec<Vec<u8>>>>);
    impl Handler for Archive {
        async fn handle(&self, _: Event, _: Attempt) -> Result<(), BoxError> {
            Err("every event here is unreadable".into())
        }

        async fn handle_unreadable(&self, event: UnreadableEvent, _: Attempt) -> Result<(), BoxError> {
            self.0.lock().expect("no panic").push(event.json().to_vec());
            Ok(())
        }
    }
    let archived = Arc::new(Mutex::new(Vec::new()));
    let (receiver, address, _) = start(builder(Archive(archived.clone()))).await;
    let bodies = [event(1).replace("\"isGroup\":false", "\"isGroup\":7"), "no JSON".to_owned(), String::new()];
    let mut poster = Poster::new(address);
    for body in &bodies {
        assert_eq!(poster.post(body).await, 200);
    }
    let stats = receiver.shutdown().await;
    assert_eq!((stats.accepted, stats.events.handled, stats.events.failed), (3, 3, 0));
    let mut archived = std::mem::take(&mut *archived.lock().expect("no panic"));
    archived.sort_unstable_by_key(|body| std::cmp::Reverse(body.len()));
    assert_eq!(archived, bodies.map(String::into_bytes));
}

#[tokio::test]
async fn unsigned_event_is_accepted_only_if_the_verifier_permits_it() {
    let receiver = Receiver::builder(Verifier::accept_unsigned()).handler(Recorder::default()).build();
    let receiver = receiver.expect("a receiver");
    let address = serve(&receiver).await;
    assert_eq!(Poster::new(address).send(&request("POST", None, &event(1))).await, 200);
    assert_eq!(receiver.shutdown().await.events.handled, 1);
}

#[tokio::test]
async fn hyper_serves_a_receiver_without_axum() {
    let recorder = Recorder::default();
    let receiver = builder(recorder.clone()).build().expect("a receiver");
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a loopback port");
    let address = listener.local_addr().expect("a bound port");
    let service = TowerToHyperService::new(receiver.service());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let io = TokioIo::new(stream);
            tokio::spawn(hyper::server::conn::http1::Builder::new().serve_connection(io, service.clone()));
        }
    });
    assert_eq!(Poster::new(address).post(&event(1)).await, 200);
    receiver.shutdown().await;
    assert_eq!(recorder.handled(), ["evt_1"]);
}

#[test]
fn invalid_options_are_rejected_by_build() {
    let complete = || builder(Recorder::default());
    assert!(complete().build().is_ok());
    let problems = [
        (Receiver::builder(verifier()), "missing handler"),
        (complete().concurrency(0), "`concurrency` must be at least 1"),
        (complete().max_in_flight(0), "`max_in_flight` must be at least 1"),
        (complete().max_attempts(0), "`max_attempts` must be at least 1"),
        (complete().body_limit(0), "`body_limit` must be at least 1"),
        (complete().response_timeout(Duration::ZERO), "`response_timeout` must be greater than zero"),
    ];
    for (builder, problem) in problems {
        let error = builder.build().expect_err(problem);
        assert!(error.is_invalid_input() && error.to_string().contains(problem), "{error}");
    }
}

#[tokio::test]
async fn longest_times_and_largest_limits_are_accepted() {
    let builder = builder(Recorder::default())
        .response_timeout(Duration::MAX)
        .shutdown_timeout(Duration::MAX)
        .concurrency(usize::MAX)
        .max_in_flight(usize::MAX)
        .body_limit(usize::MAX);
    let (receiver, address, _) = start(builder).await;
    assert_eq!(Poster::new(address).post(&event(1)).await, 200);
    assert_eq!(receiver.shutdown().await.events.handled, 1);
}

#[tokio::test]
async fn debug_display_and_errors_hide_people_texts_and_secrets() {
    let shown = Arc::new(Mutex::new(String::new()));
    let show = {
        let shown = shown.clone();
        move |text: String| shown.lock().expect("no panic").push_str(&text)
    };
    let show_rejection = show.clone();
    let handler = |event: Event| async move { Err::<(), _>(BoxError::from(format!("{:?}", event.chat_id()))) };
    let builder = builder(handler)
        .max_attempts(1)
        .on_rejected(move |rejection| show_rejection(format!("{rejection} {rejection:?} ")))
        .on_failed(move |failed| {
            let with_cause = format!("{failed:#}");
            assert!(
                with_cause.starts_with(&failed.to_string()) && with_cause.contains("the handler failed: Some("),
                "{with_cause}"
            );
            show(format!("{failed} {failed:?} "));
        });
    let debug = format!("{builder:?}");
    let receiver = builder.build().expect("a receiver");
    let address = serve(&receiver).await;
    let mut poster = Poster::new(address);
    assert_eq!(poster.post(&event(1)).await, 200);
    assert_eq!(poster.send(&request("POST", Some(&sign(b"{}")), &event(2))).await, 401);
    receiver.shutdown().await;
    let mut shown = std::mem::take(&mut *shown.lock().expect("no panic"));
    assert!(shown.contains("wrong signature") && shown.contains("1 attempt:"), "{shown}");
    shown.push_str(&format!("{debug} {receiver:?} {:?}", receiver.service()));
    assert!(!["491701234567", "shop", SECRET, "sha256"].iter().any(|secret| shown.contains(secret)), "{shown}");
}
