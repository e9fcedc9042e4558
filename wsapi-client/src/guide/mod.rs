//! The guide: one chapter for each task.
//!
//! For a new program, read the first five chapters in the order of this table; the sidebar is sorted by name. Read the
//! others when you need them.
//!
//! | chapter | read it … |
//! |---|---|
//! | [Getting started](getting_started) | first: key, instance, pairing, and a bot with a test |
//! | [Errors](errors) | before you ignore an error, or send a message again |
//! | [JIDs and phone numbers](jids) | if you have a phone number, a group or the sender of a message |
//! | [Events](events) | if your program reacts to messages |
//! | [Testing](testing) | before you write a fake of the service |
//! | [Media](media) | if you send or save files |
//! | [Timeouts, retries and pacing](retries) | if calls take too long, fail occasionally, or are too frequent |
//! | [Production](production) | before the first deployment: a checklist |
//! | [Logging and metrics](observability) | if you want to see what the program does |
//! | [Many instances](instances) | if the program serves several WhatsApp accounts |
//! | [Self-hosting](self_hosting) | if you run the server yourself |
//! | [Transports](transports) | if requests need a proxy, middleware, other TLS settings or another clock |
//! | [Upgrading](upgrading) | if there is a new version of the service or of this crate |
//!
//! [`resources`](crate::resources) lists the operations of the service by task.
//!
//! All snippets compile, and most of them run as tests on `wsapi-simulator`, a simulator of the service in the same
//! repository. Lines that only set it up are hidden. In your program, `client` is the client that you
//! [built](getting_started#build-a-client).
//!
//! # Complete programs
//!
//! The folder `wsapi-client/examples/` of the repository has complete programs. All but `bot_redis` run without an
//! account. The first lines of each contain the command that runs it.
//!
//! | example | shows | features |
//! |---|---|---|
//! | `quickstart` | a message to a person | none |
//! | `bot_webhook`, `bot_stream`, `bot_redis` | a small bot for each transport | `webhook`, `sse` or `redis` |
//! | `support_bot` | conversations in several steps, and a handover to staff | `webhook` |
//! | `broadcast` | a text to many people, never twice to the same address | `sse` |
//! | `group_keeper` | moderation of a group | `sse` |
//! | `media_archive` | files stored in a folder, within limits | `sse` |
//! | `forwarder` | events forwarded over HTTP, in order, with dead letters | `webhook` |
//! | `pairing_page` | a web page that pairs instances | `qr` |
//! | `redis_fleet` | several workers, with Redis | `redis`, `webhook` |

pub mod errors;
pub mod events;
pub mod getting_started;
pub mod instances;
pub mod jids;
pub mod media;
pub mod observability;
pub mod production;
pub mod retries;
pub mod self_hosting;
pub mod testing;
pub mod transports;
pub mod upgrading;
