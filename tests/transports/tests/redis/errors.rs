//! The error of a handler: in the log, in the report and in the dead letter.

use std::{error::Error, fmt};

use wsapi_client::{Event, events::BoxError};
use wsapi_transport_tests::{RedisServer, Running};

use crate::support::{ANNA, DEAD, Log, add, consumer, reports, sources};

/// An error with a source.
#[derive(Debug)]
struct Outer(Inner);

#[derive(Debug)]
struct Inner;

impl fmt::Display for Outer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DISTINCTIVE")
    }
}

impl fmt::Display for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the disk is full")
    }
}

impl Error for Outer {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.0)
    }
}

impl Error for Inner {}

#[tokio::test]
async fn error_of_the_handler_is_logged_reported_and_stored() {
    let (log, _guard) = Log::start();
    let Some(server) = RedisServer::start().await else { return };
    add(&server, ANNA, "1").await;
    let (on_failed, mut reports) = reports();
    let handler = |_: Event| async { Err::<(), _>(Outer(Inner)) };
    let consumer = consumer(&server, handler).max_attempts(3).on_failed(on_failed);
    let running = Running::start(consumer.build().expect("a consumer"));
    let failed = reports.recv().await.expect("a failed event");
    running.stop().await;

    let lines = log.lines("WARN", &["DISTINCTIVE", "the disk is full"]);
    assert_eq!(lines.len(), 3, "one line for each attempt: {lines:#?}");
    for (line, number) in lines.iter().zip(1..) {
        assert!(line.contains(&format!("attempt={number}")), "{line}");
    }
    assert_eq!(sources(failed.error()), ["DISTINCTIVE", "the disk is full"]);
    assert!(failed.error().source().is_some_and(|error| error.is::<Outer>()), "the program can downcast it");
    let dead = &server.entries(DEAD).await[0];
    let error = String::from_utf8_lossy(&dead["deadError"]);
    assert!(error.contains("DISTINCTIVE") && error.contains("the disk is full"), "{error}");
    // Neither the number nor the text of the message is logged.
    let text = log.text();
    assert!(!text.contains("1701234567") && !text.contains("shop"), "{text}");
}

#[tokio::test]
async fn long_error_is_shortened_in_the_dead_letter() {
    let Some(server) = RedisServer::start().await else { return };
    add(&server, ANNA, "1").await;
    let (on_failed, mut reports) = reports();
    // All characters but the first have two bytes, so that a cut at an even number of bytes would split one.
    let text = format!("-{}", "é".repeat(1_000_000));
    let length = text.len();
    let handler = move |_: Event| std::future::ready(Err::<(), BoxError>(text.clone().into()));
    let consumer = consumer(&server, handler).max_attempts(1).on_failed(on_failed);
    let running = Running::start(consumer.build().expect("a consumer"));
    let failed = reports.recv().await.expect("a failed event");
    running.stop().await;
    assert_eq!(failed.error().source().expect("a source").to_string().len(), length, "the program gets all of it");
    let error = server.entries(DEAD).await.remove(0).remove("deadError").expect("an error");
    let error = String::from_utf8(error).expect("no character is cut in two");
    assert!(error.contains("-éééé") && error.len() < 100_000, "{} bytes", error.len());
}
