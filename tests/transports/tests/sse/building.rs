//! Building a subscriber.

use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

use wsapi_client::{
    Client,
    events::sse::{EventStream, Subscriber, SubscriberBuilder},
};
use wsapi_transport_tests::Recorder;

fn events() -> EventStream {
    Client::builder().base_url("http://localhost:9").build().expect("a client").events()
}

fn builder() -> SubscriberBuilder {
    Subscriber::builder(events()).handler(Recorder::default())
}

#[test]
fn build_rejects_missing_handler() {
    let error = Subscriber::builder(events()).build().expect_err("no handler");
    assert!(error.is_invalid_input());
    assert_eq!(error.to_string(), "missing handler: set it with `SubscriberBuilder::handler`");
}

#[test]
fn build_rejects_options_of_zero() {
    assert!(builder().build().is_ok());
    for (builder, option) in [
        (builder().concurrency(0), "concurrency"),
        (builder().max_in_flight(0), "max_in_flight"),
        (builder().max_attempts(0), "max_attempts"),
    ] {
        let error = builder.build().expect_err("an option of zero");
        assert!(error.is_invalid_input());
        assert_eq!(error.to_string(), format!("`{option}` must be at least 1"));
    }
}

#[test]
fn run_outside_of_runtime_fails_without_panic() {
    let subscriber = builder().build().expect("a subscriber");
    let mut running = pin!(subscriber.run_until(std::future::pending()));
    let polled = running.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    assert!(matches!(polled, Poll::Ready(Err(error)) if error.is_transport()));
}

#[test]
fn types_can_be_shared_between_threads() {
    fn is_send<T: Send>(_: &T) {}
    fn is_shared<T: Send + Sync + 'static>(_: &T) {}
    let subscriber = builder().build().expect("a subscriber");
    is_shared(&subscriber);
    is_send(&subscriber.run_until(std::future::pending()));
    let mut events = events();
    is_send(&events.next());
    is_send(&builder());
}
