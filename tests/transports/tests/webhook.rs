//! What a receiver takes and what it refuses, over real sockets.

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
        Handler, HandlerError, UnreadableEvent, Verifier,
        webhook::{Counts, Reason, Receiver, ReceiverBuilder},
    },
};
use wsapi_transport_tests::{Poster, Recorder, SECRET, message, request, serve, sign, until};

const PERSON: &str = "491701234567@s.whatsapp.net";

/// No limit of time decides anything, except where a test is about it.
const PATIENCE: Duration = Duration::from_secs(60);

fn event(number: u32) -> String {
    message(&format!("evt_{number}"), "sales", PERSON, &format!("M{number}"))
}

fn builder(handler: impl Handler) -> ReceiverBuilder {
    let setup = Receiver::builder(Verifier::new(SECRET).expect("a secret"));
    setup.handler(handler).answer_timeout(PATIENCE).body_timeout(PATIENCE)
}

/// A receiver, where it is, and the reasons that it told.
async fn start(builder: ReceiverBuilder) -> (Receiver, SocketAddr, Arc<Mutex<Vec<Reason>>>) {
    let told = Arc::new(Mutex::new(Vec::new()));
    let callback = {
        let told = told.clone();
        move |refusal: wsapi_client::events::webhook::Refusal| told.lock().expect("no panic").push(refusal.reason())
    };
    let receiver = builder.on_refused(callback).build();
    let address = serve(&receiver).await;
    (receiver, address, told)
}

#[track_caller]
fn assert_refused(counts: &Counts, told: &Mutex<Vec<Reason>>, expected: &[(Reason, u64)]) {
    assert_eq!(counts.refusals().collect::<Vec<_>>(), expected);
    let told = told.lock().expect("no panic");
    for (reason, count) in expected {
        assert_eq!(told.iter().filter(|other| *other == reason).count() as u64, *count, "{reason}");
    }
    assert_eq!(told.len() as u64, counts.all_refused());
}

#[tokio::test]
async fn an_event_is_acknowledged_and_handled_and_a_repeat_only_acknowledged() {
    let recorder = Recorder::default();
    let (receiver, address, _) = start(builder(recorder.clone())).await;
    let mut poster = Poster::new(address);
    for number in [1, 2, 1] {
        assert_eq!(poster.post(&event(number)).await, 200);
    }
    // The server was restarted and repeats a message in another event.
    assert_eq!(poster.post(&message("evt_9", "sales", PERSON, "M2")).await, 200);
    let counts = receiver.shutdown().await;
    assert_eq!(recorder.handled(), ["evt_1", "evt_2"]);
    assert_eq!((counts.accepted, counts.handled, counts.duplicates), (4, 2, 2));
    assert_eq!((counts.failed, counts.stored, counts.pending, counts.all_refused()), (0, 0, 0, 0));
    assert_eq!(counts.to_string(), "accepted 4, handled 2, duplicates 2, failed 0, stored 0, pending 0, refused 0");
}

#[tokio::test]
async fn a_request_without_the_right_signature_is_refused() {
    let recorder = Recorder::default();
    let verifier = Verifier::new(SECRET).expect("a secret").max_age(Duration::from_secs(300));
    let (receiver, address, told) = start(Receiver::builder(verifier).handler(recorder.clone())).await;
    let mut poster = Poster::new(address);
    let (body, right) = (event(1), sign(event(1).as_bytes()));
    let two = format!("{right}\r\nX-Webhook-Signature: {right}");
    let refused =
        [None, Some("sha256=00"), Some("sha1=00"), Some("\u{fc}"), Some(&two), Some(&sign(b"{}")), Some(&right)];
    for signature in refused {
        assert_eq!(poster.send(&request("POST", signature, &body)).await, 401, "{signature:?}");
    }
    let expected = [
        (Reason::MissingSignature, 1),
        (Reason::MalformedSignature, 4),
        (Reason::WrongSignature, 1),
        // The sample is of another year.
        (Reason::StaleEvent, 1),
    ];
    assert_refused(&receiver.shutdown().await, &told, &expected);
    assert!(recorder.handled().is_empty());
}

