//! Use operations that this release lacks, and update without surprises.
//!
//! # When the service is newer
//!
//! The service can add fields, values and events at any time. None of these breaks a program:
//!
//! | the service sends | the program sees |
//! |---|---|
//! | a new field | nothing; settings that are read, changed and sent back have it in `other` |
//! | a new value of an enum | the variant `Unknown`, with the text |
//! | an event of a new type | [`EventData::Unknown`](crate::EventData::Unknown), with its JSON |
//! | null instead of a list | an empty list |
//! | a malformed JID or time | the text, unchanged |
//!
//! Unknown values serialize unchanged. The enums of the API are `#[non_exhaustive]`, so a `match` needs an arm for all
//! others:
//!
//! ```
//! use wsapi_client::{EventData, UnknownEvent};
//!
//! #[derive(serde::Deserialize)]
//! #[serde(rename_all = "camelCase")]
//! struct PollVote {
//!     option_name: String,
//! }
//!
//! fn describe(data: &EventData) -> String {
//!     match data {
//!         EventData::Message(_) => "a message".to_owned(),
//!         EventData::Unknown(event) if event.event_type() == "poll_vote" => {
//!             match event.data_as::<PollVote>() {
//!                 Some(vote) => format!("a vote for {}", vote.option_name),
//!                 None => "a vote".to_owned(),
//!             }
//!         }
//!         other => format!("an event of the type {}", other.event_type()),
//!     }
//! }
//!
//! let vote = UnknownEvent::new("poll_vote", serde_json::json!({ "optionName": "Tea" }));
//! assert_eq!(describe(&EventData::Unknown(vote)), "a vote for Tea");
//! ```
//!
//! # Operations that the SDK lacks
//!
//! [`Client::request`](crate::Client::request) calls any path of the service, with the same credentials, time limits,
//! retries, errors and spans as any other call:
//!
//! ```no_run
//! use serde_json::{Value, json};
//! use wsapi_client::{Class, http::Method};
//!
//! # async fn example(client: wsapi_client::Client) -> Result<(), wsapi_client::Error> {
//! let poll = json!({ "to": "491701234567@s.whatsapp.net", "question": "Tea or coffee?" });
//! let sent = client.request(Method::POST, "/messages/poll").json(&poll).await?;
//! let sent: Value = sent.json()?;
//!
//! // Without a class, a call counts as effectful: it is retried only if it had no effect.
//! let votes = client
//!     .request(Method::GET, "/messages/{messageId}/votes")
//!     .path(sent["id"].as_str().unwrap_or_default())
//!     .class(Class::Safe)
//!     .await?;
//! println!("{} bytes", votes.bytes().len());
//! # Ok(())
//! # }
//! ```
//!
//! # When the SDK is newer
//!
//! Versions follow Semantic Versioning. Before 1.0, a new minor version may break callers, and a new patch version does
//! not. The promise covers whether code compiles and what a call does: its credential, its retries and its errors. It
//! does not cover the texts of errors and logs. For each release, `CHANGELOG.md` in the repository lists the changes of
//! the SDK and of the service, and how to migrate. `SUPPORT.md` has the whole promise.
//!
//! The SDK re-exports `bytes`, `http` and `reqwest`. Use these re-exports in your code, so that it follows their
//! versions.
//!
//! A self-hosted server can be older than the SDK. An operation that it lacks fails with 404, and the reference names
//! some differences of versions before 2.1.0.
//!
//! Update the simulator together with the SDK: both have the same version, and a release of the simulator requires the
//! release of the SDK with that version.
//!
//! # Features
//!
//! [The front page](crate#features) lists the features. They only add items, so it is harmless if a dependency enables
//! more of them, with one exception: if `native-tls` is enabled, the default transport uses it, even if `rustls` is
//! enabled too.
//!
//! The default, `rustls`, compiles C code, so it requires a C compiler. `native-tls` uses the library of the system,
//! which is OpenSSL on Linux. With neither, only plain HTTP works.
//!
//! The minimum supported Rust version is 1.89. A patch version never raises it.
//!
//! # Next
//!
//! - [Production](super::production#monitoring): notice that the service is newer.
//! - [Testing](super::testing): test the update.
