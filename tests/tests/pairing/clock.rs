//! Pairing on a clock of the caller's, and on tokio's paused clock.

use std::{
    collections::VecDeque,
    future::poll_fn,
    sync::{Arc, Mutex, MutexGuard},
    task::Poll,
    time::Duration,
};

use serde_json::{Value, json};
use tokio::runtime::Builder;
use wsapi_client::{Body, BoxFuture, Client, ClientBuilder, Transport, TransportError, http};
use wsapi_tests::SkippingClock;

use super::{LONG, QR_TEXT, is_done, resumption::look, text};

/// Answers without a network.
#[derive(Clone, Debug)]
struct Canned(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    holds_codes: bool,
    answers: VecDeque<Value>,
}

impl Canned {
    fn new(answers: impl IntoIterator<Item = Value>) -> Self {
        Self(Arc::new(Mutex::new(State { holds_codes: false, answers: answers.into_iter().collect() })))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().expect("no panic")
    }

    fn builder(&self) -> ClientBuilder {
        Client::builder().api_key("k").transport(self.clone())
    }
}

impl Transport for Canned {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(poll_fn(move |_| {
            let mut state = self.state();
            if state.holds_codes && request.uri().path() == QR_TEXT {
                return Poll::Pending;
            }
            let answer = state.answers.pop_front().map(|answer| http::Response::new(Body::from(answer.to_string())));
            Poll::Ready(answer.ok_or_else(|| TransportError::connect("no answer is left")))
        }))
    }
}

fn code(text: &str) -> Value {
    json!({ "code": text })
}

fn status(is_logged_in: bool) -> Value {
    json!({ "isConnected": true, "isLoggedIn": is_logged_in, "deviceId": "" })
}

/// Runs without tokio's timers, which nothing here may need.
fn run<T>(future: impl Future<Output = T>) -> T {
    Builder::new_current_thread().build().expect("a runtime").block_on(future)
}

#[test]
fn polls_are_an_interval_apart_on_the_callers_clock() {
    let polls = std::iter::repeat_n(status(false), 20);
    let answers = [status(false), code("2@code")].into_iter().chain(polls).chain([status(true)]);
    let (transport, clock) = (Canned::new(answers), SkippingClock::default());
    let client = transport.builder().clock(clock.clone()).build().expect("a valid configuration");
    let mut pairing = client.session().pairing();
    assert_eq!(text(run(pairing.next_code())), "2@code");
    assert!(is_done(run(pairing.next_code())), "42 s have passed, so the code has not expired");
    assert_eq!(clock.sleeps(), [Duration::from_secs(2); 21]);
}

#[test]
fn a_code_is_replaced_after_a_minute_of_the_callers_clock() {
    let polls = |count| std::iter::repeat_n(status(false), count);
    let answers = polls(1).chain([code("first")]).chain(polls(30)).chain([code("second"), status(true)]);
    let (transport, clock) = (Canned::new(answers), SkippingClock::default());
    let client = transport.builder().clock(clock.clone()).build().expect("a valid configuration");
    let mut pairing = client.session().pairing();
    assert_eq!(text(run(pairing.next_code())), "first");
    assert_eq!(text(run(pairing.next_code())), "second");
    assert!(is_done(run(pairing.next_code())));
    assert_eq!(clock.sleeps(), [Duration::from_secs(2); 31]);
}

#[tokio::test(start_paused = true)]
async fn a_pairing_times_out_on_tokios_paused_clock() {
    let polls = std::iter::repeat_n(status(false), 1000);
    let transport = Canned::new([status(false), code("2@code")].into_iter().chain(polls));
    let client = transport.builder().build().expect("a valid configuration");
    let start = tokio::time::Instant::now();
    let mut pairing = client.session().pairing().timeout(Duration::from_secs(50));
    assert_eq!(text(pairing.next_code().await), "2@code");
    assert!(pairing.next_code().await.is_err_and(|error| error.is_timeout()));
    assert_eq!(start.elapsed().as_secs(), 50);
    assert_eq!(1002 - transport.state().answers.len(), 1 + 1 + 24, "a status every two seconds, and one code");
}

#[tokio::test(start_paused = true)]
async fn the_deadline_of_a_call_follows_tokios_paused_clock() {
    let transport = Canned::new([]);
    transport.state().holds_codes = true;
    let client = transport.builder().build().expect("a valid configuration");
    let start = tokio::time::Instant::now();
    let error = client.session().qr_text().timeout(LONG).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert!(error.to_string().contains("the limit of an attempt is 100s (`attempt_timeout`)"), "{error}");
    assert!(start.elapsed() >= Duration::from_secs(100));
}

#[test]
fn a_code_that_arrived_unseen_is_returned_unless_it_has_expired() {
    for (away, expected, left) in [(0, "first", 2), (61, "second", 0)] {
        let transport = Canned::new([status(false), code("first"), status(false), code("second")]);
        let clock = SkippingClock::default();
        let client = transport.builder().clock(clock.clone()).build().expect("a valid configuration");
        let mut pairing = client.session().pairing();
        transport.state().holds_codes = true;
        assert!(run(async { look(pairing.next_code()) }).is_pending());
        transport.state().holds_codes = false;
        clock.advance(Duration::from_secs(away));
        assert_eq!(text(run(pairing.next_code())), expected);
        assert_eq!(transport.state().answers.len(), left);
    }
}
