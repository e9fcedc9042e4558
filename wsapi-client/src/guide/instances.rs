//! Serve many WhatsApp accounts with one program.
//!
//! # One client, many handles
//!
//! [`Client::for_instance`](crate::Client::for_instance) returns a handle for another instance. It is cheap to create,
//! so create one for each call if that is simplest. If the instances have different keys, set the key with
//! [`Client::with_api_key`](crate::Client::with_api_key).
//!
//! ```
//! use wsapi_client::types::SendTextRequest;
//!
//! # use wsapi_simulator::Simulator;
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), wsapi_client::Error> {
//! # let sim = Simulator::builder().instance("sales").instance("support").build();
//! # let (client, ada) = (sim.client(), sim.person("+49 170 1234567"));
//! for id in ["sales", "support"] {
//!     let client = client.for_instance(id);
//!     let hello = SendTextRequest::new(ada.jid(), format!("Hello from {id}"));
//!     client.messages().send_text(hello).await?;
//! }
//! # assert_eq!(ada.inbox_in(&sim.instance("support").phone()).last_text(), Some("Hello from support"));
//! # Ok(())
//! # }
//! ```
//!
//! | shared by all handles of a client | separate for each instance |
//! |---|---|
//! | connections, time limits, the [retry budget](super::retries#the-retry-budget), the account key and the admin key | instance id, API key, [pace](super::retries#pacing) |
//!
//! An instance whose calls fail can use up the retry budget of the others. If that matters, build a second client.
//!
//! # Events
//!
//! An event has the id of its instance. Reply through the handle for it:
//!
//! ```test_harness
//! use wsapi_client::{
//!     Client, Event,
//!     events::{Attempt, BoxError, Handler},
//!     types::SendTextRequest,
//! };
//!
//! struct Bot(Client);
//!
//! impl Handler for Bot {
//!     async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
//!         let Some(message) = event.as_message() else { return Ok(()) };
//!         if !message.is_direct() || message.text.is_none() {
//!             return Ok(());
//!         }
//!         let client = self.0.for_instance(&event.instance_id);
//!         let text = format!("This is {}.", event.instance_id);
//!         let reply = SendTextRequest::new(&message.chat_id, text);
//!         match client.messages().send_text(reply).await {
//!             // Nothing was sent, so the handler is called again.
//!             Err(error) if error.had_no_effect() => Err(error.into()),
//!             _ => Ok(()), // A reply that may have been sent is not sent again.
//!         }
//!     }
//! }
//!
//! # use wsapi_simulator::Simulator;
//! #[tokio::test]
//! async fn each_instance_replies_for_itself() {
//!     let sim = Simulator::builder().instance("sales").instance("support").build();
//!     sim.deliver_to(Bot(sim.client()));
//!     let support = sim.instance("support").phone();
//!     let ada = sim.person("+49 170 1234567");
//!
//!     ada.writes("Who are you?").in_chat(&support).await;
//!     assert_eq!(ada.inbox_in(&support).last_text(), Some("This is support."));
//! }
//! ```
//!
//! A webhook receives the events of all instances that post to its URL. If they have different signing secrets, add
//! each to the [`Verifier`], or use one URL and one receiver for each instance. An event stream belongs to one
//! instance, so run one subscriber for each. On Redis, [`Streams::per_instance`] reads the streams of all instances,
//! including those that are created later. It needs the admin key.
//!
//! # Find instances that need attention
//!
//! An instance can send only while its device is linked to the phone. Check each instance regularly, or watch for the
//! events [`LoggedOut`](crate::EventData::LoggedOut) and [`LoginError`](crate::EventData::LoginError):
//!
//! ```
//! # use wsapi_simulator::{NewInstance, Simulator};
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), wsapi_client::Error> {
//! # let unpaired = NewInstance::named("support").unpaired();
//! # let sim = Simulator::builder().instance("sales").instance(unpaired).build();
//! # let client = sim.client();
//! for id in ["sales", "support"] {
//!     match client.for_instance(id).session().status().await {
//!         Ok(status) if status.is_logged_in => {}
//!         Ok(_) => println!("{id} must be paired"),
//!         Err(error) => println!("{id}: {error}"), // Such as an instance that is not running.
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # List and create
//!
//! On the hosted service, [`client.account()`](crate::resources::Account) needs the account key. The lists have
//! pages, which [`items`](crate::Call::items) fetches as needed:
//!
//! ```
//! # use wsapi_simulator::Simulator;
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), wsapi_client::Error> {
//! # let sim = Simulator::new();
//! # let client = sim.client();
//! let mut instances = client.account().instances().items();
//! while let Some(instance) = instances.next().await {
//!     println!("{:?}", instance?.id);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! On a self-hosted server with many instances, [`client.instances()`](crate::resources::Instances) needs the admin
//! key: see [Self-hosting](super::self_hosting#administration). A new instance is not paired:
//! [pair](super::getting_started#pair-the-phone) it with the phone of its account.
//!
//! # Next
//!
//! - [Self-hosting](super::self_hosting): create, configure and restart instances.
//! - [Events](super::events): transports and their options.
//!
#![cfg_attr(feature = "events", doc = "[`Verifier`]: crate::events::Verifier::also_accept")]
#![cfg_attr(not(feature = "events"), doc = "[`Verifier`]: crate#features")]
#![cfg_attr(feature = "redis", doc = "[`Streams::per_instance`]: crate::events::redis::Streams::per_instance")]
#![cfg_attr(not(feature = "redis"), doc = "[`Streams::per_instance`]: crate#features")]
