//! Events that the service posts to a webhook. Requires the feature `webhook`.
//!
//! A [`Receiver`] provides a service for any HTTP server that is built on `http`. It verifies each request,
//! acknowledges it and passes the event to the handler.
//!
//! ```no_run
//! use wsapi_client::{Event, events::{BoxError, Verifier, webhook::Receiver}};
//!
//! async fn handle(event: Event) -> Result<(), BoxError> {
//!     println!("{}", event.data.event_type());
//!     Ok(())
//! }
//!
//! # async fn serve(shutdown: impl Future<Output = ()>) -> Result<(), BoxError> {
//! let receiver = Receiver::builder(Verifier::new("whsec_example")?)
//!     .handler(handle)
//!     .on_rejected(|rejection| eprintln!("{rejection}"))
//!     .on_failed(|event| eprintln!("{event:#}"))
//!     .build()?;
//! let app: axum::Router = axum::Router::new().route_service("/wsapi", receiver.service());
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
//! tokio::spawn(async { axum::serve(listener, app).await });
//! println!("{}", receiver.run_until(shutdown).await);
//! # Ok(())
//! # }
//! ```
//!
//! The service must know the URL and a signing secret. On the hosted service, both are set with
//! [`Account::update_instance_settings`](crate::resources::Account::update_instance_settings), on a self-hosted server
//! with [`Instances::update_config`](crate::resources::Instances::update_config). They take effect when the instance is
//! restarted.
//!
//! # Lost events
//!
//! The service posts each event once. It waits ten seconds for the response, treats any status from 200 to 299 as
//! success, and **never posts an event again**, whatever the response is. So delivery to the receiver is at-most-once:
//! an event is lost if no receiver is running, if the network fails or if the request is rejected. Each rejection is
//! counted and reported to [`on_rejected`](ReceiverBuilder::on_rejected).
//!
//! Events that the receiver has accepted can be lost when the process dies, depending on when they are acknowledged:
//!
//! | an event is acknowledged | set with | lost when the process dies | responses to events that are not acknowledged |
//! |---|---|---|---|
//! | before it is handled | the default | accepted events that are not handled yet, up to [`max_in_flight`](ReceiverBuilder::max_in_flight) | 503 if there is no room in time |
//! | after it is handled | [`acknowledge_after_handler`](ReceiverBuilder::acknowledge_after_handler) | events that are not handled yet: they were not acknowledged, but are not posted again either | 503 if there is no room in time or the deduplication store failed, 500 if the handler failed, 504 if it took too long |
//! | when it is stored | [`durable_queue`](ReceiverBuilder::durable_queue) | no event that was acknowledged, if the queue keeps its promise | 503 if there is no room in time, or if the queue failed or took too long |
//!
//! Use the default if a few events may be lost in a crash, and a durable queue such as `webhook::RedisQueue` if not.
//! From the queue to the handler, delivery is at-least-once. Acknowledging after the handler does not prevent losses,
//! because the service ignores the status. It is useful if a proxy in front of the receiver posts events again, or if
//! someone reads the logs of the service.
//!
//! Neither the [`response_timeout`](ReceiverBuilder::response_timeout) nor a sender that disconnects cancels a handler
//! or an append. An event that waits for its turn is still handled or stored; only an event that waits for room is
//! lost. So after a 503 or 504 response, the event can still be handled. If it is posted again, it is a duplicate.
//!
//! # Failures
//!
//! A handler that fails or panics is called again, as described at [`events`](super), even if the event was already
//! acknowledged. When the last attempt fails, [`on_failed`](ReceiverBuilder::on_failed) is called with the last copy of
//! the event.
//!
//! The same happens, with an error that [`is_interrupted`](super::EventError::is_interrupted), to events that are not
//! handled within the [`shutdown_timeout`](ReceiverBuilder::shutdown_timeout), and to events in flight when the tokio
//! runtime of the handlers is stopped. After that, requests are rejected. If the process is killed, nothing is
//! reported.
//!
//! # Order
//!
//! The events of one chat are handled one at a time, in the order in which their requests arrived. Events of different
//! chats are handled concurrently. The service posts the events of an instance one at a time, so this is the order of
//! the service unless a proxy changes it. If the chat with a person has the phone number in one event and the LID in
//! another, it counts as two chats. Events that cannot be read are handled in order with the events of the instance
//! that belong to no chat.
//!
//! # Duplicates
//!
//! A duplicate is acknowledged but not passed to the handler, as long as the [`DedupStore`](super::DedupStore)
//! remembers the event. The default store forgets everything when the process ends.
//!
//! # Untrusted requests
//!
//! Anyone can post to a public URL. The body of a request without a well-formed signature is not read. Before the
//! signature is verified, an event is not queued, parsed or logged. A body is limited in
//! [size](ReceiverBuilder::body_limit), and must arrive within five seconds and before the response timeout. The HTTP
//! server must limit the number of connections.

mod body;
mod builder;
mod check;
mod durable;
mod exchange;
#[cfg(feature = "axum")]
mod extractor;
mod handling;
mod intake;
mod ledger;
mod posted;
mod reason;
mod receiver;
#[cfg(feature = "redis")]
mod redis_queue;
mod rejection;
mod response;
mod service;
mod stats;
mod storing;
mod target;
mod tasks;

#[cfg(feature = "axum")]
pub use self::extractor::VerifiedEvent;
#[cfg(feature = "redis")]
pub use self::redis_queue::RedisQueue;
pub use self::{
    builder::ReceiverBuilder, durable::DurableQueue, reason::RejectionReason, receiver::Receiver, rejection::Rejection,
    service::WebhookService, stats::ReceiverStats,
};
