//! Transports that bring a clock of their own, or none.

use std::{
    collections::VecDeque,
    future::{pending, poll_fn, ready},
    sync::{Arc, Mutex, MutexGuard},
    task::Poll,
    time::Duration,
};

use serde_json::{Value, json};
use tokio::runtime::Builder;
use wsapi_client::{Body, BoxFuture, Client, Pairing, Transport, TransportError, http};

use super::{LONG, QR_TEXT, is_done, resumption::look, text};

/// What is longer limits a call, and what is shorter lies between two.
const LIMIT: Duration = Duration::from_secs(10);

/// Answers without a network. Its clock lets nobody wait between two calls, and remembers what it was asked for.
#[derive(Clone, Debug)]
struct Hasty(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    has_clock: bool,
    holds_codes: bool,
    answers: VecDeque<Value>,
    waits: Vec<Duration>,
}

impl Hasty {
    fn new(has_clock: bool, answers: impl IntoIterator<Item = Value>) -> Self {
        let answers = answers.into_iter().collect();
        Self(Arc::new(Mutex::new(State { has_clock, holds_codes: false, answers, waits: Vec::new() })))
    }

    /// How often two calls lay apart, after so many calls.
    fn pauses(&self, calls: usize) -> usize {
        let state = self.state();
        let (limits, pauses): (Vec<_>, Vec<Duration>) = state.waits.iter().partition(|wait| **wait >= LIMIT);
        assert_eq!((limits.len(), state.answers.len()), (calls, 0));
        assert!(pauses.iter().all(|wait| *wait <= Duration::from_secs(2)));
        pauses.len()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().expect("no panic")
    }

    fn pairing(&self) -> Pairing {
        Client::builder().transport(self.clone()).build().expect("a valid configuration").session().pairing()
    }
}

impl Transport for Hasty {
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

    fn sleep(&self, duration: Duration) -> Option<BoxFuture<'_, ()>> {
        let mut state = self.state();
        state.waits.push(duration);
        let sleep: BoxFuture<'_, ()> = if duration < LIMIT { Box::pin(ready(())) } else { Box::pin(pending()) };
        state.has_clock.then_some(sleep)
    }
}

fn code(text: &str) -> Value {
    json!({ "code": text })
}

fn status(is_logged_in: bool) -> Value {
    json!({ "isConnected": true, "isLoggedIn": is_logged_in, "deviceId": "" })
}

/// Runs without tokio's clock, which would panic.
fn run<T>(future: impl Future<Output = T>) -> T {
    Builder::new_current_thread().build().expect("a runtime").block_on(future)
}

#[test]
fn waiting_is_done_by_the_clock_of_the_transport() {
    let polls = std::iter::repeat_n(status(false), 20);
    let answers = [status(false), code("2@code")].into_iter().chain(polls).chain([status(true)]);
    let transport = Hasty::new(true, answers);
    let mut pairing = transport.pairing();
    assert_eq!(text(run(pairing.next_code())), "2@code");
    assert!(is_done(run(pairing.next_code())), "no code is over, since hardly any time has passed");

    assert!(transport.pauses(23) > 0);
}

#[test]
fn no_poll_follows_another_at_once() {
    let unpaired = || std::iter::repeat_n(status(false), 5);
    let transport = Hasty::new(true, unpaired().chain([status(true)]));
    run(transport.pairing().wait_for_login()).expect("a success");
    assert!(transport.pauses(6) > 0);

    // Nor when the code is over, and the device is coming up.
    let paired = json!({ "isConnected": false, "isLoggedIn": false, "deviceId": "491705550100:7@s.whatsapp.net" });
    let codes = [status(false), code("2@code")];
    let transport = Hasty::new(true, codes.into_iter().chain(std::iter::repeat_n(paired, 5)).chain([status(true)]));
    let mut pairing = transport.pairing().code_lifetime(Duration::ZERO);
    assert_eq!(text(run(pairing.next_code())), "2@code");
    assert!(is_done(run(pairing.next_code())));
    assert!(transport.pauses(8) > 0);
}

#[test]
fn without_a_clock_there_is_no_waiting() {
    let transport = Hasty::new(false, [status(false), code("2@code"), status(true)]);
    let mut pairing = transport.pairing().poll_interval(LONG);
    assert_eq!(text(run(pairing.next_code())), "2@code");
    let error = run(pairing.next_code()).unwrap_err();
    assert!(error.is_invalid_input() && error.to_string().contains("see `Transport::sleep`"), "{error}");
    assert!(run(pairing.wait_for_login()).is_err_and(|error| error.is_invalid_input()));
    assert!(is_done(run(transport.pairing().next_code())), "what needs no waiting needs no clock");
}

#[test]
fn a_code_that_came_unseen_is_given_unless_it_may_be_too_old() {
    for (lifetime, expected, left) in [(LONG, "first", 2), (Duration::ZERO, "second", 0)] {
        let transport = Hasty::new(true, [status(false), code("first"), status(false), code("second")]);
        let mut pairing = transport.pairing().code_lifetime(lifetime);
        transport.state().holds_codes = true;
        assert!(run(async { look(pairing.next_code()) }).is_pending());
        transport.state().holds_codes = false;
        assert_eq!(text(run(pairing.next_code())), expected);
        assert_eq!(transport.state().answers.len(), left);
    }
}
