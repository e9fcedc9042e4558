//! A simulator of WSAPI, the HTTP API for WhatsApp: no account and no network are needed.
//!
//! A [`Simulator`] has a server, and the people on the other side of the conversation. Code under test uses a client of
//! it, and handles its events:
//!
//! ```
//! use std::sync::Arc;
//!
//! use wsapi_client::{Client, Event, EventData, events::{Attempt, BoxError, Handler}, types::SendTextRequest};
//! use wsapi_simulator::Simulator;
//!
//! struct Bot(Client);
//!
//! impl Handler for Bot {
//!     async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
//!         if let EventData::Message(message) = event.data
//!             && message.text.as_deref() == Some("ping")
//!         {
//!             self.0.messages().send_text(SendTextRequest::new(&message.chat_id, "pong")).await?;
//!         }
//!         Ok(())
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() {
//! let sim = Simulator::new();
//! sim.deliver_to(Bot(sim.client()));
//! let ada = sim.person("+49 170 1234567").named("Ada");
//!
//! ada.writes("ping").await; // returns when the handler has settled
//! assert_eq!(ada.inbox().last_text(), Some("pong"));
//! # }
//! ```
//!
//! # On a socket
//!
//! `Builder::serve` listens on a free port of this machine, for integration tests. It posts events to webhooks, streams
//! them as the hosted service does, and adds them to Redis streams. The same faults apply as in process: a connection
//! that breaks is reset, and a truncated response ends in the middle.
//!
//! ```no_run
//! # #[cfg(feature = "server")] mod example {
//! # use wsapi_client::operations;
//! # use wsapi_simulator::Simulator;
//! # async fn f() {
//! let sim = Simulator::builder().serve().await;
//! println!("{}", sim.url()); // such as http://127.0.0.1:40123
//! sim.instance("default").set_webhook("http://127.0.0.1:8080/wsapi", "whsec_example");
//! sim.on::<operations::SendText>().once().loses_response();
//! sim.on_events().once().are_duplicated();
//! let ada = sim.person("+49 170 1234567").named("Ada");
//! ada.writes("ping").await;
//! sim.until(|| ada.inbox().last_text() == Some("pong")).await;
//! # }
//! # }
//! ```
//!
//! Tests in other languages use the control API below `/_sim`, which has an OpenAPI document at `/_sim/openapi.json`.
//!
//! # As a program
//!
//! `cargo run -p wsapi-simulator` starts a server and prints commands to try. It reads the `WSAPI_*` variables of the
//! self-hosted server. `--hosted` simulates the hosted service instead, and `--state` reads the state at the start:
//!
//! ```yaml
//! instances:
//!   - id: default
//!     phone: "+49 155 50000001" # without it, the instance is not paired
//!     name: The shop
//!     webhookUrl: http://127.0.0.1:8080/wsapi
//!     signingSecret: whsec_example
//! people:
//!   - { phone: "+49 170 1234567", name: Ada }
//! chats:
//!   - with: "+49 170 1234567"
//!     messages:
//!       - { from: them, text: Is the shop open?, minutesAgo: 5 }
//!       - { from: me, text: "Yes, until six." }
//! ```
//!
//! # Features
//!
//! | feature | adds |
//! |---|---|
//! | `server` | `Builder::serve`, webhooks, the event stream and the control API |
//! | `program` (default) | the program `wsapi-simulator`; enables `server` |
//! | `redis` | events in Redis streams |

// Without the feature `server`, parts of what is recorded are not shown.
#![cfg_attr(not(feature = "server"), allow(dead_code))]

mod clock;
#[cfg(feature = "server")]
mod control;
mod events;
mod generated;
mod ids;
mod kit;
mod media_types;
mod network;
#[cfg(feature = "program")]
#[doc(hidden)]
pub mod program;
mod rules;
#[cfg(feature = "server")]
mod serve;
mod server;
mod world;

pub use self::{
    kit::{
        Acting, Attempt, Builder, CallState, Calling, Chat, ChatContact, ChatFile, ChatLocation, ChatMessage, ChatPoll,
        ChatPreview, ChatQuote, Community, CommunityBuilder, DeliveryAttempt, Group, GroupBuilder, InCommunity,
        InGroup, Inbox, InstanceHandle, Invitation, Linking, NewInstance, Newsletter, NewsletterBuilder, Outcome,
        Person, PhoneCall, Received, Sent, Showing, Simulator, Snapshot, Ticks, Unlinked, When, WhenEvents, Writing,
    },
    server::{LinkError, Mode},
};

#[cfg(feature = "redis")]
pub use self::kit::RedisSettings;
#[cfg(feature = "server")]
pub use self::serve::Server;
