//! One event is handled badly, while other events of its chat and of other chats wait.

use std::{error::Error, sync::Arc, time::Duration};

use tokio::time::{Instant, sleep};
use tracing::Level;
use wsapi_client::events::{EventError, FailedEvent};
use wsapi_transport_tests::until;

use crate::{
    calls::SENT,
    events::{Events, Sent},
    expected::{End, Expected, steps_of_others},
    handlers::{Misbehaving, Slow},
    journal::{Journal, Step},
    log::{Line, Log},
    transport::{CONCURRENCY, MAX_IN_FLIGHT, Run, SHUTDOWN_TIMEOUT, TransportUnderTest},
    witness::{CALLED, Witness},
};

/// Runs a handler behind a transport, and asserts everything that does not depend on the transport.
pub(crate) async fn run<H: Misbehaving, T: TransportUnderTest>() {
    let Some(mut transport) = T::open().await else { return };
    // The output is shown if the test fails.
    println!("{} handler, {}", H::NAME, T::NAME);
    let log = Log::start();
    let (expected, events) = (H::EXPECTED, Events::new(&format!("{}_{}", H::NAME, T::NAME)));
    let (witness, mut journal) = Witness::new(events.count_of_others());
    let handler = Arc::new(H::new(witness));
    let run = transport.run(handler.clone(), handler.witness().channel()).await;
    for event in events.in_order() {
        transport.deliver(&event.json).await;
    }
    assert_limits(&run, handler.witness()).await;
    handler.witness().open();
    let unsettled = if expected.end == End::Interrupted { events.bad.len() } else { 0 };
    until_settled(&run, &events, unsettled).await;
    let redelivered = expected.redelivered(T::IS_REDELIVERED, &events);
    transport.until_pending(redelivered).await;
    let start = Instant::now();
    let stats = run.stop().await;
    assert!(unsettled == 0 || start.elapsed() >= SHUTDOWN_TIMEOUT, "shut down after {:?}", start.elapsed());
    journal.read();
    assert_eq!(stats, expected.stats(T::IS_REDELIVERED, &events));
    assert_eq!((handler.witness().running(), handler.witness().most_running()), (0, CONCURRENCY));
    assert_eq!(journal.steps(&events.bad), expected.steps(T::IS_REDELIVERED));
    for chat in &events.others {
        assert_eq!(journal.steps(chat), steps_of_others());
    }
    assert_failed(&transport, &journal, &events.bad, expected);
    assert_logged(log, &events, &journal, expected);
    transport.until_pending(redelivered).await;
    if redelivered > 0 {
        assert_redelivered(&mut transport, &events.bad).await;
    }
}

/// While no handler ends, as many of them run and as many events are in flight as the options allow.
async fn assert_limits(run: &Run, witness: &Witness) {
    let state = || (witness.running(), run.stats().in_flight);
    let full = (CONCURRENCY, MAX_IN_FLIGHT as u64);
    until(|| state() == full).await;
    // The test does not depend on this time: more could only be seen in it.
    sleep(Duration::from_millis(50)).await;
    assert_eq!(state(), full);
}

/// Waits until only this many events are in flight.
async fn until_settled(run: &Run, events: &Events, left: usize) {
    let all = events.in_order().count() as u64;
    until(|| {
        let stats = run.stats();
        assert!(stats.in_flight <= MAX_IN_FLIGHT as u64, "{stats}");
        (stats.received, stats.in_flight) == (all, left as u64)
    })
    .await;
}

/// Asserts that the failed events are reported with everything that is needed to handle them later.
fn assert_failed<T: TransportUnderTest>(transport: &T, journal: &Journal, chat: &[Sent], expected: Expected) {
    let failed = journal.failed();
    let is_interrupted = expected.end == End::Interrupted;
    for (failed, sent) in failed.iter().zip(chat) {
        assert_eq!(str::from_utf8(failed.json()).expect("UTF-8"), sent.json);
        assert_eq!(failed.event().expect("a readable event").event_id, sent.id);
        assert_eq!(failed.attempts(), expected.failed_attempts);
        assert!(transport.is_origin(failed.origin(), &sent.json), "{:?}", failed.origin());
        assert_eq!(chain(failed.error()), expected.error);
        assert_eq!(predicates(failed), [!is_interrupted, is_interrupted, false, false, false]);
    }
}

