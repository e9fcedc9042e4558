//! See the calls and events of a program, and how many of them fail.
//!
//! # Spans
//!
//! The SDK uses [`tracing`](https://docs.rs/tracing). Install a subscriber, and calls and events appear in its output,
//! or in OpenTelemetry with the crate `tracing-opentelemetry`:
//!
//! ```
//! use wsapi_client::types::SendTextRequest;
//!
//! # use wsapi_simulator::Simulator;
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), wsapi_client::Error> {
//! # let sim = Simulator::new();
//! # let (client, ada) = (sim.client(), sim.person("+49 170 1234567"));
//! # sim.on::<wsapi_client::operations::SendText>().once().fails(503);
//! tracing_subscriber::fmt().init();
//! client.messages().send_text(SendTextRequest::new(ada.jid(), "Hello")).await?;
//! # Ok(())
//! # }
//! ```
//!
//! | span | covers | fields |
//! |---|---|---|
//! | `call` | one call, all attempts included | `operation`, `http.request.method`, `url.template`, `server.address`, `server.port`, `http.response.status_code`, `http.request.resend_count`, `error.type` |
//! | `event` | one attempt to handle an event | `event.id`, `event.type`, `attempt` and `redelivery` |
//!
//! Both spans have the level INFO, and most names in `call` are those of OpenTelemetry for HTTP clients. The calls that
//! a handler makes are children of its `event`, so a trace shows which event caused a message.
//!
//! # Log lines
//!
//! All targets begin with `wsapi_client`, so the filter `wsapi_client=debug` shows everything.
//!
//! | level | line |
//! |---|---|
//! | DEBUG | a response was received; a webhook request was rejected; a call failed. The caller gets the error, and decides how to log it |
//! | INFO | the event stream is connected; a worker acquired the lease of a Redis stream |
//! | WARN | an attempt of a call failed, and is retried |
//! | WARN | an attempt to handle an event failed, with the error of the handler and its sources |
//! | WARN | the event stream is not connected, or skipped an event that is too large; Redis, a deduplication store or a durable queue failed; the lease of a stream was lost |
//! | ERROR | an event failed, usually in its last attempt; a callback, or a task that serves a Redis stream, panicked |
//!
//! # What is safe to log
//!
//! Spans and log lines of the SDK contain no message texts, phone numbers, keys or ids of chats. The text of an
//! [`Error`](crate::Error) masks phone numbers, and `Debug` of all types hides phone numbers, message texts and keys.
//! `Display` of a [`Jid`](crate::Jid), the texts of messages, [`Error::detail`](crate::Error::detail) and
//! [`Error::body`](crate::Error::body) are not safe to log. A handler must keep them out of its errors, because these
//! are logged as they are. `{failed:#}` of a failed event includes the handler's error, and `{failed}` does not.
//!
//! # Metrics
//!
//! `stats()` of a [`Receiver`], [`Subscriber`] and [`Consumer`] returns counters that can be read at any time. Export
//! them with the library of your choice:
//!
//! ```
//! use wsapi_client::events::webhook::Receiver;
//!
//! fn export(receiver: &Receiver) -> Vec<(String, u64)> {
//!     let stats = receiver.stats();
//!     let mut metrics = vec![
//!         ("events_handled".to_owned(), stats.events.handled),
//!         ("events_failed".to_owned(), stats.events.failed),
//!         ("events_in_flight".to_owned(), stats.events.in_flight),
//!     ];
//!     for (reason, count) in stats.rejections() {
//!         metrics.push((format!("requests_rejected{{reason=\"{reason}\"}}"), count));
//!     }
//!     metrics
//! }
//! # use wsapi_client::{Event, events::{BoxError, Verifier}};
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), wsapi_client::Error> {
//! # async fn handle(_: Event) -> Result<(), BoxError> { Ok(()) }
//! # let receiver = Receiver::builder(Verifier::new("whsec_example")?).handler(handle).build()?;
//! # assert_eq!(export(&receiver).len(), 3);
//! # Ok(())
//! # }
//! ```
//!
//! Those of a subscriber also count connections, gaps and oversized events; those of a consumer, leases, failed
//! commands and entries that were removed before they were handled.
//!
//! For calls, count the spans by `operation` and `error.type`, or add a layer to the [transport](super::transports).
//!
//! # Correlation with other systems
//!
//! [`Call::header`](crate::Call::header) adds a header, such as `traceparent`, for a proxy or a server of your own.
//! [`Call::with_response`](crate::Call::with_response) returns the status and the headers of a response, and
//! [`Error::headers`](crate::Error::headers) those of an error.
//!
//! # Next
//!
//! - [Production](super::production#monitoring): what to watch and why.
//! - [Transports](super::transports): middleware for all requests.
//!
#![cfg_attr(feature = "webhook", doc = "[`Receiver`]: crate::events::webhook::Receiver::stats")]
#![cfg_attr(not(feature = "webhook"), doc = "[`Receiver`]: crate#features")]
#![cfg_attr(feature = "sse", doc = "[`Subscriber`]: crate::events::sse::Subscriber::stats")]
#![cfg_attr(not(feature = "sse"), doc = "[`Subscriber`]: crate#features")]
#![cfg_attr(feature = "redis", doc = "[`Consumer`]: crate::events::redis::Consumer::stats")]
#![cfg_attr(not(feature = "redis"), doc = "[`Consumer`]: crate#features")]
