//! A simulator of WSAPI, the HTTP API for WhatsApp, and a test kit for code that uses [`wsapi_client`]. It needs no
//! account and no network.
//!
//! A [`Simulator`] consists of the server and the people on the other side of the conversation. A test gives a client
//! of it to the bot, lets a [`Person`] act, and checks that person's inbox:
//!
//! ```test_harness
//! use wsapi_client::{
//!     Client, Event,
//!     events::{Attempt, BoxError, Handler},
//!     operations::SendText,
//!     types::SendTextRequest,
//! };
//! use wsapi_simulator::Simulator;
//!
//! struct Bot(Client);
//!
//! impl Handler for Bot {
//!     async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
//!         let Some(message) = event.as_message() else { return Ok(()) };
//!         if !message.is_direct() || message.text_or_caption() != Some("ping") {
//!             return Ok(());
//!         }
//!         let reply = SendTextRequest::new(&message.chat_id, "pong");
//!         match self.0.messages().send_text(reply).await {
//!             // Nothing was sent, so the handler is called again.
//!             Err(error) if error.had_no_effect() => Err(error.into()),
//!             _ => Ok(()), // A reply that may have been sent is not sent again.
//!         }
//!     }
//! }
//!
//! #[tokio::test(start_paused = true)] // time limits take no time
//! async fn bot_answers_once() {
//!     let sim = Simulator::new(); // in process: no socket
//!     sim.deliver_to(Bot(sim.client())); // a paired instance, ready to send
//!     // the reply is sent, but the bot gets an error
//!     sim.on::<SendText>().once().loses_response();
//!     let ada = sim.person("+49 170 1234567").named("Ada");
//!
//!     ada.writes("ping").await; // returns when the handler has returned
//!     assert_eq!(ada.inbox().texts(), ["pong"]);
//!     assert!(sim.handler_errors().is_empty()); // so the event is not handled again
//! }
//! ```
//!
//! # Install
//!
//! The crate is not on crates.io yet. Clone its repository into a folder `wsapi` next to your own package, and depend
//! on the clone:
//!
//! ```toml
//! [dependencies]
//! wsapi-client = { path = "../wsapi/wsapi-client", features = ["events"] }
//!
//! [dev-dependencies]
//! wsapi-simulator = { path = "../wsapi/wsapi-simulator", default-features = false }
//! tokio = { version = "1", features = ["macros", "rt", "test-util"] }
//! ```
//!
//! | for | enable |
//! |---|---|
//! | handlers of events | the feature `events` of `wsapi-client` |
//! | a receiver of webhooks | the feature `webhook` of `wsapi-client`, and `server` of this crate |
//! | tests with `start_paused` | the feature `test-util` of `tokio` |
//!
//! # What you can test
//!
//! | I want to test … | with |
//! |---|---|
//! | a reply of the bot | [`Person::writes`], [`Person::inbox`] |
//! | a reply in a group | `ada.writes("Hi").in_chat(&group)` ([`Writing::in_chat`]), [`Person::chat`] |
//! | a picture, a voice message, a reaction, an edit, a call | [`Person::sends_image`], and all of [`Person`] |
//! | the chat as a phone shows it, with quotes and check marks | [`Person::chat`] |
//! | groups, communities and newsletters | [`Simulator::group`], [`Person::in_group`], [`Person::follows`] |
//! | the requests that the code sent, retries included | [`Simulator::attempts`] |
//! | a fixed response | [`When::replies`] |
//! | that no unexpected call is made | [`Simulator::strict`] |
//! | a rejection, a rate limit, a proxy error | [`When::fails`], [`When::retry_after`], [`When::fails_at_proxy`] |
//! | a message that may have been sent | [`When::loses_response`] |
//! | a message that was sent, but whose id is not known | [`When::truncates_response`] |
//! | a timeout | [`When::stalls`], [`When::delays`], [`Simulator::advance`] |
//! | a message that the bot sends later | `tokio::time::sleep` with [paused time](#time) |
//! | duplicate, late or missing events | [`Simulator::on_events`] |
//! | deduplication | [`Simulator::deliver_to`] with a [`Dispatcher`](wsapi_client::events::Dispatcher) |
//! | an instance that is down, or not connected | [`InstanceHandle::goes_down`], [`InstanceHandle::loses_connection`] |
//! | pairing by QR code or by pair code | [`NewInstance::unpaired`], [`Person::scans`], [`Person::enters`] |
//! | multiple instances | [`Builder::instance`], [`Simulator::instance`], [`Server::client_of`] |
//! | a self-hosted server | [`Builder::mode`] |
//! | a handler that fails | [`Simulator::handler_errors`], [`Simulator::deliveries`] |
//! | a program in any language, over HTTP | [`Builder::serve`], [`Server::url`] |
//! | many cases from the same initial state | [`Simulator::snapshot`], [`Simulator::restore`] |
//!
//! # Numbers in failed assertions
//!
//! `Debug` of the types of this crate, such as [`Person`], [`ChatMessage`] and [`Received`], shows all numbers, ids and
//! texts, because they are simulated. `Debug` of [`Jid`] and other types of [`wsapi_client`] hides them. To see the
//! difference of two addresses, compare their texts: `assert_eq!(message.chat_id.as_str(), ada.jid().as_str())`.
//!
//! # Faults
//!
//! [`Simulator::on`] sets the outcome of the next calls of an operation ([`When`]), and [`Simulator::on_events`]
//! injects faults into the delivery of the next events ([`WhenEvents`]). Faults apply both in process and over sockets.
//!
//! ```
//! use std::time::Duration;
//!
//! use wsapi_client::{Delivery, operations::SendText, types::SendTextRequest};
//! use wsapi_simulator::Simulator;
//!
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() {
//! let sim = Simulator::new();
//! let ada = sim.person("+49 170 1234567");
//! let hello = || sim.client().messages().send_text(SendTextRequest::new(ada.jid(), "Hello"));
//!
//! // The server has sent the message, but its response is lost. The client must not send it again.
//! sim.on::<SendText>().once().loses_response();
//! let error = hello().await.expect_err("there was no response");
//! assert_eq!(error.delivery(), Delivery::Unknown);
//! assert_eq!(ada.inbox().texts(), ["Hello"]);
//!
//! // The server rejects the request twice with `Retry-After`. The client waits and retries.
//! sim.on::<SendText>().times(2).retry_after(Duration::from_secs(3)).fails(429);
//! hello().await.expect("the third attempt succeeds");
//! assert_eq!(ada.inbox().texts(), ["Hello", "Hello"]);
//!
//! // The next event is delivered twice.
//! sim.on_events().once().are_duplicated();
//! # }
//! ```
//!
//! # Strict simulators
//!
//! [`Simulator::strict`] fails the test on every unexpected call, and names the most similar expected calls. A call is
//! expected if a fault or [`When::passes`] is set for it. An expected call that is never made does not fail the test;
//! check [`Simulator::attempts`].
//!
//! # Time
//!
//! In a test with `#[tokio::test(start_paused = true)]`, the simulator and its clients follow the paused time of the
//! runtime, so a delay takes no time. Otherwise, [`Simulator::advance`] moves the time forward. It does not move the
//! timers of the bot: in a test with paused time, let them elapse with `tokio::time::sleep`. Ids and times are the same
//! in every run; [`Builder::seed`] changes the ids.
//!
//! ```
//! # use std::time::Duration;
//! # use wsapi_client::operations::ListChats;
//! # use wsapi_simulator::Simulator;
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() {
//! let sim = Simulator::new();
//! sim.on::<ListChats>().stalls();
//! let error = sim.client().chats().list().timeout(Duration::from_secs(75)).await.expect_err("it takes too long");
//! assert!(error.is_timeout()); // at once
//! # }
//! ```
//!
//! # Multiple instances
//!
//! By default, a simulator has one paired instance, `default`. [`Builder::instance`] replaces it with your own. Each
//! paired instance has an account, whose phone is also a [`Person`]. [`Simulator::client`], [`Person::writes`] and
//! [`Person::inbox`] use the first instance, and [`Simulator::phone`] is the phone of its account.
//!
//! ```
//! # use wsapi_client::types::SendTextRequest;
//! # use wsapi_simulator::Simulator;
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), wsapi_client::Error> {
//! let sim = Simulator::builder().instance("sales").instance("support").build();
//! let (ada, support) = (sim.person("+49 170 1234567"), sim.instance("support"));
//!
//! support.client().messages().send_text(SendTextRequest::new(ada.jid(), "How can we help?")).await?;
//! assert_eq!(ada.inbox_in(&support.phone()).last_text(), Some("How can we help?"));
//!
//! ada.writes("My order is late").in_chat(&support.phone()).await;
//! assert_eq!(support.phone().chat(&ada).last_text(), Some("My order is late"));
//! # Ok(())
//! # }
//! ```
//!
//! # Over sockets
//!
//! [`Builder::serve`] returns a [`Server`], which is a simulator that also listens on a free loopback port. Many can
//! run in one process. Use it to test a whole program, or a client in another language. Sockets need real time, so do
//! not use `start_paused` here.
//!
//! | events arrive by | the test calls |
//! |---|---|
//! | webhook | [`InstanceHandle::set_webhook`], or [`NewInstance::webhook_url`] and [`NewInstance::signing_secret`] |
//! | event stream (hosted service) | nothing; [`Simulator::open_streams`] counts the clients, also in process |
//! | Redis stream (feature `redis`) | [`Builder::redis`] |
//!
//! ```
//! # #[cfg(feature = "server")] mod example {
//! # use wsapi_client::events::{Attempt, BoxError, Handler, Verifier, webhook::Receiver};
//! # use wsapi_client::{Event, types::SendTextRequest};
//! # use wsapi_simulator::Simulator;
//! # struct Bot(wsapi_client::Client);
//! # impl Handler for Bot {
//! #     async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
//! #         let Some(message) = event.as_message().filter(|message| message.is_direct()) else { return Ok(()) };
//! #         let reply = SendTextRequest::new(&message.chat_id, "pong");
//! #         match self.0.messages().send_text(reply).await {
//! #             Err(error) if error.had_no_effect() => Err(error.into()),
//! #             _ => Ok(()),
//! #         }
//! #     }
//! # }
//! # pub async fn test() -> Result<(), Box<dyn std::error::Error>> {
//! let sim = Simulator::builder().serve().await;
//!
//! // The bot has its own HTTP server, here axum.
//! let receiver = Receiver::builder(Verifier::new("whsec_test")?).handler(Bot(sim.client())).build()?;
//! let app = axum::Router::new().route_service("/wsapi", receiver.service());
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
//! let url = format!("http://{}/wsapi", listener.local_addr()?);
//! tokio::spawn(async { axum::serve(listener, app).await });
//!
//! sim.instance("default").set_webhook(&url, "whsec_test");
//! let ada = sim.person("+49 170 1234567");
//! ada.writes("ping").await;
//! // The receiver responds before the handler returns.
//! sim.until(|| ada.inbox().last_text() == Some("pong")).await;
//! # Ok(())
//! # }
//! # }
//! # #[cfg(feature = "server")]
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() { example::test().await.expect("it works") }
//! # #[cfg(not(feature = "server"))]
//! # fn main() {}
//! ```
//!
//! # As a program
//!
//! In a clone of the repository, `cargo install --path wsapi-simulator` installs the program `wsapi-simulator`, which
//! starts a server and prints commands to try. It reads the `WSAPI_*` variables of the self-hosted server, and ignores
//! those without an effect here, such as the ones of the database. It does not read `config.yaml`. `--hosted` simulates
//! the hosted service instead, and `--state FILE` loads the initial state. Every part of the file is optional:
//!
//! ```yaml
#![doc = include_str!("program/state.yaml")]
//! ```
//!
//! Tests in other languages use the control API under `/_sim` of any [`Server`] or program. Its OpenAPI document is at
//! `/_sim/openapi.json`. Its acts are the methods of [`Person`], [`InGroup`], [`InCommunity`] and [`InstanceHandle`].
//! They fail with 409 if these methods panic.
//!
//! # Simulated version
//!
//! The simulator imitates version 2.1.0 of the server, in its three [modes](Mode). The module [`invented`] lists the
//! behaviour that is invented because that of the service is not known. It may change in any release, and so may the
//! texts of errors.
//!
//! # Features
//!
//! | feature | adds |
//! |---|---|
//! | `program` (default) | the program `wsapi-simulator`; enables `server` |
//! | `server` | [`Builder::serve`], webhooks and the control API |
//! | `redis` | events in Redis streams; enables `server` |
//!
//! Without default features, the simulator only works in process, and compiles fastest.
//! The feature `server` uses rustls, which requires a C compiler.
//!
//! [`Jid`]: wsapi_client::Jid
#![cfg_attr(feature = "server", doc = "[`Builder::serve`]: Builder::serve")]
#![cfg_attr(not(feature = "server"), doc = "[`Builder::serve`]: #features")]
#![cfg_attr(feature = "server", doc = "[`Server`]: Server")]
#![cfg_attr(not(feature = "server"), doc = "[`Server`]: #features")]
#![cfg_attr(feature = "server", doc = "[`Server::url`]: Server::url")]
#![cfg_attr(not(feature = "server"), doc = "[`Server::url`]: #features")]
#![cfg_attr(feature = "server", doc = "[`Server::client_of`]: Server::client_of")]
#![cfg_attr(not(feature = "server"), doc = "[`Server::client_of`]: #features")]
#![cfg_attr(feature = "redis", doc = "[`Builder::redis`]: Builder::redis")]
#![cfg_attr(not(feature = "redis"), doc = "[`Builder::redis`]: #features")]
#![cfg_attr(docsrs, feature(doc_cfg))]
// Without the feature `server`, some recorded data is never read.
#![cfg_attr(not(feature = "server"), allow(dead_code))]

mod clock;
#[cfg(feature = "server")]
mod control;
mod customer;
mod events;
mod generated;
mod ids;
mod instance;
mod kit;
mod media_types;
mod network;
#[cfg(feature = "program")]
mod playground;
#[cfg(feature = "program")]
#[doc(hidden)]
pub mod program;
mod rules;
#[cfg(feature = "server")]
mod serve;
mod server;
mod settings;
mod world;

#[doc = include_str!("invented.md")]
pub mod invented {}

pub use self::{
    kit::{
        Acting, Builder, CallAttempt, CallState, Calling, Chat, ChatContact, ChatFile, ChatLocation, ChatMessage,
        ChatPoll, ChatPreview, ChatQuote, ChatSummary, Community, CommunityBuilder, DeliveryAttempt, Group,
        GroupBuilder, InCommunity, InGroup, Inbox, InstanceHandle, Invitation, Linking, NewInstance, Newsletter,
        NewsletterBuilder, Outcome, Person, PhoneCall, Received, Sent, Simulator, Snapshot, Ticks, TypingIndicator,
        UnlinkReason, When, WhenEvents, Writing, kinds, without_waiting,
    },
    server::{LinkError, Mode},
};

#[cfg(feature = "redis")]
pub use self::kit::RedisSettings;
#[cfg(feature = "server")]
pub use self::serve::Server;

/// Compiles the snippets of the crate's README.
#[cfg(all(doctest, feature = "server"))]
#[doc = include_str!("../README.md")]
mod readme {}
