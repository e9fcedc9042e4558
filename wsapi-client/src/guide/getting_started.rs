//! Write a bot that replies to messages, and a test for it.
//!
//! # Try it without an account
//!
//! In a clone of the repository, `cargo run -p wsapi-client --example quickstart` sends a message through a simulator
//! of the service, and `cargo run -p wsapi-simulator` starts the simulator as a program. The program prints the address
//! of its page. Open it in a browser to see both sides of each conversation. You can follow this chapter with the
//! simulator, and let one of its people scan the QR code.
//!
//! # Dependencies
//!
//! This chapter uses these dependencies, with a clone of the repository in a folder `wsapi` next to your package:
//!
//! ```toml
//! [dependencies]
//! wsapi-client = { path = "../wsapi/wsapi-client", features = ["qr", "webhook"] }
//! axum = "0.8"
//! tokio = { version = "1", features = ["macros", "net", "rt-multi-thread", "signal"] }
//!
//! [dev-dependencies]
//! tokio = { version = "1", features = ["macros", "rt", "test-util"] }
//! wsapi-simulator = { path = "../wsapi/wsapi-simulator", default-features = false }
//! # To test the webhook over a socket with `Builder::serve`, add features = ["server"].
//! ```
//!
//! # Get a key and an instance
//!
//! An *instance* is a connection to one WhatsApp account. On the phone of that account, it appears as a linked
//! device. Most calls are for an instance, and carry its API key.
//!
//! | service | API key | instance id |
//! |---|---|---|
//! | hosted | shown by the dashboard | shown by the dashboard |
//! | self-hosted, one instance | `WSAPI_DEFAULT_API_KEY` of the server | not needed |
//! | self-hosted, many instances | set when you create the instance; otherwise `WSAPI_DEFAULT_API_KEY` of the server | set when you create the instance |
//!
//! With the *account key*, which is the key of your WSAPI account, a program can also create hosted instances: see
//! [`Account::create_instance`](crate::resources::Account::create_instance). For your own server, see
//! [Self-hosting](super::self_hosting).
//!
//! # Build a client
//!
//! A [`Client`](crate::Client) holds the address of the service and your keys. Build one, and clone it wherever you
//! need it: clones share their connections.
//!
//! ```
//! use wsapi_client::Client;
//!
//! # fn main() -> Result<(), wsapi_client::Error> {
//! let client = Client::builder()
//!     .api_key("the API key")
//!     .instance_id("the instance id")
//!     .build()?;
//! # Ok(())
//! # }
//! ```
//!
//! [`Client::from_env`](crate::Client::from_env) reads the key from `WSAPI_API_KEY` and the id from `WSAPI_INSTANCE_ID`
//! instead. For a self-hosted server, also set [`base_url`](crate::ClientBuilder::base_url) or `WSAPI_BASE_URL`.
//!
//! # Pair the phone
//!
//! An instance can send messages once a phone has linked it. [`pairing`](crate::resources::Session::pairing) returns
//! one QR code after another, each when the one before has expired. When a phone has scanned a code, or if the device
//! was paired already, `next_code` returns `None`. It fails if that takes longer than
//! [five minutes](crate::Pairing::timeout). On the phone, open *Linked devices* in WhatsApp, and scan the code.
//!
//! ```
//! # use wsapi_simulator::{NewInstance, Simulator};
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let sim = Simulator::builder().instance(NewInstance::named("sales").unpaired()).build();
//! # let (client, phone) = (sim.client(), sim.person("+49 170 1234567"));
//! let mut pairing = client.session().pairing();
//! while let Some(code) = pairing.next_code().await? {
//!     println!("{}", code.to_terminal());
//!     # phone.scans(code.text()).await?;
//! }
//! println!("paired");
//! # Ok(())
//! # }
//! ```
//!
//! [`to_terminal`] and `to_png` require the feature `qr`; [`text`](crate::QrCode::text) does not. To pair without a
//! camera, type a code on the phone: [`pair_code`](crate::resources::Session::pair_code) returns it, and
//! [`wait_for_login`](crate::Pairing::wait_for_login) waits until it is entered. The recipe `pairing_page` serves a web
//! page for both.
//!
//! # Send a message
//!
//! A resource such as `client.messages()` has a method for each operation. Required values are arguments, optional ones
//! have setters, and `.await` sends the call.
//!
//! ```
//! use wsapi_client::{Jid, types::SendTextRequest};
//!
//! # use wsapi_simulator::Simulator;
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), wsapi_client::Error> {
//! # let sim = Simulator::new();
//! # let (client, ada) = (sim.client(), sim.person("+49 170 1234567"));
//! let to = Jid::phone("+49 170 1234567")?;
//! let sent = client.messages().send_text(SendTextRequest::new(to, "Hello")).await?;
//! println!("sent message {}", sent.id);
//! # assert_eq!(ada.inbox().last_text(), Some("Hello"));
//! # Ok(())
//! # }
//! ```
//!
//! # Write a bot
//!
//! A handler is a type that implements [`Handler`]. Its fields are its state: the client, counters, a database. This
//! bot replies to `/count` with the number of other messages that it has seen in the chat:
//!
//! ```test_harness
//! use std::{
//!     collections::HashMap,
//!     sync::{Mutex, MutexGuard},
//! };
//! use wsapi_client::{
//!     Client, Event, Jid,
//!     events::{Attempt, BoxError, Handler},
//!     types::SendTextRequest,
//! };
//!
//! struct Bot {
//!     client: Client,
//!     counts: Mutex<HashMap<Jid, u32>>,
//! }
//!
//! impl Bot {
//!     fn new(client: Client) -> Self {
//!         Self { client, counts: Mutex::default() }
//!     }
//!
//!     fn counts(&self) -> MutexGuard<'_, HashMap<Jid, u32>> {
//!         self.counts.lock().unwrap()
//!     }
//! }
//!
//! impl Handler for Bot {
//!     async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
//!         let Some(message) = event.as_message() else { return Ok(()) };
//!         if !message.is_direct() || message.is_edit == Some(true) {
//!             return Ok(()); // It is in a group, for example, or was counted before it was edited.
//!         }
//!         let chat = &message.chat_id;
//!         if message.text_or_caption() != Some("/count") {
//!             *self.counts().entry(chat.clone()).or_default() += 1;
//!             return Ok(());
//!         }
//!         let count = self.counts().get(chat).copied().unwrap_or_default();
//!         let text = format!("{count} messages");
//!         let reply = SendTextRequest::new(chat, text).reply_to(message.to_ref());
//!         match self.client.messages().send_text(reply).await {
//!             // Nothing was sent, so the handler is called again.
//!             Err(error) if error.had_no_effect() => Err(error.into()),
//!             _ => Ok(()), // A reply that may have been sent is not sent again.
//!         }
//!     }
//! }
//!
//! #[cfg(test)]
//! mod tests {
//!     use super::Bot;
//!     use wsapi_client::operations::SendText;
//!     use wsapi_simulator::Simulator;
//!
//!     #[tokio::test(start_paused = true)]
//!     async fn bot_counts_the_messages_of_a_chat() {
//!         let sim = Simulator::new();
//!         sim.deliver_to(Bot::new(sim.client()));
//!         let (ada, bob) = (sim.person("+49 170 1234567"), sim.person("+49 170 7654321"));
//!
//!         ada.writes("Good morning").await; // Returns once the bot has handled it.
//!         ada.writes("Anyone there?").await;
//!         bob.writes("Hello").await;
//!         ada.writes("/count").await;
//!         assert_eq!(ada.inbox().texts(), ["2 messages"]);
//!
//!         // The reply is sent, but the bot gets an error.
//!         sim.on::<SendText>().once().loses_response();
//!         bob.writes("/count").await;
//!         assert_eq!(bob.inbox().texts(), ["1 messages"]);
//!         assert!(sim.handler_errors().is_empty()); // So the event is not handled again.
//!     }
//! }
//! ```
//!
//! `Ok` means that the event is done. After an error, the handler is called again, so it returns one only if the reply
//! was certainly not sent: see [Errors](super::errors#was-it-sent). [Events](super::events) lists the rules for
//! handlers, and [Testing](super::testing) explains the simulator.
//!
//! # Receive events
//!
//! The service posts each event to a URL, the webhook. A [`Receiver`] provides a service for an HTTP server such as
//! axum. It verifies the signature of each request, and passes the event to the handler:
//!
//! ```no_run
//! use axum::Router;
//! use tokio::net::TcpListener;
//! use wsapi_client::events::{BoxError, Handler, Verifier, webhook::Receiver};
//!
//! async fn run(bot: impl Handler) -> Result<(), BoxError> {
//!     let receiver = Receiver::builder(Verifier::new("whsec_example")?)
//!         .handler(bot)
//!         .on_rejected(|rejection| eprintln!("{rejection}"))
//!         .on_failed(|failed| eprintln!("{failed:#}"))
//!         .build()?;
//!     let app: Router = Router::new().route_service("/wsapi", receiver.service());
//!     let listener = TcpListener::bind("127.0.0.1:8080").await?;
//!     tokio::spawn(async { axum::serve(listener, app).await });
//!     let shutdown = async { _ = tokio::signal::ctrl_c().await };
//!     println!("{}", receiver.run_until(shutdown).await);
//!     Ok(())
//! }
//! ```
//!
//! A webhook needs a URL that the service can reach. This receiver listens on its own machine only, for a proxy there
//! that terminates TLS. On a laptop, use the event stream of the hosted service instead: it needs no URL. See
//! [Events](super::events#choose-a-transport).
//!
//! # Configure the webhook
//!
//! Choose a long random secret, and give it to the service and to [`Verifier::new`]. For a hosted instance, the client
//! needs the account key, which is not the API key of the instance. Set it with
//! [`account_key`](crate::ClientBuilder::account_key), or in `WSAPI_ACCOUNT_KEY` for `Client::from_env`. The service
//! does not document where to find it; look in the dashboard.
//!
//! ```
//! use wsapi_client::types::UpdateAccountInstanceSettingsRequest;
//!
//! # use wsapi_simulator::Simulator;
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), wsapi_client::Error> {
//! # let sim = Simulator::new();
//! # let (client, instance) = (sim.client(), "default");
//! let (use_custom_defaults, pull_mode, history_sync) = (false, false, true);
//! let settings = UpdateAccountInstanceSettingsRequest::new(
//!     use_custom_defaults,
//!     pull_mode,
//!     history_sync,
//! )
//! .webhook_url("https://bot.example.com/wsapi")
//! .event_signing_secret("whsec_example")
//! .event_filters_null(); // All event types.
//! client.account().update_instance_settings(instance, settings).await?;
//! client.account().restart_instance(instance).await?;
//! # Ok(())
//! # }
//! ```
//!
//! The service does not document two of these settings. `pull_mode` presumably selects the
//! [event stream](super::events#run-it) instead of the webhook. Despite its name, `use_custom_defaults` presumably
//! means that the instance uses the defaults of your WSAPI account instead of these settings.
//!
//! On a self-hosted server with many instances, the client needs the admin key. Set it with
//! [`admin_key`](crate::ClientBuilder::admin_key):
//!
//! ```
//! # use wsapi_simulator::{Mode, Simulator};
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), wsapi_client::Error> {
//! # let sim = Simulator::builder().mode(Mode::Multi).instance("sales").build();
//! # let client = sim.client();
//! let instances = client.instances();
//! instances
//!     .update_config("sales", |config| {
//!         config.webhook_url = "https://bot.example.com/wsapi".to_owned();
//!         config.signing_secret = "whsec_example".into();
//!     })
//!     .await?;
//! instances.restart("sales").await?;
//! # Ok(())
//! # }
//! ```
//!
//! A server with a single instance reads `WSAPI_DEFAULT_WEBHOOK_URL` and `WSAPI_DEFAULT_SIGNING_SECRET` when it starts.
//! Changed settings take effect when the instance restarts. The event that reports a logout by the API is an exception:
//! it uses them immediately. To replace the secret later, see
//! [Rotate a signing secret](super::production#rotate-a-signing-secret).
//!
//! # Next
//!
//! - [Errors](super::errors): what to do if a message could not be sent.
//! - [Events](super::events): what a transport can lose, and how a handler tolerates duplicates.
//! - [Production](super::production): a checklist for the first deployment.
//!
#![cfg_attr(feature = "events", doc = "[`Handler`]: crate::events::Handler")]
#![cfg_attr(not(feature = "events"), doc = "[`Handler`]: crate#features")]
#![cfg_attr(feature = "events", doc = "[`Verifier::new`]: crate::events::Verifier::new")]
#![cfg_attr(not(feature = "events"), doc = "[`Verifier::new`]: crate#features")]
#![cfg_attr(feature = "webhook", doc = "[`Receiver`]: crate::events::webhook::Receiver")]
#![cfg_attr(not(feature = "webhook"), doc = "[`Receiver`]: crate#features")]
#![cfg_attr(feature = "qr", doc = "[`to_terminal`]: crate::QrCode::to_terminal")]
#![cfg_attr(not(feature = "qr"), doc = "[`to_terminal`]: crate#features")]