fn predicates(failed: &FailedEvent) -> [bool; 5] {
    let error: &EventError = failed.error();
    [error.is_handler(), error.is_interrupted(), error.is_unreadable(), error.is_store(), error.is_signature()]
}

/// An error and its sources.
fn chain(error: &dyn Error) -> String {
    let sources = std::iter::successors(error.source(), |error| error.source());
    sources.fold(error.to_string(), |chain, source| format!("{chain}: {source}"))
}

/// Asserts the spans and the lines of each attempt.
fn assert_logged(log: &Log, events: &Events, journal: &Journal, expected: Expected) {
    let failed: Vec<_> = journal.failed().iter().map(|failed| failed.event().expect("readable").event_id).collect();
    for chat in std::iter::once(&events.bad).chain(&events.others) {
        let steps = journal.steps(chat);
        for (place, event) in (1..).zip(chat) {
            let attempts = steps.iter().filter(|step| matches!(step, Step::Started { event, .. } if *event == place));
            let attempts = u32::try_from(attempts.count()).expect("a few attempts");
            let is_bad = event.id == events.bad[0].id;
            let failed_attempts = if is_bad { expected.failed_attempts } else { 0 };
            let lines = log.lines_of(&event.id);
            assert_spans(&lines, attempts);
            assert_warnings(&lines, failed_attempts, expected);
            let errors = lines.iter().filter(|line| line.level == Level::ERROR);
            let errors: Vec<_> = errors.map(|line| (line.message(), line.fields.get("attempts"))).collect();
            let reported = ("an event failed", &*failed_attempts.to_string());
            assert_eq!(errors, if failed.contains(&event.id) { vec![reported] } else { vec![] });
        }
    }
}

/// Asserts that each attempt runs in a span, which is the parent of the call that the handler makes.
fn assert_spans(lines: &[Line], attempts: u32) {
    let of = |message: &str| lines.iter().filter(|line| line.message() == message).cloned().collect::<Vec<_>>();
    for (message, names) in [(CALLED, &["event"][..]), (SENT, &["call", "event"])] {
        let found = of(message);
        let numbers: Vec<_> = (1..=attempts).map(|number| number.to_string()).collect();
        let spans = found.iter().filter_map(|line| line.spans.last()).map(|span| &span.fields);
        assert_eq!(spans.map(|fields| fields.get("attempt")).collect::<Vec<_>>(), numbers);
        for line in &found {
            assert_eq!(line.spans.iter().map(|span| span.name).collect::<Vec<_>>(), names);
            let fields = &line.spans[names.len() - 1].fields;
            assert_eq!((fields.get("event.type"), fields.get("redelivery")), ("message", "false"));
        }
    }
    assert!(of(CALLED).iter().all(|line| line.fields.get("span") == "event"));
    assert!(of(SENT).iter().all(|line| line.spans[0].fields.get("operation") == "listGroups"));
}

/// Asserts that each failed attempt is logged once, in its span, with its error and its sources.
fn assert_warnings(lines: &[Line], failed_attempts: u32, expected: Expected) {
    let warnings = lines.iter().filter(|line| line.level == Level::WARN);
    let warnings = warnings.map(|line| {
        let attempt = line.spans.first().map(|span| span.fields.get("attempt").to_owned());
        (attempt, line.message().to_owned(), line.fields.get("error").to_owned())
    });
    let expected = (1..=failed_attempts).map(|number| {
        let is_last = expected.end == End::Failed && number == failed_attempts;
        let message = if is_last { "the last attempt to handle an event failed" } else { "an attempt to handle an event failed" };
        (Some(number.to_string()), message.to_owned(), expected.error.to_owned())
    });
    assert_eq!(warnings.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
}

/// Asserts that the next run handles the events that the last one released, in order. The attempt that was cancelled
/// counts, and the event that waited had none.
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
    let numbers = (1..).zip([2, 1]);
    let steps = numbers.flat_map(|(event, number)| {
        [Step::Started { event, number, is_redelivery: true }, Step::Ended { event }]
    });
    assert_eq!(journal.steps(chat), steps.collect::<Vec<_>>());
}