#[tokio::test]
async fn other_methods_are_refused() {
    let (receiver, address, told) = start(builder(Recorder::default())).await;
    let mut poster = Poster::new(address);
    for method in ["GET", "PUT", "DELETE"] {
        assert_eq!(poster.send(&request(method, Some(&sign(event(1).as_bytes())), &event(1))).await, 405);
    }
    assert_refused(&receiver.shutdown().await, &told, &[(Reason::Method, 3)]);
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_whether_it_says_so_or_not() {
    let recorder = Recorder::default();
    let (fits, body) = (event(1), event(10));
    let (receiver, address, told) = start(builder(recorder.clone()).body_limit(fits.len())).await;
    let mut poster = Poster::new(address);
    assert_eq!(poster.post(&fits).await, 200, "exactly as large as it may be");
    assert_eq!(body.len(), fits.len() + 2);
    assert_eq!(poster.post(&body).await, 413);
    let signature = sign(body.as_bytes());
    let chunks: String = body.as_bytes().chunks(100).map(chunked).collect();
    let head = format!(
        "POST /wsapi HTTP/1.1\r\nHost: receiver\r\nX-Webhook-Signature: {signature}\r\nTransfer-Encoding: chunked\r\n\r\n"
    );
    assert_eq!(poster.send(&format!("{head}{chunks}0\r\n\r\n")).await, 413);
    // The announcement is enough: nothing of the body is sent.
    let mut head = request("POST", Some(&signature), "");
    head = head.replace("Content-Length: 0", "Content-Length: 99999999999");
    poster.begin(&head).await;
    assert_eq!(poster.finish().await, 413);
    assert_refused(&receiver.shutdown().await, &told, &[(Reason::TooLarge, 3)]);
    assert_eq!(recorder.handled(), ["evt_1"]);
}

fn chunked(data: &[u8]) -> String {
    format!("{:x}\r\n{}\r\n", data.len(), String::from_utf8_lossy(data))
}

async fn until_refused(receiver: &Receiver, count: u64) -> Counts {
    until(|| receiver.counts().all_refused() == count).await;
    receiver.counts()
}

#[tokio::test]
async fn a_body_in_chunks_is_as_good_as_any() {
    let (receiver, address, _) = start(builder(Recorder::default())).await;
    let body = event(1);
    let chunks: String = body.as_bytes().chunks(7).map(chunked).collect();
    let head = format!("POST /wsapi HTTP/1.1\r\nHost: receiver\r\nX-Webhook-Signature: {}\r\n", sign(body.as_bytes()));
    let request = format!("{head}Transfer-Encoding: chunked\r\n\r\n{chunks}0\r\n\r\n");
    assert_eq!(Poster::new(address).send(&request).await, 200);
    assert_eq!(receiver.shutdown().await.handled, 1);
}

#[tokio::test]
async fn a_history_of_four_megabytes_is_taken() {
    let recorder = Recorder::default();
    let (receiver, address, _) = start(builder(recorder.clone())).await;
    let body = event(1).replace("Is the shop open today?", &"x".repeat(4 * 1024 * 1024));
    assert_eq!(Poster::new(address).post(&body).await, 200);
    receiver.shutdown().await;
    assert_eq!(recorder.handled(), ["evt_1"]);
}

#[tokio::test]
async fn a_body_that_does_not_arrive_in_time_is_refused() {
    let (receiver, address, told) = start(builder(Recorder::default()).body_timeout(Duration::from_millis(50))).await;
    let whole = request("POST", Some(&sign(event(1).as_bytes())), &event(1));
    let mut poster = Poster::new(address);
    poster.begin(&whole[..whole.len() - 1]).await;
    assert_eq!(poster.finish().await, 408);
    assert_refused(&receiver.shutdown().await, &told, &[(Reason::TooSlow, 1)]);
}

#[tokio::test]
async fn a_body_that_breaks_off_is_counted() {
    let (receiver, address, told) = start(builder(Recorder::default())).await;
    let whole = request("POST", Some(&sign(event(1).as_bytes())), &event(1));
    let mut poster = Poster::new(address);
    poster.begin(&whole[..whole.len() - 1]).await;
    drop(poster);
    let counts = until_refused(&receiver, 1).await;
    // Which of the two the server notices first is its own business.
    assert_eq!(counts.refused(Reason::BrokenOff) + counts.refused(Reason::Disconnected), 1);
    assert_eq!(told.lock().expect("no panic").len(), 1);
    assert_eq!(receiver.shutdown().await.accepted, 0);
}

#[tokio::test]
async fn an_event_that_cannot_be_read_is_accepted_and_the_handler_has_it_whole() {
    struct Keeper(Arc<Mutex<Vec<Vec<u8>>>>);
    impl Handler for Keeper {
        async fn handle(&self, _: Event) -> Result<(), HandlerError> {
            Err("every event here is unreadable".into())
        }

        async fn handle_unreadable(&self, event: UnreadableEvent) -> Result<(), HandlerError> {
            self.0.lock().expect("no panic").push(event.json().to_vec());
            Ok(())
        }
    }
    let kept = Arc::new(Mutex::new(Vec::new()));
    let (receiver, address, _) = start(builder(Keeper(kept.clone()))).await;
    let bodies = [event(1).replace("\"isGroup\":false", "\"isGroup\":7"), "no JSON".to_owned(), String::new()];
    let mut poster = Poster::new(address);
    for body in &bodies {
        assert_eq!(poster.post(body).await, 200);
    }
    let counts = receiver.shutdown().await;
    assert_eq!((counts.accepted, counts.handled, counts.failed), (3, 3, 0));
    let mut kept = std::mem::take(&mut *kept.lock().expect("no panic"));
    kept.sort_unstable_by_key(|body| std::cmp::Reverse(body.len()));
    assert_eq!(kept, bodies.map(String::into_bytes));
}

#[tokio::test]
async fn unsigned_events_are_taken_only_where_that_was_said() {
    let receiver = Receiver::builder(Verifier::accept_unsigned()).handler(Recorder::default()).build();
    let address = serve(&receiver).await;
    assert_eq!(Poster::new(address).send(&request("POST", None, &event(1))).await, 200);
    assert_eq!(receiver.shutdown().await.handled, 1);
}

#[tokio::test]
async fn after_a_shutdown_everything_is_refused() {
    let (receiver, address, told) = start(builder(Recorder::default())).await;
    let mut poster = Poster::new(address);
    assert_eq!(poster.post(&event(1)).await, 200);
    assert_eq!(receiver.shutdown().await.handled, 1);
    assert_eq!(poster.post(&event(2)).await, 503);
    assert_refused(&receiver.shutdown().await, &told, &[(Reason::ShuttingDown, 1)]);
}

#[tokio::test]
async fn hyper_alone_is_enough() {
    let recorder = Recorder::default();
    let receiver = builder(recorder.clone()).build();
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
fn a_receiver_that_is_built_before_its_runtime_works_all_the_same() {
    let recorder = Recorder::default();
    let receiver = builder(recorder.clone()).build();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let address = serve(&receiver).await;
        assert_eq!(Poster::new(address).post(&event(1)).await, 200);
        assert_eq!(receiver.shutdown().await.handled, 1);
    });
    assert_eq!(recorder.handled(), ["evt_1"]);
}

