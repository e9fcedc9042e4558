//! The extractor of axum.

use std::time::Duration;

use axum::{
    Router,
    extract::{FromRef, State},
    http::StatusCode,
    routing::post,
};
use wsapi_client::events::{Dispatcher, Outcome, Verifier, webhook::VerifiedEvent};
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

async fn receive(State(app): State<App>, VerifiedEvent(event): VerifiedEvent) -> StatusCode {
    match app.dispatcher.dispatch(event).await {
        Ok(Outcome::Handled) => StatusCode::CREATED,
        Ok(_) => StatusCode::NO_CONTENT,
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

async fn receive_small(State(app): State<App>, VerifiedEvent(event): VerifiedEvent<600>) -> StatusCode {
    receive(State(app), VerifiedEvent(event)).await
}

fn event(number: u32) -> String {
    message(&format!("evt_{number}"), "sales", "491701234567@s.whatsapp.net", &format!("M{number}"))
}

fn app(recorder: Recorder, verifier: Verifier) -> Router {
    let app = App { verifier, dispatcher: Dispatcher::new(recorder) };
    // A limit of axum's own says nothing about events.
    let limit = axum::extract::DefaultBodyLimit::max(10);
    Router::new().route("/wsapi", post(receive)).route("/small", post(receive_small)).layer(limit).with_state(app)
}

async fn start(recorder: Recorder) -> Poster {
    Poster::new(serve_app(app(recorder, Verifier::new(SECRET).expect("a secret"))).await)
}

#[tokio::test]
async fn a_signed_event_reaches_the_handler() {
    let recorder = Recorder::default();
    let mut poster = start(recorder.clone()).await;
    assert_eq!(poster.post(&event(1)).await, 201);
    assert_eq!(poster.post(&event(1)).await, 204);
    assert_eq!(poster.post("no JSON").await, 500, "the handler has it, and does not want it");
    assert_eq!(recorder.handled(), ["evt_1"]);
}

#[tokio::test]
async fn others_do_not() {
    let recorder = Recorder::default();
    let verifier = Verifier::new(SECRET).expect("a secret").max_age(Duration::from_secs(300));
    let mut poster = Poster::new(serve_app(app(recorder.clone(), verifier)).await);
    let right = sign(event(1).as_bytes());
    for signature in [None, Some("sha256=00"), Some(&sign(b"{}")), Some(&right)] {
        assert_eq!(poster.send(&request("POST", signature, &event(1))).await, 401, "{signature:?}");
    }
    assert!(recorder.handled().is_empty());
}

#[tokio::test]
async fn a_body_has_a_limit_that_can_be_set() {
    let recorder = Recorder::default();
    let mut poster = start(recorder.clone()).await;
    let fits = event(1);
    assert!((300..=600).contains(&fits.len()), "{}", fits.len());
    let small = |body: &str| request("POST", Some(&sign(body.as_bytes())), body).replace("/wsapi", "/small");
    assert_eq!(poster.send(&small(&fits)).await, 201);
    let large = event(2).replace("shop", &"shop ".repeat(100));
    assert_eq!(poster.send(&small(&large)).await, 413);
    assert_eq!(poster.post(&large).await, 201);
    let history = event(3).replace("shop", &"shop".repeat(1024 * 1024));
    assert_eq!(poster.post(&history).await, 201);
    let too_large = event(4).replace("shop", &"shop".repeat(1024 * 1024 * 3 / 2));
    // That it is too large is seen before its signature is looked at.
    assert_eq!(poster.send(&request("POST", Some(&sign(b"{}")), &too_large)).await, 413);
    assert_eq!(recorder.handled(), ["evt_1", "evt_2", "evt_3"]);
}
