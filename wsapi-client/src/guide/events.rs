//! Choose a transport for events, and write a handler that copes with failures and duplicates.
//!
//! # Choose a transport
//!
//! | your program | use |
//! |---|---|
//! | uses the hosted service, and has no public URL, for example on a laptop | the [event stream][`sse`] |
//! | uses the hosted service, and has a public URL | a [webhook][`webhook`] |
//! | uses the hosted service, and must not lose events in a crash or has several workers | a webhook with a [Redis queue][`RedisQueue`] |
//! | uses a self-hosted server, and is one process | a [webhook][`webhook`] |
//! | uses a self-hosted server, and must lose no event or has several workers | [Redis Streams][`redis`] |
//!
//! The event stream requires the feature `sse`, a webhook `webhook`, and Redis Streams `redis`. A webhook with a Redis
//! queue requires both `webhook` and `redis`.
//!
//! The same handler runs behind each of them, with the same options. They differ in which events can be lost, or
//! handled again:
//!
//! - **Webhook.** The service posts an event once, so an event is lost if no receiver runs at that time, or if the
//!   receiver rejects it. By default, events that are acknowledged but not yet handled are lost when the process dies.
//!   A message is handled again if a restarted server sends it again after the deduplication store has forgotten it.
//! - **Event stream.** Events are lost if they happen while the program is not connected, if they are too large, or if
//!   the process dies before they are handled. A message can be handled again in the same case as with a webhook.
//! - **Redis Streams.** No event that Redis has on its disk is lost, unless the stream is trimmed too early. Events in
//!   flight are handled again if their worker dies, loses its lease or is stopped early. So are those whose
//!   acknowledgement is lost in a failover of Redis.
//!
//! In addition, an event that fails in all attempts, or that a shutdown interrupts, is lost unless `on_failed` stores
//! it. With Redis, one that fails is moved to a dead-letter stream, and one that is interrupted is handled again. The
//! page of each transport has the details: [`webhook`], [`sse`] and [`redis`]. If a webhook must not lose events in a
//! crash, give it a [`durable_queue`], such as [`RedisQueue`].
//!
//! # Write a handler
//!
//! `Ok` means that the event is done. After an error or a panic, the handler is called again, up to `max_attempts`
//! times in total. So return an error only if another attempt is harmless:
//!
//! ```test_harness
//! use wsapi_client::{
//!     Client, Event, EventData,
//!     events::{Attempt, BoxError, Handler},
//!     types::SendTextRequest,
//! };
//!
//! struct Bot {
//!     client: Client,
//! }
//!
//! impl Handler for Bot {
//!     async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
//!         let message = match &event.data {
//!             EventData::Message(message) if message.is_direct() => message,
//!             EventData::Unknown(unknown) => {
//!                 println!("an event of the new type {}", unknown.event_type());
//!                 return Ok(());
//!             }
//!             _ => return Ok(()),
//!         };
//!         let chat = &message.chat_id;
//!         if message.text_or_caption() != Some("ping") {
//!             return Ok(());
//!         }
//!         let reply = SendTextRequest::new(chat, "pong").reply_to(message.to_ref());
//!         let client = self.client.for_instance(&event.instance_id);
//!         match client.messages().send_text(reply).await {
//!             Ok(_) => Ok(()),
//!             // Nothing was sent, so the handler is called again.
//!             Err(error) if error.had_no_effect() => Err(error.into()),
//!             Err(error) => {
//!                 // It is not sent again.
//!                 eprintln!("the reply may not have been sent: {error}");
//!                 Ok(())
//!             }
//!         }
//!     }
//! }
//!
//! # use wsapi_client::{events::Dispatcher, operations::SendText};
//! # use wsapi_simulator::Simulator;
//! #[tokio::test(start_paused = true)]
//! async fn reply_that_may_have_been_sent_is_not_sent_again() {
//!     let sim = Simulator::new();
//!     let bot = Bot { client: sim.client() };
//!     sim.deliver_to(Dispatcher::new(bot)); // Skips duplicates, as each transport does.
//!     let ada = sim.person("+49 170 1234567");
//!
//!     sim.on_events().once().are_duplicated();
//!     sim.on::<SendText>().once().loses_response();
//!     ada.writes("ping").await;
//!     sim.settle().await;
//!     assert_eq!(ada.inbox().texts(), ["pong"]);
//!     // After an error, the event would be handled again.
//!     assert!(sim.handler_errors().is_empty());
//! }
//! ```
//!
//! An async function that takes an [`Event`](crate::Event) is a handler too. So is an `Arc` of a handler, so the
//! program can keep a clone of it. A handler must follow these rules:
//!
//! - **Tolerate duplicates.** As long as the process runs, delivery from the transport to the handler is at-least-once.
//!   If a handler does several things, make each of them idempotent, or record in a database which of them are done.
//!   [`Attempt`] contains the number of the attempt.
//! - **Remember what it has sent** if it sends several messages: another attempt runs the whole handler again.
//! - **Await what it starts.** A task that a handler spawns, such as a timer, is not an event in flight: it is not
//!   retried, and a shutdown does not wait for it.
//! - **Always return.** A handler that never returns blocks its chat, and takes one of the `concurrency` places. Use a
//!   timeout for everything that it waits for. The calls of the SDK have one.
//! - **Keep message texts and phone numbers out of errors**, because errors are logged. Those of the SDK are safe.
//! - **Keep state outside of the process** if it must survive a restart, or if several workers need it.
//!
//! # Order and duplicates
//!
//! Events of one chat are handled one at a time, in the order in which they arrived. Events of different chats are
//! handled concurrently. While a failed event waits for its next attempt, the later events of its chat wait too.
//!
//! A duplicate is not passed to the handler, even if a restarted server sends a message again in another event. By
//! default, a [`MemoryStore`] remembers the events that this process has handled: the last 100,000 keys, of which a
//! message has two. If there are several processes, or if the events must be remembered after a restart, use a
//! [`RedisStore`], in a Redis database other than that of the streams. It remembers them for six hours by default.
//! While it does not respond, no handler is called, and the events of a webhook or of the event stream fail after
//! `max_attempts`. Events from Redis wait.
//!
//! An event of a new type is passed to the handler as [`EventData::Unknown`](crate::EventData::Unknown). An event of a
//! known type whose data cannot be read is passed to [`handle_unreadable`] with its JSON. By default, such an event
//! fails at once, and `on_failed` reports it.
//!
//! An event without a valid signature is rejected if it is from a webhook, and moved to the dead-letter stream if it is
//! from Redis. Events of the event stream need none, because they arrive over a connection to the service.
//!
//! # Run it
//!
//! [Getting started](super::getting_started#receive-events) shows a webhook. The event stream needs no HTTP server. The
//! setting [`pull_mode`](crate::types::UpdateAccountInstanceSettingsRequest) of the instance presumably selects it, and
//! takes effect when the instance restarts. The service documents neither this nor how it treats a missing setting, so
//! the request sends all of them. It needs the [account key](super::getting_started#configure-the-webhook):
//!
//! ```
//! use wsapi_client::{Client, Error, types::UpdateAccountInstanceSettingsRequest};
//!
//! async fn stream_events(client: &Client, instance: &str) -> Result<(), Error> {
//!     let (use_custom_defaults, pull_mode, history_sync) = (false, true, true);
//!     let settings = UpdateAccountInstanceSettingsRequest::new(
//!         use_custom_defaults,
//!         pull_mode,
//!         history_sync,
//!     )
//!     .webhook_url_null()
//!     .event_signing_secret_null()
//!     .event_filters_null(); // All event types.
//!     client.account().update_instance_settings(instance, settings).await?;
//!     client.account().restart_instance(instance).await
//! }
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Error> {
//! # stream_events(&wsapi_simulator::Simulator::new().client(), "default").await
//! # }
//! ```
//!
//! A [`Subscriber`] passes the events to the handler:
//!
//! ```
//! use wsapi_client::{
//!     Client, Error,
//!     events::{Handler, sse::Subscriber},
//! };
//!
//! async fn run(
//!     client: Client,
//!     bot: impl Handler,
//!     shutdown: impl Future<Output = ()>,
//! ) -> Result<(), Error> {
//!     let subscriber = Subscriber::builder(client.events())
//!         .handler(bot)
//!         .on_notice(|notice| eprintln!("{notice:?}")) // Connections and gaps.
//!         .on_failed(|failed| eprintln!("{failed:#}"))
//!         .build()?;
//!     println!("{}", subscriber.run_until(shutdown).await?);
//!     Ok(())
//! }
//! # use wsapi_client::{Event, events::BoxError, types::SendTextRequest};
//! # use wsapi_simulator::Simulator;
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Error> {
//! # let sim = Simulator::new();
//! # let (client, ada) = (sim.client(), sim.person("+49 170 1234567"));
//! # let sender = client.clone();
//! # let bot = move |event: Event| {
//! #     let client = sender.clone();
//! #     async move {
//! #         let Some(message) = event.as_message().filter(|message| message.is_direct()) else { return Ok(()) };
//! #         let reply = SendTextRequest::new(&message.chat_id, "pong");
//! #         match client.messages().send_text(reply).await {
//! #             Err(error) if error.had_no_effect() => Err(error.into()),
//! #             _ => Ok::<_, BoxError>(()),
//! #         }
//! #     }
//! # };
//! # let chat = async {
//! #     sim.until(|| sim.open_streams() == 1).await;
//! #     sim.on::<wsapi_client::operations::SendText>().once().loses_response();
//! #     ada.writes("ping").await;
//! #     sim.until(|| ada.inbox().last_text() == Some("pong")).await;
//! #     // Time enough for all attempts of the handler.
//! #     tokio::time::sleep(std::time::Duration::from_secs(600)).await;
//! #     assert_eq!(ada.inbox().texts(), ["pong"]);
//! # };
//! # run(client, bot, chat).await
//! # }
//! ```
//!
//! A self-hosted server adds its events to Redis if `WSAPI_PUBLISH_VIA=redis` and `WSAPI_REDIS_URL` (`host:port`) are
//! set. It signs them if the instance has a signing secret, such as that in `WSAPI_DEFAULT_SIGNING_SECRET`. To add
//! workers, start more copies of the program:
//!
//! ```no_run
//! use wsapi_client::events::{
//!     BoxError, Dispatcher, Handler, Verifier,
//!     redis::{Consumer, RedisStore, Streams},
//! };
//!
//! async fn run(
//!     bot: impl Handler,
//!     shutdown: impl Future<Output = ()>,
//! ) -> Result<(), BoxError> {
//!     let verifier = Verifier::new("whsec_example")?;
//!     let store = RedisStore::new("redis://127.0.0.1/1")?;
//!     let consumer = Consumer::builder("redis://127.0.0.1/0", verifier)
//!         .group("bot")
//!         .streams(Streams::named(["stream:sales", "stream:support"]))
//!         .dispatcher(Dispatcher::new(bot).dedup_store(store))
//!         .on_server_error(|error| eprintln!("{error}"))
//!         .on_failed(|failed| eprintln!("{failed:#}"))
//!         .build()?;
//!     println!("{}", consumer.run_until(shutdown).await?);
//!     Ok(())
//! }
//! ```
//!
//! [`Streams`] can also follow the instances of a server in multi mode, including those that are created later
//! (`per_instance`), find streams by a prefix (`with_prefix`), or read one stream with the events of all instances
//! (`shared`). Several workers read a shared stream concurrently, and in no particular order.
//!
//! A new consumer group starts with the oldest entry of a stream; [`start_at_latest`] skips the existing ones. Nothing
//! removes entries by default, so set [`trim_acknowledged`], or trim the streams by other means.
//!
//! # Options
//!
//! | option | default | meaning |
//! |---|---|---|
//! | `concurrency` | 16 | handlers that run at the same time |
//! | `max_in_flight` | 1,000 | events received and not yet handled; at this number, no more are received (except one for each Redis stream that has none), and a webhook request that waits longer than 8 s (`response_timeout`) is rejected |
//! | `max_attempts` | 5 | attempts to handle an event; after the last one, it has failed |
//! | `backoff` | at most 500 ms, doubling up to 1 min, with jitter | delays between the attempts |
//! | `shutdown_timeout` | 20 s | time that a shutdown waits for the events in flight |
//! | `on_failed` | | called with each failed event: its JSON, the error, the number of attempts, whether it may be partly handled, and the origin |
//!
//! `run_until` receives events until the future that it takes is ready. Then it shuts down gracefully: it stops
//! receiving, waits for the events in flight, and cancels those that take longer than `shutdown_timeout`. It returns
//! the same statistics as `stats()`. Connections that are lost are established again. Only a permanent problem is an
//! error: the event stream rejects the key, for example, or the Redis user lacks a permission.
//!
//! # Next
//!
//! - [Testing](super::testing): duplicate, late and lost events in tests.
//! - [Production](super::production): signals, secrets, and more workers.
//! - [Logging and metrics](super::observability): spans and statistics of events.
//!
#![cfg_attr(feature = "events", doc = "[`Attempt`]: crate::events::Attempt")]
#![cfg_attr(not(feature = "events"), doc = "[`Attempt`]: crate#features")]
#![cfg_attr(feature = "events", doc = "[`MemoryStore`]: crate::events::MemoryStore")]
#![cfg_attr(not(feature = "events"), doc = "[`MemoryStore`]: crate#features")]
#![cfg_attr(feature = "events", doc = "[`handle_unreadable`]: crate::events::Handler::handle_unreadable")]
#![cfg_attr(not(feature = "events"), doc = "[`handle_unreadable`]: crate#features")]
#![cfg_attr(feature = "webhook", doc = "[`webhook`]: crate::events::webhook")]
#![cfg_attr(not(feature = "webhook"), doc = "[`webhook`]: crate#features")]
#![cfg_attr(feature = "webhook", doc = "[`durable_queue`]: crate::events::webhook::ReceiverBuilder::durable_queue")]
#![cfg_attr(not(feature = "webhook"), doc = "[`durable_queue`]: crate#features")]
#![cfg_attr(feature = "sse", doc = "[`sse`]: crate::events::sse")]
#![cfg_attr(not(feature = "sse"), doc = "[`sse`]: crate#features")]
#![cfg_attr(feature = "sse", doc = "[`Subscriber`]: crate::events::sse::Subscriber")]
#![cfg_attr(not(feature = "sse"), doc = "[`Subscriber`]: crate#features")]
#![cfg_attr(feature = "redis", doc = "[`redis`]: crate::events::redis")]
#![cfg_attr(not(feature = "redis"), doc = "[`redis`]: crate#features")]
#![cfg_attr(feature = "redis", doc = "[`Streams`]: crate::events::redis::Streams")]
#![cfg_attr(not(feature = "redis"), doc = "[`Streams`]: crate#features")]
#![cfg_attr(feature = "redis", doc = "[`start_at_latest`]: crate::events::redis::ConsumerBuilder::start_at_latest")]
#![cfg_attr(not(feature = "redis"), doc = "[`start_at_latest`]: crate#features")]
#![cfg_attr(feature = "redis", doc = "[`trim_acknowledged`]: crate::events::redis::ConsumerBuilder::trim_acknowledged")]
#![cfg_attr(not(feature = "redis"), doc = "[`trim_acknowledged`]: crate#features")]
#![cfg_attr(feature = "redis", doc = "[`RedisStore`]: crate::events::redis::RedisStore")]
#![cfg_attr(not(feature = "redis"), doc = "[`RedisStore`]: crate#features")]
#![cfg_attr(all(feature = "redis", feature = "webhook"), doc = "[`RedisQueue`]: crate::events::webhook::RedisQueue")]
#![cfg_attr(not(all(feature = "redis", feature = "webhook")), doc = "[`RedisQueue`]: crate#features")]