#[tokio::test]
async fn nothing_shows_who_writes_what() {
    let shown = Arc::new(Mutex::new(String::new()));
    let callback = {
        let shown = shown.clone();
        move |text: String| shown.lock().expect("no panic").push_str(&text)
    };
    let refused = callback.clone();
    let receiver =
        builder(|event: Event| async move { Err::<(), _>(HandlerError::from(format!("{:?}", event.chat_id()))) })
            .attempts(1)
            .on_refused(move |refusal| refused(format!("{refusal} {refusal:?} ")))
            .on_failed(move |failure| callback(format!("{failure} {failure:?} ")))
            .build();
    let address = serve(&receiver).await;
    let mut poster = Poster::new(address);
    assert_eq!(poster.post(&event(1)).await, 200);
    assert_eq!(poster.send(&request("POST", Some(&sign(b"{}")), &event(2))).await, 401);
    receiver.shutdown().await;
    let mut shown = std::mem::take(&mut *shown.lock().expect("no panic"));
    assert!(shown.contains("wrong signature") && shown.contains("1 attempts"), "{shown}");
    shown.push_str(&format!("{receiver:?} {:?}", receiver.service()));
    assert!(!["491701234567", "shop", SECRET, "sha256"].iter().any(|secret| shown.contains(secret)), "{shown}");
}
