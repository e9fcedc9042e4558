//! Limit how long a call takes, how often it is retried, and how fast an instance sends.
//!
//! # Time limits
//!
//! | | default | setting |
//! |---|---|---|
//! | a call, retries included | 240 s | [`timeout`](crate::ClientBuilder::timeout) |
//! | one attempt | 100 s; the server gives up after 90 s | [`attempt_timeout`](crate::ClientBuilder::attempt_timeout) |
//! | a connection, name lookup and TLS included | 10 s | [`connect_timeout`](crate::ClientBuilder::connect_timeout) |
//! | the longest pause within a download | 60 s | [`idle_timeout`](crate::ClientBuilder::idle_timeout) |
//!
//! For calls that send something, do not make the limit of an attempt shorter than that of the server: if the client
//! gives up first, the delivery of the message is unknown. A shorter limit is fine for calls that only read.
//!
//! There is no time limit for downloading a whole file. Dropping the future of a call cancels it, but the request may
//! already have been sent.
//!
//! # What is retried
//!
//! The [`Class`](crate::Class) of an operation describes the effect of sending it twice. The documentation of each
//! method names it.
//!
//! | class | examples | retried after |
//! |---|---|---|
//! | safe | lists, downloads | a failed or broken connection, an attempt that timed out, 429, 502, 503, 504 |
//! | idempotent | mute a chat, change a setting | the same |
//! | effectful | send a message, create a group | only if the call provably had no effect: it was not sent, or the service rejected it with 429 or with its own 503 |
//!
//! By default, a call has three attempts. The delay before the second is at most 500 ms. This limit doubles with each
//! further attempt, up to 20 s. The delay is random, between half of the limit and the limit. If the service sends
//! `Retry-After`, that time is added to the delay. If it asks for more than
//! [60 s](crate::RetryPolicy::max_retry_after), the call fails at once, and
//! [`Error::retry_after`](crate::Error::retry_after) returns the delay.
//!
//! An effectful call is not retried if, after the delay, less time would be left than the limit of an attempt, or than
//! half the limit of the call if that is shorter. Media from a [`reader`](crate::Media::reader) cannot be sent twice,
//! so such a call is not retried after reading has begun.
//!
//! # Settings
//!
//! The builder sets the defaults, and a call can override the time limits and the retries. Here, `sim` is the
//! simulator:
//!
//! ```
//! use std::time::Duration;
//! use wsapi_client::{Backoff, RetryPolicy, operations::ListGroups};
//!
//! # use wsapi_simulator::Simulator;
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), wsapi_client::Error> {
//! # let sim = Simulator::new();
//! # let builder = sim.instance("default").client_builder();
//! let backoff = Backoff::new(Duration::from_secs(1)).max_delay(Duration::from_secs(5));
//! let client = builder.retry(RetryPolicy::new().attempts(5).backoff(backoff)).build()?;
//!
//! sim.on::<ListGroups>().times(4).fails(503);
//! client.groups().list().await?; // The fifth attempt succeeds.
//!
//! sim.on::<ListGroups>().once().fails(503);
//! let call = client.groups().list().timeout(Duration::from_secs(10));
//! assert!(call.retry(RetryPolicy::never()).await.is_err());
//! # Ok(())
//! # }
//! ```
//!
//! # The retry budget
//!
//! When the service fails, all calls fail, and retrying each of them would keep it from recovering. So all calls of a
//! client, for all its instances, share a budget. It starts with 50 retries. Every ten calls that succeed at the first
//! attempt add one, up to 50. A retry that succeeds costs nothing. When the budget is used up, calls are not retried.
//!
//! # Pacing
//!
//! A WhatsApp account that sends many messages in a short time looks automated. [`Pacing`](crate::Pacing) limits how
//! fast an instance sends: a call that is too early waits for its turn. Each instance has its own pace. Only its
//! effectful calls wait, and retries do not count. [`burst`](crate::Pacing::burst) lets several calls go out at once
//! after a pause. By default, there is no limit. The service documents no rate that is safe, so start low:
//! `Pacing::every(Duration::from_secs(30))` allows one message every 30 seconds.
//!
//! ```
//! use std::time::Duration;
//! use wsapi_client::{Pacing, types::SendTextRequest};
//!
//! # use wsapi_simulator::Simulator;
//! # #[tokio::main(flavor = "current_thread", start_paused = true)]
//! # async fn main() -> Result<(), wsapi_client::Error> {
//! # let sim = Simulator::new();
//! # let builder = sim.instance("default").client_builder();
//! # let people = ["+49 170 1234567", "+49 170 1234568", "+49 170 1234569"].map(|number| sim.person(number));
//! let client = builder.pacing(Pacing::per_minute(20)).build()?;
//! let start = tokio::time::Instant::now();
//! for person in &people {
//!     let message = SendTextRequest::new(person, "We open at nine.");
//!     client.messages().send_text(message).await?;
//! }
//! // The first message goes out at once, and then one every three seconds.
//! assert_eq!(start.elapsed().as_secs(), 6);
//! # Ok(())
//! # }
//! ```
//!
//! The wait is part of the time limit of the call. A call whose turn would leave too little time for an attempt fails
//! at once, with the delivery [`NotSent`](crate::Delivery::NotSent). So send a long list one message after another, as
//! above, and not concurrently. A reaction takes a turn too. Pacing applies to a client and its clones. If two
//! processes send for one instance, give each half of the rate, such as one message every four seconds for one every
//! two. They can still send at the same moment.
//!
//! # Next
//!
//! - [Errors](super::errors): what to do when the last attempt has failed.
//! - [Many instances](super::instances): what the instances of a client share.
//! - [Transports](super::transports): another clock, a proxy or middleware.
