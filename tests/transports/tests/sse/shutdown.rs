//! The end of a run.

use std::{
    future::pending,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    time::Duration,
};

use super::{
    Act, Clock, PATIENCE, Server, frame, run,
    server::{open, response, stream},
};
use tokio::{
    sync::{Notify, oneshot},
    time::timeout,
};
use wsapi_client::{
    Event,
    events::{
        Attempt, BoxError, Handler,
        sse::{StreamItem, Subscriber, SubscriberBuilder},
    },
};
use wsapi_transport_tests::{Recorder, until};

/// A handler that starts and never ends.
#[derive(Clone, Default)]
struct Stuck {
    started: Arc<AtomicUsize>,
    cancelled: Arc<AtomicUsize>,
}

impl Handler for Stuck {
    async fn handle(&self, _: Event, _: Attempt) -> Result<(), BoxError> {
        struct Guard(Arc<AtomicUsize>);
        impl Drop for Guard {
            fn drop(&mut self) {
                self.0.fetch_add(1, SeqCst);
            }
        }
        let _guard = Guard(self.cancelled.clone());
        self.started.fetch_add(1, SeqCst);
        pending().await
    }
}

/// The id of each failed event, and whether it was interrupted.
type Failed = Arc<Mutex<Vec<(String, bool)>>>;

fn recording(builder: SubscriberBuilder) -> (SubscriberBuilder, Failed) {
    let failed = Failed::default();
    let record = failed.clone();
    let builder = builder.on_failed(move |event| {
        let id = event.event().expect("a readable event").event_id;
        record.lock().expect("no panic").push((id, event.error().is_interrupted()));
    });
    (builder, failed)
}

fn sorted(failed: &Failed) -> Vec<(String, bool)> {
    let mut failed = failed.lock().expect("no panic").clone();
    failed.sort();
    failed
}

fn interrupted(ids: &[&str]) -> Vec<(String, bool)> {
    ids.iter().map(|id| ((*id).to_owned(), true)).collect()
}

#[tokio::test]
async fn rejection_ends_run_after_events_in_flight() {
    let server = Server::new([stream(frame("evt_1")), response("401 Unauthorized", "", "")]).await;
    let handled = Arc::new(AtomicUsize::new(0));
    let handler = {
        let handled = handled.clone();
        move |_: Event| {
            let handled = handled.clone();
            async move {
                tokio::time::sleep(Duration::from_millis(200)).await;
                handled.fetch_add(1, SeqCst);
                Ok::<_, BoxError>(())
            }
        }
    };
    let notices = Arc::new(Mutex::new(Vec::new()));
    let record = notices.clone();
    let builder = Subscriber::builder(server.events(&Clock::new())).handler(handler).on_notice(move |item| {
        record.lock().expect("no panic").push(match item {
            StreamItem::Connected => "connected",
            StreamItem::Disconnected(_) => "disconnected",
            _ => "something else",
        });
    });
    let (_, error) = run(builder).await;
    assert!(error.is_unauthorized());
    assert_eq!(handled.load(SeqCst), 1);
    assert_eq!(*notices.lock().expect("no panic"), ["connected", "disconnected"]);
}

#[tokio::test]
async fn shutdown_handles_events_that_have_arrived() {
    let server = Server::new([open([frame("evt_1"), frame("evt_2"), frame("evt_3")].concat())]).await;
    let (stop, stopped) = oneshot::channel::<()>();
    let stop = Mutex::new(Some(stop));
    let recorder = Recorder::default();
    let handler = {
        let recorder = recorder.clone();
        move |event: Event| {
            if let Some(stop) = stop.lock().expect("no panic").take() {
                stop.send(()).expect("the subscriber runs");
            }
            let recorder = recorder.clone();
            async move { recorder.handle(event, Attempt::first()).await }
        }
    };
    // Two of the events have arrived and have no room when the shutdown starts.
    let builder = Subscriber::builder(server.events(&Clock::new())).handler(handler).max_in_flight(1);
    let subscriber = builder.build().expect("a subscriber");
    let running = subscriber.run_until(async { _ = stopped.await });
    let stats = timeout(PATIENCE, running).await.expect("an end in time").expect("no error");
    assert_eq!(recorder.handled(), ["evt_1", "evt_2", "evt_3"]);
    assert_eq!((stats.events.received, stats.events.handled), (3, 3));
}

