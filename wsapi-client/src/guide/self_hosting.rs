//! Use your own server, and administer its instances.
//!
//! # Modes and keys
//!
//! Set the address of your server with [`base_url`](crate::ClientBuilder::base_url). The rest depends on its mode:
//!
//! | server | the client needs |
//! |---|---|
//! | single mode (`WSAPI_INSTANCE_MODE=single`, the default) | [`api_key`](crate::ClientBuilder::api_key): `WSAPI_DEFAULT_API_KEY` of the server. No instance id |
//! | multi mode | [`api_key`](crate::ClientBuilder::api_key) and [`instance_id`](crate::ClientBuilder::instance_id) or [`for_instance`](crate::Client::for_instance) |
//! | multi mode, to administer it | [`admin_key`](crate::ClientBuilder::admin_key): `WSAPI_ADMIN_API_KEY` of the server |
//! | without keys | [`without_authentication`](crate::ClientBuilder::without_authentication) |
//!
//! A call carries the one key that its operation takes, and no other. A call whose key is not set fails before anything
//! is sent, unless `without_authentication` declares that the server requires none. `build` rejects a key that is blank
//! or has surrounding whitespace.
//!
//! `build` also rejects plain HTTP, which would expose keys and messages to the network, unless the server is on this
//! machine or [`allow_plain_http`](crate::ClientBuilder::allow_plain_http) permits it. So put a proxy with TLS in front
//! of the server.
//!
//! # Configuration from the environment
//!
//! [`Client::from_env`](crate::Client::from_env) reads `WSAPI_API_KEY`, `WSAPI_INSTANCE_ID`, `WSAPI_BASE_URL`,
//! `WSAPI_ADMIN_KEY` and, for the account operations of the hosted service, `WSAPI_ACCOUNT_KEY`. If no key is set, it
//! fails, and the error names the variable. [`ClientBuilder::from_env`](crate::ClientBuilder::from_env) returns a
//! builder with these values, to which you can add other settings.
//!
//! These are the variables of the client. The server has its own:
//!
//! | variable of the server | meaning |
//! |---|---|
//! | `WSAPI_PORT` | its port, 8080 by default |
//! | `WSAPI_INSTANCE_MODE` | `single` or `multi` |
//! | `WSAPI_ADMIN_API_KEY` | the admin key. **Without it, anyone can administer the server** |
//! | `WSAPI_DEFAULT_API_KEY` | the key of instances without one of their own. **Without it, these instances are open to everyone** |
//! | `WSAPI_DEFAULT_WEBHOOK_URL`, `WSAPI_DEFAULT_SIGNING_SECRET` | where it posts events, and the secret that signs them |
//! | `WSAPI_PUBLISH_VIA` | `webhook` (the default), `redis` or `none` |
//! | `WSAPI_REDIS_URL` | `host:port` of Redis, without a scheme |
//! | `WSAPI_REDIS_STREAM_NAME` | one stream for the events of all instances, instead of `stream:` and the instance id |
//! | `WSAPI_DB_DRIVER`, `WSAPI_DB_DSN` | its database: `sqlite` in `./data/wsapi.db` by default, or `postgres` |
//! | `WSAPI_MEDIA_MAX_FILE_SIZE` | the limit of a download, 100 MB by default |
//!
//! # Administration
//!
//! ```
//! use wsapi_client::{Error, types::CreateInstanceRequest};
//!
//! # use wsapi_simulator::{Mode, Simulator};
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Error> {
//! # let sim = Simulator::builder().mode(Mode::Multi).instance("support").build();
//! # let client = sim.client();
//! let admin = client.instances();
//! admin.create(CreateInstanceRequest::new("sales").api_key("the key of sales")).await?;
//! for instance in admin.list().await? {
//!     println!("{}: logged in {}", instance.id, instance.is_logged_in);
//! }
//! # assert_eq!(admin.list().await?.len(), 2);
//! # Ok(())
//! # }
//! ```
//!
//! A new instance is not paired: see [Pair the phone](super::getting_started#pair-the-phone).
//!
//! # Change the configuration of an instance
//!
//! The service replaces a configuration as a whole: settings that a request omits are reset to their defaults. If the
//! key is omitted, the instance can be open to everyone. So use
//! [`update_config`](crate::resources::Instances::update_config). It reads the configuration, applies your changes, and
//! preserves everything else, including settings that this release does not know.
//!
//! A new API key takes effect immediately. The webhook URL, the signing secret, the event filters and the history sync
//! take effect when the instance restarts. The event that reports a logout by the API is an exception: it uses them
//! immediately. To [rotate a signing secret](super::production#rotate-a-signing-secret) without rejecting events,
//! accept both secrets for a while:
//!
//! ```
//! use wsapi_client::{Client, Error, events::Verifier, types::SetInstanceConfigRequest};
//!
//! /// The verifier of the receiver. Deploy it before the secret is replaced.
//! fn both() -> Result<Verifier, Error> {
//!     Verifier::new("the new secret")?.also_accept("the old secret")
//! }
//!
//! async fn replace_secret(client: &Client) -> Result<(), Error> {
//!     let instances = client.instances();
//!     let change = |config: &mut SetInstanceConfigRequest| {
//!         config.signing_secret = "the new secret".into();
//!     };
//!     instances.update_config("sales", change).await?;
//!     instances.restart("sales").await
//! }
//! # use wsapi_simulator::{Mode, Simulator};
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Error> {
//! # let sim = Simulator::builder().mode(Mode::Multi).instance("sales").build();
//! # both()?;
//! # replace_secret(&sim.client()).await
//! # }
//! ```
//!
//! # Differences from the hosted service
//!
//! - Only the hosted service has an event stream and account operations; only a self-hosted server has Redis Streams,
//!   [`client.health()`](crate::resources::Health) and, in multi mode,
//!   [`client.instances()`](crate::resources::Instances). The health check shows that the server runs, not that its
//!   instances are connected to WhatsApp.
//! - The rate limit (429) and the check of permissions (403) belong to the gateway of the hosted service. Use
//!   [pacing](super::retries#pacing) with your own server.
//!
//! # Next
//!
//! - [Many instances](super::instances): one client for all of them.
//! - [Events](super::events#run-it): Redis Streams.
//! - [Production](super::production): the checklist.
