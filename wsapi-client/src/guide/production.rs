//! Deploy a program that sends and receives messages, and notice when it fails.
//!
//! # Secrets
//!
//! - Read keys and signing secrets from the environment or from a secret store:
//!   [`Client::from_env`](crate::Client::from_env), [`Secret`](crate::Secret). `Debug` never shows them.
//! - Give a program only the keys that it needs. A bot needs neither the account key nor, unless it uses
//!   [`Streams::per_instance`], the admin key.
//! - Verify every event. Do not use [`accept_unsigned`] on a network that you do not control. For a webhook,
//!   [`Verifier::max_age`] also rejects recorded requests that are posted again later.
//! - Plan how you will [rotate](#rotate-a-signing-secret) keys and signing secrets.
//!
//! # Rotate a signing secret
//!
//! A new secret takes effect when the instance restarts, and for the event of a logout by the API immediately. So
//! accept both secrets for a while:
//!
//! 1. Deploy a receiver that accepts both: [`Verifier::also_accept`].
//! 2. Change the secret, and restart the instance:
//!
//!    | service | how |
//!    |---|---|
//!    | hosted | send [all settings](super::getting_started#configure-the-webhook) with the new secret, then call [`restart_instance`](crate::resources::Account::restart_instance) |
//!    | self-hosted, one instance | set `WSAPI_DEFAULT_SIGNING_SECRET`, and restart the server |
//!    | self-hosted, many instances | [`update_config` and `restart`](super::self_hosting#change-the-configuration-of-an-instance) |
//!
//! 3. Deploy a receiver that accepts only the new secret. On Redis, first wait until the entries that are signed with
//!    the old one are handled.
//!
//! A webhook loses the events that are posted while no receiver runs, so start each new receiver before you stop the
//! old one. It is not documented whether events are lost while an instance restarts.
//!
//! A new API key of a self-hosted instance takes effect immediately, so calls with the old one fail until you deploy
//! the new one. On the hosted service,
//! [`regenerate_instance_api_key`](crate::resources::Account::regenerate_instance_api_key) returns a new key, and the
//! old one stops working.
//!
//! # Sending
//!
//! - At the start, call [`client.session().status()`](crate::resources::Session::status): building a client sends
//!   nothing, and this shows at once if the address, the key or the instance id is wrong.
//! - Write only to people who have agreed to it. Recipients can report an account, and WhatsApp can ban it.
//! - Set a [pace](super::retries#pacing). It applies within one process. If n processes send for an instance, such as
//!   several webhook receivers, set 1/n of the rate in each.
//! - Decide for each kind of message what to do on [`Delivery::Unknown`](super::errors#was-it-sent).
//! - Keep unsent messages in a database. A call that waits for its turn is lost with the process.
//! - Handle [`is_conflict`](crate::Error::is_conflict): usually, the phone has unlinked the device, and someone must
//!   pair it again. The event [`LoggedOut`](crate::EventData::LoggedOut) reports an unlinked device.
//!
//! # Receiving
//!
//! - Choose the transport by [what it can lose](super::events#choose-a-transport). A webhook loses the events that are
//!   posted while no receiver runs, as in many deployments, because the service does not post them again. Redis
//!   Streams lose no event that Redis has written to its disk. If you need a webhook, run a small receiver with a
//!   durable queue, and deploy it separately from the workers.
//! - On Redis, keep the streams from growing forever: set [`trim_acknowledged`]. Nothing trims the dead-letter streams,
//!   so handle or remove their entries.
//! - Set `on_failed`, and store the events that it reports. To replay one, call
//!   [`Dispatcher::dispatch`] with `Event::from_json` and `Attempt::first()`: a failed event does not count as handled.
//!   It may run after later events of its chat. If [`may_be_partly_handled`] is `true`, the handler may have sent
//!   something before it panicked or was interrupted, and a replay may send it twice. The recipe `redis_fleet` replays
//!   only the other events; `forwarder` replays all, because its endpoint recognizes duplicates.
//! - For a webhook, limit the number of connections, and the duration of requests, in a proxy or in the HTTP server.
//! - Check that the handler tolerates a duplicate: [test](super::testing#faults) it with `are_duplicated`.
//!
//! # Shutdown
//!
//! Shut down on SIGTERM, which containers and service managers send. `run_until` then finishes the events in flight.
//! Give the process more time than `shutdown_timeout`, which is 20 s by default, before it is killed. If `run_until`
//! itself returns an error, exit with a failure, so that the service manager restarts the process.
//!
//! ```no_run
//! /// Returns when the process is asked to stop: pass it to `run_until`.
//! async fn stopped() {
//!     #[cfg(unix)]
//!     let terminated = async {
//!         use tokio::signal::unix::{SignalKind, signal};
//!         signal(SignalKind::terminate()).expect("signals can be handled").recv().await
//!     };
//!     #[cfg(not(unix))]
//!     let terminated = std::future::pending::<()>();
//!     tokio::select! {
//!         _ = tokio::signal::ctrl_c() => {}
//!         _ = terminated => {}
//!     }
//! }
//! ```
//!
//! # More workers
//!
//! | transport | to add workers |
//! |---|---|
//! | webhook | start more receivers behind a load balancer, with a shared [`RedisStore`] against duplicates: instead of `.handler(bot)`, call `.dispatcher(Dispatcher::new(bot).dedup_store(store))`. Events of a chat are in order only within one process |
//! | webhook with a [`RedisQueue`] | start more consumers, as with Redis Streams |
//! | event stream | run one subscriber for each instance, and raise its `concurrency` |
//! | Redis Streams | start more copies of the program. One worker at a time owns the stream of an instance, so events stay in order. More workers than instances do not help: raise `concurrency` instead |
//!
//! The recipe `redis_fleet` runs several workers.
//!
//! # Monitoring
//!
//! | watch | because |
//! |---|---|
//! | rejected requests, with their reason | events are lost, or the signing secret is wrong |
//! | failed events, and the length of the dead-letter streams | a handler fails, or the signing secret is wrong |
//! | gaps of the event stream | events were lost |
//! | pending entries and, since Redis 7, `lag` in `XINFO GROUPS` | the workers are too slow or stuck |
//! | `is_logged_in` of [`client.session().status()`](crate::resources::Session::status) | the device is no longer linked |
//! | calls by `error.type` and `http.response.status_code` | the service or the network fails, or a key is wrong |
//! | the number of [`EventData::Unknown`](crate::EventData::Unknown) | the service is newer than the SDK |
//!
//! [Logging and metrics](super::observability) describes how to get these numbers.
//!
//! # Before an update
//!
//! Run the tests of your program with the new version of the SDK and of the simulator, and read the changelog:
//! [Upgrading](super::upgrading).
//!
//! # Next
//!
//! - [Logging and metrics](super::observability): what to record.
//! - [Self-hosting](super::self_hosting): keys and modes of your own server.
//!
#![cfg_attr(feature = "events", doc = "[`Dispatcher::dispatch`]: crate::events::Dispatcher::dispatch")]
#![cfg_attr(not(feature = "events"), doc = "[`Dispatcher::dispatch`]: crate#features")]
#![cfg_attr(
    any(feature = "webhook", feature = "sse", feature = "redis"),
    doc = "[`may_be_partly_handled`]: crate::events::FailedEvent::may_be_partly_handled"
)]
#![cfg_attr(
    not(any(feature = "webhook", feature = "sse", feature = "redis")),
    doc = "[`may_be_partly_handled`]: crate#features"
)]
#![cfg_attr(feature = "events", doc = "[`accept_unsigned`]: crate::events::Verifier::accept_unsigned")]
#![cfg_attr(not(feature = "events"), doc = "[`accept_unsigned`]: crate#features")]
#![cfg_attr(feature = "events", doc = "[`Verifier::max_age`]: crate::events::Verifier::max_age")]
#![cfg_attr(not(feature = "events"), doc = "[`Verifier::max_age`]: crate#features")]
#![cfg_attr(feature = "events", doc = "[`Verifier::also_accept`]: crate::events::Verifier::also_accept")]
#![cfg_attr(not(feature = "events"), doc = "[`Verifier::also_accept`]: crate#features")]
#![cfg_attr(feature = "redis", doc = "[`trim_acknowledged`]: crate::events::redis::ConsumerBuilder::trim_acknowledged")]
#![cfg_attr(not(feature = "redis"), doc = "[`trim_acknowledged`]: crate#features")]
#![cfg_attr(feature = "redis", doc = "[`Streams::per_instance`]: crate::events::redis::Streams::per_instance")]
#![cfg_attr(not(feature = "redis"), doc = "[`Streams::per_instance`]: crate#features")]
#![cfg_attr(feature = "redis", doc = "[`RedisStore`]: crate::events::redis::RedisStore")]
#![cfg_attr(not(feature = "redis"), doc = "[`RedisStore`]: crate#features")]
#![cfg_attr(all(feature = "redis", feature = "webhook"), doc = "[`RedisQueue`]: crate::events::webhook::RedisQueue")]
#![cfg_attr(not(all(feature = "redis", feature = "webhook")), doc = "[`RedisQueue`]: crate#features")]
