//! The axum extractor.

use std::time::Duration;

use axum::{
    Router,
    extract::{FromRef, State},
    http::StatusCode,
    routing::any,
};
use wsapi_client::events::{Attempt, DispatchOutcome, Dispatcher, Verifier, webhook::VerifiedEvent};
use wsapi_transport_tests::{Poster, Recorder, SECRET, message, request, serve_app, sign};

#[derive(Clone)]
struct App {
    verifier: Verifier,
    dispatcher: Dispatcher,
}

impl FromRef<App> for Verifier {
    fn from_ref(app: &App) -> Self {
        app.verifier.clone()
    }
}

async fn receive(State(app): State<App>, event: VerifiedEvent) -> StatusCode {
    assert!(!format!("{event:?}").contains("shop"), "the event is hidden");
    match app.dispatcher.dispatch(event.into_result(), Attempt::first()).await {
        Ok(DispatchOutcome::Handled) => StatusCode::CREATED,
        Ok(_) => StatusCode::NO_CONTENT,
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

fn event(number: u32) -> String {
    message(&format!("evt_{number}"), "sales", "491701234567@s.whatsapp.net", &format!("M{number}"))
}

fn app(recorder: Recorder, verifier: Verifier) -> Router {
    let app = App { verifier, dispatcher: Dispatcher::new(recorder) };
    // This limit of axum does not apply to events.
    let limit = axum::extract::DefaultBodyLimit::max(10);
    Router::new().route("/wsapi", any(receive)).layer(limit).with_state(app)
}

async fn start(recorder: Recorder) -> Poster {
    Poster::new(serve_app(app(recorder, Verifier::new(SECRET).expect("a secret"))).await)
}

#[tokio::test]
async fn signed_event_reaches_the_handler() {
    let recorder = Recorder::default();
    let mut poster = start(recorder.clone()).await;
    assert_eq!(poster.post(&event(1)).await, 201);
    assert_eq!(poster.post(&event(1)).await, 204);
    assert_eq!(poster.post("no JSON").await, 500, "the handler does not handle unreadable events");
    assert_eq!(recorder.handled(), ["evt_1"]);
}

#[tokio::test]
async fn unsigned_stale_and_other_requests_are_rejected() {
    let recorder = Recorder::default();
    let verifier = Verifier::new(SECRET).expect("a secret").max_age(Duration::from_secs(300));
    let mut poster = Poster::new(serve_app(app(recorder.clone(), verifier)).await);
    let right = sign(event(1).as_bytes());
    for signature in [None, Some("sha256=00"), Some(&sign(b"{}")), Some(&right)] {
        assert_eq!(poster.send(&request("POST", signature, &event(1))).await, 401, "{signature:?}");
    }
    assert_eq!(poster.send(&request("GET", Some(&right), &event(1))).await, 405);
    assert!(recorder.handled().is_empty());
}

#[tokio::test]
async fn oversized_body_is_rejected() {
    let recorder = Recorder::default();
    let mut poster = start(recorder.clone()).await;
    let large = event(2).replace("shop", &"shop ".repeat(100));
    assert_eq!(poster.post(&large).await, 201);
    let history = event(3).replace("shop", &"shop".repeat(1024 * 1024));
    assert_eq!(poster.post(&history).await, 201);
    let too_large = event(4).replace("shop", &"shop".repeat(1024 * 1024 * 3 / 2));
    assert_eq!(poster.post(&too_large).await, 413);
    // The size is checked before the signature.
    assert_eq!(poster.send(&request("POST", Some(&sign(b"{}")), &too_large)).await, 413);
    assert_eq!(recorder.handled(), ["evt_2", "evt_3"]);
}
