//! Events as the service posts them: a receiver for any HTTP server.
//!
//! ```no_run
//! use wsapi_client::{Event, events::{HandlerError, Verifier, webhook}};
//!
//! async fn handle(event: Event) -> Result<(), HandlerError> {
//!     println!("{}", event.data.event_type());
//!     Ok(())
//! }
//!
//! # async fn serve(stop: impl Future<Output = ()> + Send + 'static) -> Result<(), Box<dyn std::error::Error>> {
//! let receiver = webhook::Receiver::builder(Verifier::new("whsec_example")?)
//!     .handler(handle)
//!     .on_refused(|refusal| eprintln!("{refusal}"))
//!     .on_failed(|failure| eprintln!("{failure}"))
//!     .build();
//! let app: axum::Router = axum::Router::new().route_service("/wsapi", receiver.service());
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
//! axum::serve(listener, app).with_graceful_shutdown(stop).await?;
//! println!("{}", receiver.shutdown().await);
//! # Ok(())
//! # }
//! ```
//!
//! # What the service does
//!
//! It posts each event once. It waits ten seconds for the answer, takes any status from 200 to 299 for success, and
//! **never posts an event again**, whatever the answer is and if there is none. So an event is lost when it is refused,
//! when no receiver runs, and when the network fails. No receiver can change that. Each refusal is counted, and told to
//! [`on_refused`](ReceiverBuilder::on_refused).
//!
//! # When an event is acknowledged
//!
//! | acknowledged | how | what is lost when the process dies | what the service is told |
//! |---|---|---|---|
//! | when it is in the queue | the default | what was acknowledged and not yet handled: up to [`queue`](ReceiverBuilder::queue) events | 503 when the queue has no room in time |
//! | after the handler | [`acknowledge_after_handler`](ReceiverBuilder::acknowledge_after_handler) | nothing that was acknowledged; what was not is lost all the same, since it is not posted again | 500 when the handler failed, 503 when the store for repeats did, 504 when they took too long |
//! | when it is in a durable queue | [`durable_queue`](ReceiverSetup::durable_queue) | nothing that was acknowledged, as far as the queue keeps its word | 503 when the queue failed or took too long |
//!
//! The second mode says truly whether an event was handled, to a service that does nothing with the answer: it is for
//! those who read the log of the service, or have something before the receiver that posts again. Only the third keeps
//! events over a crash. `redis::RedisQueue` is such a queue.
//!
//! In the second and third mode a handler or a queue that has begun is not broken off when the time for the answer is
//! up, nor when the sender goes away: the sender is told that it took too long, and the event is handled or stored all
//! the same, and counted so. An event that has not begun by then stays in the queue as well, for otherwise it would
//! certainly be lost. So an answer of 5xx does not say that the event was not handled. Should something post it again, it
//! is recognised.
//!
//! # Failure
//!
//! A handler that returns an error or panics is called again, after a wait, in either of the first two modes. Its chat
//! waits with it, and others do not. A handler that sends messages says `Ok` where sending again would send twice. After
//! the last of the [`attempts`](ReceiverBuilder::attempts) the event is handed to
//! [`on_failed`](ReceiverBuilder::on_failed), and is gone unless that keeps it. The store for repeats is treated in the
//! same way. What is signed and cannot be read goes to
//! [`Handler::handle_unreadable`](crate::events::Handler::handle_unreadable); a handler without it fails, and is not asked
//! again.
//!
//! A handler that never ends holds up its chat, and one of the slots of
//! [`concurrency`](ReceiverBuilder::concurrency); and since what waits for it fills the [`queue`](ReceiverBuilder::queue),
//! in the end everybody. So put a limit around what a handler waits for.
//!
//! If the runtime that the receiver was built on is stopped while events are queued, they are handed to `on_failed`, and
//! what is posted from then on is refused. If the process is killed, nobody is told.
//!
//! # Order
//!
//! Events of one chat are handled one after the other, in the order in which their requests were complete, also while one
//! is tried again; events of different chats beside each other. That is the order of the service only as far as it waits
//! for one answer before it posts the next event, and as far as nothing between the two changes it. A chat whose person
//! is named once by phone number and once by LID counts as two. What cannot be read is kept in order with the events of
//! its instance that concern no chat.
//!
//! # Duplicates
//!
//! They are accepted, and the handler does not see them: as far as the [`DedupStore`](crate::events::DedupStore)
//! remembers. The default one forgets when the process ends. An event is handled once if the handler returns `Ok` once;
//! if the process dies between that and the note of it, a store outside of the process does not know of it.
//!
//! # Strangers
//!
//! Anybody can post to an address on the web. Without a signature nothing of a body is read, and before it is checked
//! nothing is queued, parsed or logged. A body has a limit in [size](ReceiverBuilder::body_limit) and in
//! [time](ReceiverBuilder::body_timeout). How many connections there may be is for the server to limit.

mod body;
mod builder;
mod check;
mod core;
mod counts;
mod delivery;
mod door;
mod durable;
#[cfg(feature = "axum")]
mod extractor;
mod intake;
mod ledger;
mod reason;
mod receiver;
mod refusal;
mod service;
mod visit;
mod work;

#[cfg(feature = "axum")]
pub use self::extractor::VerifiedEvent;
pub use self::{
    builder::{ReceiverBuilder, ReceiverSetup},
    counts::Counts,
    durable::{DurableQueue, SignedEvent},
    reason::Reason,
    receiver::Receiver,
    refusal::Refusal,
    service::WebhookService,
};