#[tokio::test]
async fn shutdown_closes_connection_before_handlers_end() {
    let closed = Arc::new(Notify::new());
    let acts = [open(frame("evt_1")), vec![Act::Notify(closed.clone())]].concat();
    let server = Server::new([acts]).await;
    let (begun, recorder) = (Arc::new(Notify::new()), Recorder::default());
    let handler = {
        let (begun, recorder) = (begun.clone(), recorder.clone());
        move |event: Event| {
            let (begun, closed, recorder) = (begun.clone(), closed.clone(), recorder.clone());
            async move {
                begun.notify_one();
                closed.notified().await;
                recorder.handle(event, Attempt::first()).await
            }
        }
    };
    let subscriber = Subscriber::builder(server.events(&Clock::new())).handler(handler).build().expect("a subscriber");
    let running = subscriber.run_until(begun.notified());
    timeout(PATIENCE, running).await.expect("an end in time").expect("no error");
    assert_eq!(recorder.handled(), ["evt_1"]);
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn shutdown_timeout_interrupts_handlers_and_waiting_events() {
    let ids = ["evt_1", "evt_2", "evt_3", "evt_4", "evt_5"];
    let server = Server::new([open(ids.map(frame).concat())]).await;
    let stuck = Stuck::default();
    // The first event is with its handler, the second waits for it, and the others have no room.
    let builder = Subscriber::builder(server.events(&Clock::new())).handler(stuck.clone()).max_in_flight(2);
    let (builder, failed) = recording(builder.shutdown_timeout(Duration::from_millis(50)));
    let subscriber = builder.build().expect("a subscriber");
    let shutdown = until(|| stuck.started.load(SeqCst) == 1 && subscriber.stats().events.in_flight == 2);
    let stats = timeout(PATIENCE, subscriber.run_until(shutdown)).await.expect("an end in time").expect("no error");
    assert_eq!(sorted(&failed), interrupted(&ids));
    assert_eq!((stuck.started.load(SeqCst), stuck.cancelled.load(SeqCst)), (1, 1));
    assert_eq!((stats.events.received, stats.events.failed, stats.events.in_flight), (5, 5, 0));
    assert_eq!(stats.events.failed_attempts, 0);
}

#[tokio::test]
async fn shutdown_timeout_applies_after_rejection_too() {
    let server = Server::new([stream(frame("evt_1")), response("403 Forbidden", "", "")]).await;
    let builder = Subscriber::builder(server.events(&Clock::new())).handler(Stuck::default());
    let (builder, failed) = recording(builder.shutdown_timeout(Duration::from_millis(50)));
    assert!(run(builder).await.1.is_forbidden());
    assert_eq!(sorted(&failed), interrupted(&["evt_1"]));
}

#[tokio::test]
async fn dropped_run_cancels_handlers_and_reports_events_in_flight() {
    let server = Server::new([open(["evt_1", "evt_2", "evt_3"].map(frame).concat())]).await;
    let stuck = Stuck::default();
    let builder = Subscriber::builder(server.events(&Clock::new())).handler(stuck.clone()).max_in_flight(2);
    let (builder, failed) = recording(builder);
    let subscriber = builder.build().expect("a subscriber");
    let dropped = async {
        tokio::select! {
            _ = subscriber.run_until(pending()) => panic!("the run has no reason to end"),
            () = until(|| stuck.started.load(SeqCst) == 1 && subscriber.stats().events.in_flight == 2) => {}
        }
    };
    timeout(PATIENCE, dropped).await.expect("an event in time");
    until(|| stuck.cancelled.load(SeqCst) == 1 && failed.lock().expect("no panic").len() == 2).await;
    assert_eq!(sorted(&failed), interrupted(&["evt_1", "evt_2"]));
    assert_eq!(subscriber.stats().events.in_flight, 0);
}

#[tokio::test]
async fn shutdown_before_first_poll_sends_nothing() {
    let server = Server::new([open("")]).await;
    let builder = Subscriber::builder(server.events(&Clock::new())).handler(Recorder::default());
    let subscriber = builder.build().expect("a subscriber");
    timeout(PATIENCE, subscriber.run_until(async {})).await.expect("an end in time").expect("no error");
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn second_run_is_rejected() {
    let server = Server::new([open("")]).await;
    let builder = Subscriber::builder(server.events(&Clock::new())).handler(Recorder::default());
    let subscriber = builder.build().expect("a subscriber");
    subscriber.run_until(async {}).await.expect("no error");
    let error = subscriber.run_until(pending()).await.expect_err("a second run");
    assert!(error.is_invalid_input() && error.to_string().contains("the subscriber can run only once"), "{error}");
}
