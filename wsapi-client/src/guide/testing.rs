//! Test a bot against failures, duplicates and delays, without an account and without waiting.
//!
//! # The simulator
//!
//! The crate `wsapi-simulator`, in the repository of this crate, imitates the service and the people on the other side
//! of the conversation. Messages that your code sends appear in their chats, and what they do arrives as events. In a
//! clone, `cargo docs --open` opens its documentation, too. To use a clone in a folder `wsapi` next to
//! your package:
//!
//! ```toml
//! [dev-dependencies]
//! tokio = { version = "1", features = ["macros", "rt", "test-util"] }
//! wsapi-simulator = { path = "../wsapi/wsapi-simulator", default-features = false }
//! ```
//!
//! # In process
//!
//! `sim.client()` needs no socket, so tests are fast, and parallel tests do not interfere with each other. Give the
//! client to the code under test, let people act, and check their chats:
//!
//! ```test_harness
//! use std::time::Duration;
//! use wsapi_client::{
//!     Client, Event,
//!     events::BoxError,
//!     operations::SendText,
//!     types::SendTextRequest,
//! };
//! use wsapi_simulator::Simulator;
//!
//! /// The bot under test.
//! async fn reply(client: Client, event: Event) -> Result<(), BoxError> {
//!     let Some(message) = event.as_message() else { return Ok(()) };
//!     if !message.is_direct() || message.text.is_none() {
//!         return Ok(());
//!     }
//!     let reply = SendTextRequest::new(&message.chat_id, "pong");
//!     match client.messages().send_text(reply).await {
//!         Err(error) if error.had_no_effect() => Err(error.into()),
//!         _ => Ok(()), // A reply that may have been sent is not sent again.
//!     }
//! }
//!
//! #[tokio::test(start_paused = true)] // Delays and time limits take no real time.
//! async fn bot_replies_on_a_bad_day() {
//!     let sim = Simulator::strict();
//!     let client = sim.client();
//!     sim.deliver_to(move |event| reply(client.clone(), event));
//!     let ada = sim.person("+49 170 1234567").named("Ada");
//!
//!     sim.on_events().once().are_delayed(Duration::from_secs(60));
//!     sim.on::<SendText>().once().retry_after(Duration::from_secs(30)).fails(429);
//!     sim.on::<SendText>().once().loses_response(); // The service has sent the message.
//!     ada.writes("ping").await;
//!     sim.advance(Duration::from_secs(60)); // `settle` does not wait for a delayed event.
//!     sim.settle().await; // Waits until the handler is done.
//!
//!     assert_eq!(ada.inbox().texts(), ["pong"]);
//!     assert_eq!(sim.attempts::<SendText>().len(), 2);
//!     assert!(sim.handler_errors().is_empty());
//! }
//! ```
//!
//! # Faults
//!
//! | to simulate | call |
//! |---|---|
//! | a rejection, a rate limit | `sim.on::<SendText>().fails(503)`, `.retry_after(delay).fails(429)` |
//! | an error of a proxy | `.fails_at_proxy(502)` |
//! | a message that may have been sent | `.loses_response()` |
//! | a message that was sent, but whose id is not known | `.truncates_response()` |
//! | a broken connection, a timeout | `.breaks_connection()`, `.stalls()`, `.delays(delay)` |
//! | a fixed response | `.replies(output)` |
//! | duplicate, late, reordered or lost events | `sim.on_events().are_duplicated()`, `.are_delayed(delay)`, … |
//! | a device that is not paired | an instance that is `unpaired()` |
//! | an instance that is not running, or not connected | `sim.instance("default").goes_down()`, `.loses_connection()` |
//!
//! `once`, `times` and `with_probability` limit each of them. Ids and random faults depend only on a seed, so they are
//! the same in every run. With `Simulator::strict()`, a test fails on each call for which no outcome is set; `passes()`
//! expects a call that is handled normally. `sim.attempts::<SendText>()` lists the requests, with typed bodies.
//!
//! `deliver_to` calls the handler once for each delivery, so it sees the duplicates. To skip them, as each transport
//! does, deliver to a [`Dispatcher`] with the handler. A handler that fails is called again only by a transport. To
//! test that in process, with paused time, run a `Subscriber` of `sim.client().events()` (feature `sse`), as in
//! [Events](super::events#run-it).
//!
//! # Time
//!
//! With `start_paused = true`, tokio's clock advances whenever all tasks wait, so a minute takes no real time. The
//! simulator and its clients follow this clock. So do the timers of the bot. To let them elapse, sleep:
//!
//! ```test_harness
//! use std::time::Duration;
//! use wsapi_client::{Client, Error, Jid, types::SendTextRequest};
//! use wsapi_simulator::Simulator;
//!
//! async fn remind(client: Client, to: Jid) -> Result<(), Error> {
//!     tokio::time::sleep(Duration::from_secs(600)).await;
//!     client.messages().send_text(SendTextRequest::new(to, "Your table is waiting.")).await?;
//!     Ok(())
//! }
//!
//! #[tokio::test(start_paused = true)]
//! async fn reminder_is_sent_after_ten_minutes() {
//!     let sim = Simulator::new();
//!     let ada = sim.person("+49 170 1234567");
//!     tokio::spawn(remind(sim.client(), ada.jid().clone()));
//!     # tokio::task::yield_now().await; // The timer starts.
//!     # sim.advance(Duration::from_secs(601));
//!     # sim.settle().await;
//!     # assert!(ada.inbox().texts().is_empty()); // Neither lets the bot's timer elapse.
//!     tokio::time::sleep(Duration::from_secs(601)).await; // Takes no real time.
//!     assert_eq!(ada.inbox().texts(), ["Your table is waiting."]);
//! }
//! ```
//!
//! `sim.advance(duration)` advances the time of the simulator and of its clients only, and not the timers of the bot.
//! Use it if time is not paused, or for a delayed event. A client that you build yourself follows tokio's clock, unless
//! it has another [`Clock`](crate::Clock).
//!
//! # Over sockets
//!
//! To test a whole program, with its HTTP server and its configuration, enable the feature `server` of the simulator.
//! Do not use `start_paused` here: with paused time, time limits elapse at once while a task waits for a socket.
//!
//! ```
//! use axum::Router;
//! use tokio::net::TcpListener;
//! use wsapi_client::{
//!     Client,
//!     events::{Verifier, webhook::Receiver},
//! };
//! use wsapi_simulator::Simulator;
//!
//! # use wsapi_client::{Event, events::BoxError, types::SendTextRequest};
//! # async fn reply(client: Client, event: Event) -> Result<(), BoxError> {
//! #     let Some(message) = event.as_message().filter(|message| message.is_direct()) else { return Ok(()) };
//! #     match client.messages().send_text(SendTextRequest::new(&message.chat_id, "pong")).await {
//! #         Err(error) if error.had_no_effect() => Err(error.into()),
//! #         _ => Ok(()),
//! #     }
//! # }
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let sim = Simulator::builder().serve().await; // On a free port of this machine.
//! let client = Client::builder()
//!     .base_url(sim.url())
//!     .api_key("instance-key") // The default of the simulator.
//!     .instance_id("default")
//!     .build()?;
//!
//! // The program under test.
//! let receiver = Receiver::builder(Verifier::new("whsec_test")?)
//!     .handler(move |event| reply(client.clone(), event))
//!     .build()?;
//! let app: Router = Router::new().route_service("/wsapi", receiver.service());
//! let listener = TcpListener::bind("127.0.0.1:0").await?;
//! let url = format!("http://{}/wsapi", listener.local_addr()?);
//! tokio::spawn(async { axum::serve(listener, app).await });
//!
//! sim.instance("default").set_webhook(&url, "whsec_test"); // The events are signed.
//! let ada = sim.person("+49 170 1234567");
//! ada.writes("ping").await; // Returns once the event has been posted.
//! sim.until(|| ada.inbox().last_text() == Some("pong")).await;
//! # Ok(())
//! # }
//! ```
//!
//! The server also streams events as the hosted service does. With the feature `redis`, it also adds them to Redis
//! streams. For a complete test of each transport, see `webhook_bot.rs`, `stream_bot.rs` and `redis_bot.rs` in
//! `wsapi-simulator/tests/`.
//!
//! # As a program, with a page
//!
//! The program `wsapi-simulator` is for tests in other languages, and for trying things out. It prints environment
//! variables to export, and the address of its page, the playground. The page shows both sides of each conversation and
//! all requests and event deliveries. It also injects faults, and lets you try every operation and event. Its control
//! API does the same as the methods above:
//!
//! ```sh
//! cargo run -p wsapi-simulator # In the clone. Run the other commands in another terminal.
//! SIM=http://127.0.0.1:8080/_sim
//! curl $SIM/people/491701234567/acts -d '{"act":"writes","text":"ping"}'
//! curl $SIM/people/491701234567/inbox
//! curl $SIM/faults/requests \
//!     -d '{"operation":"sendText","times":1,"fault":{"kind":"loseResponse"}}'
//! curl -X PUT $SIM/instances/default/webhook \
//!     -d '{"url":"http://127.0.0.1:3000/wsapi","secret":"whsec_test"}'
//! ```
//!
//! After the last command, events are posted to your program, signed with that secret. The examples and recipes with a
//! webhook read the secret from `WSAPI_SIGNING_SECRET`.
//!
//! # Without the simulator
//!
//! Errors have constructors, such as [`Error::from_status`](crate::Error::from_status). So do responses and events,
//! which also implement `Deserialize`. [`Verifier::sign`] signs an event as the service does, and
//! [`Dispatcher::dispatch`] passes one to a handler:
//!
//! ```
//! use wsapi_client::{
//!     Event, Jid, Time,
//!     events::{Attempt, BoxError, DispatchOutcome, Dispatcher},
//!     types::Message,
//! };
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # async fn handle(_: Event) -> Result<(), BoxError> { Ok(()) }
//! let mut message = Message::new("text");
//! message.id = "3EB0C431".into();
//! message.chat_id = Jid::phone("+49 170 1234567")?;
//! message.text = Some("ping".to_owned());
//! let time: Time = "2026-03-09T08:07:06Z".parse()?;
//! let event = Event::new("evt_1", "sales", time, message);
//!
//! let outcome = Dispatcher::new(handle).dispatch(Ok(event), Attempt::first()).await?;
//! assert_eq!(outcome, DispatchOutcome::Handled);
//! # Ok(())
//! # }
//! ```
//!
//! To replace the network in another way, implement [`Transport`](crate::Transport), or set
//! [`base_url`](crate::ClientBuilder::base_url) to a mock server on this machine, for example with the crate
//! `wiremock`. On this machine, plain HTTP is permitted.
//!
//! # Next
//!
//! - [Events](super::events): the guarantees to test.
//! - [Transports](super::transports): your own transport or clock.
//!
#![cfg_attr(feature = "events", doc = "[`Dispatcher`]: crate::events::Dispatcher")]
#![cfg_attr(not(feature = "events"), doc = "[`Dispatcher`]: crate#features")]
#![cfg_attr(feature = "events", doc = "[`Dispatcher::dispatch`]: crate::events::Dispatcher::dispatch")]
#![cfg_attr(not(feature = "events"), doc = "[`Dispatcher::dispatch`]: crate#features")]
#![cfg_attr(feature = "events", doc = "[`Verifier::sign`]: crate::events::Verifier::sign")]
#![cfg_attr(not(feature = "events"), doc = "[`Verifier::sign`]: crate#features")]
