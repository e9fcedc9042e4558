//! One event is handled badly, while other events of its chat and of other chats wait.

use std::{error::Error, sync::Arc, time::Duration};

use tokio::time::{Instant, sleep};
use wsapi_client::events::EventStats;
use wsapi_transport_tests::until;

use crate::{
    events::{Events, Sent},
    expected::{End, Expected, steps_of_others},
    handlers::{HANDLER_ERROR, Misbehaving, Slow},
    journal::{Journal, Step},
    log::Log,
    logged::assert_logged,
    transport::{CONCURRENCY, MAX_IN_FLIGHT, Run, SHUTDOWN_TIMEOUT, TransportUnderTest},
    witness::Witness,
};

/// Runs a handler behind a transport, and asserts all that must not depend on the transport.
pub(crate) async fn run<H: Misbehaving, T: TransportUnderTest>() {
    let Some(mut transport) = T::open().await else { return };
    let log = Log::start();
    let (expected, events) = (H::EXPECTED, Events::new(&format!("{}_{}", H::NAME, T::NAME)));
    let redelivered = if T::IS_REDELIVERED { expected.unsettled(&events) } else { 0 };
    let (stats, journal) = handle_all::<H, T>(&mut transport, &events, redelivered).await;
    assert_eq!(stats, expected.stats(T::IS_REDELIVERED, &events));
    assert_eq!(journal.steps(&events.bad), expected.steps(T::IS_REDELIVERED));
    for chat in &events.others {
        assert_eq!(journal.steps(chat), steps_of_others());
    }
    assert_failed(&transport, &journal, &events.bad, expected);
    for chat in events.chats() {
        assert_logged(log, chat, &journal.steps(chat), expected);
    }
    if redelivered > 0 {
        assert_redelivered(&mut transport, &events.bad).await;
    }
}

/// Delivers all events, waits until they are handled as far as they can be, and shuts the transport down. The service
/// then delivers some of them again.
async fn handle_all<H: Misbehaving, T: TransportUnderTest>(
    transport: &mut T,
    events: &Events,
    redelivered: usize,
) -> (EventStats, Journal) {
    let (witness, mut journal) = Witness::new(events.count_of_others());
    let handler = Arc::new(H::new(witness));
    let witness = handler.witness();
    let run = transport.run(handler.clone(), witness.channel()).await;
    for event in events.in_order() {
        transport.deliver(&event.json).await;
    }
    assert_limits(&run, witness).await;
    witness.open();
    let unsettled = H::EXPECTED.unsettled(events);
    until_settled(&run, events, unsettled).await;
    transport.until_pending(redelivered).await;
    let start = Instant::now();
    let stats = run.stop().await;
    assert!(unsettled == 0 || start.elapsed() >= SHUTDOWN_TIMEOUT, "shut down after {:?}", start.elapsed());
    assert_eq!((witness.running(), witness.most_running()), (0, CONCURRENCY));
    transport.until_pending(redelivered).await;
    journal.read();
    (stats, journal)
}

/// While no handler ends, as many of them run and as many events are in flight as the options allow.
async fn assert_limits(run: &Run, witness: &Witness) {
    let state = || (witness.running(), run.stats().in_flight);
    let full = (CONCURRENCY, MAX_IN_FLIGHT as u64);
    until(|| state().0 >= full.0 && state().1 >= full.1).await;
    // Time for more of them, if there could be more.
    sleep(Duration::from_millis(50)).await;
    assert_eq!(state(), full);
}

/// Waits until all events are received, and only this many are still in flight.
async fn until_settled(run: &Run, events: &Events, left: usize) {
    let all = events.in_order().count() as u64;
    until(|| {
        let stats = run.stats();
        assert!(stats.in_flight <= MAX_IN_FLIGHT as u64, "{stats}");
        (stats.received, stats.in_flight) == (all, left as u64)
    })
    .await;
}

/// Asserts that the events that failed are reported as they were received, with the reason and the origin.
fn assert_failed<T: TransportUnderTest>(transport: &T, journal: &Journal, chat: &[Sent], expected: Expected) {
    let is_interrupted = expected.end == End::Interrupted;
    // The attempt that was cancelled has no end, and the event after it was not attempted.
    let attempts = if is_interrupted { [1, 0] } else { [expected.failed_attempts; 2] };
    for ((failed, sent), attempts) in journal.failed().zip(chat).zip(attempts) {
        assert_eq!(str::from_utf8(failed.json()).expect("UTF-8"), sent.json);
        assert_eq!(failed.event().expect("a readable event").event_id, sent.id);
        assert_eq!(failed.attempts(), attempts);
        // A handler that has returned its error has stopped by itself.
        assert_eq!(failed.may_be_partly_handled(), attempts > 0 && expected.error != HANDLER_ERROR);
        assert!(transport.is_origin(failed.origin(), &sent.json), "{:?}", failed.origin());
        let error = failed.error();
        assert_eq!(chain(error), expected.error);
        assert_eq!((error.is_handler(), error.is_interrupted()), (!is_interrupted, is_interrupted));
        assert!(!error.is_unreadable() && !error.is_store() && !error.is_signature());
    }
}

/// An error and its sources.
fn chain(error: &dyn Error) -> String {
    match error.source() {
        Some(source) => format!("{error}: {}", chain(source)),
        None => error.to_string(),
    }
}

/// Asserts that the next run handles the events that the last one released, in order. The attempt that was cancelled by
/// the shutdown does not count.
async fn assert_redelivered<T: TransportUnderTest>(transport: &mut T, chat: &[Sent]) {
    let (witness, mut journal) = Witness::new(0);
    witness.open();
    let handler = Arc::new(Slow::new(witness));
    let run = transport.run(handler.clone(), handler.witness().channel()).await;
    let handled = chat.len() as u64;
    until(|| run.stats().handled == handled).await;
    transport.until_pending(0).await;
    let stats = run.stop().await;
    assert_eq!((stats.received, stats.handled, stats.failed_attempts), (handled, handled, 0), "{stats}");
    journal.read();
    let steps = [1, 2]
        .into_iter()
        .flat_map(|event| [Step::Started { event, number: 1, is_redelivery: true }, Step::Ended { event }]);
    assert_eq!(journal.steps(chat), steps.collect::<Vec<_>>());
}
