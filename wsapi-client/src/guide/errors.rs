//! Find out whether a message was sent although the call failed, and decide what to do next.
//!
//! # Was it sent?
//!
//! Calls fail with [`Error`](crate::Error). Two of its methods matter most for a message:
//! [`delivery`](crate::Error::delivery) returns whether the service carried out the call in any of its attempts, and
//! [`is_transient`](crate::Error::is_transient) whether the same call can succeed later.
//!
//! | delivery | the message | what to do |
//! |---|---|---|
//! | [NotSent](crate::Delivery::NotSent) | was not sent: no attempt reached the service | if the error is transient, send it again later; otherwise correct the cause first |
//! | [Rejected](crate::Delivery::Rejected) | was not sent: the service rejected it | the same |
//! | [Accepted](crate::Delivery::Accepted) | was sent, but its id is not known | do not send it again |
//! | [Unknown](crate::Delivery::Unknown) | may have been sent | look at the chat before you send it again |
//!
//! [`had_no_effect`](crate::Error::had_no_effect) is true for the first two.
//!
//! ```test_harness
//! use std::time::Duration;
//! use wsapi_client::{Client, Delivery, Jid, types::SendTextRequest};
//!
//! #[derive(Debug, PartialEq)]
//! enum Next {
//!     Done,
//!     SendAgainAfter(Duration),
//!     Correct(String),
//!     AskSomeone,
//! }
//!
//! async fn notify(client: &Client, to: &Jid) -> Next {
//!     let message = SendTextRequest::new(to, "Your table is ready.");
//!     let result = client.messages().send_text(message).await;
//!     let Err(error) = result else { return Next::Done };
//!     match error.delivery() {
//!         Delivery::NotSent | Delivery::Rejected if error.is_transient() => {
//!             Next::SendAgainAfter(error.retry_after().unwrap_or(Duration::from_secs(60)))
//!         }
//!         Delivery::NotSent | Delivery::Rejected => Next::Correct(error.to_string()),
//!         Delivery::Accepted => Next::Done,
//!         Delivery::Unknown => Next::AskSomeone,
//!     }
//! }
//!
//! # use wsapi_client::operations::SendText;
//! # use wsapi_simulator::Simulator;
//! #[tokio::test(start_paused = true)]
//! async fn each_failure_has_a_next_step() {
//!     let sim = Simulator::new();
//!     let (client, ada) = (sim.client(), sim.person("+49 170 1234567"));
//!
//!     let delay = Duration::from_secs(300);
//!     sim.on::<SendText>().once().retry_after(delay).fails(429);
//!     assert_eq!(notify(&client, ada.jid()).await, Next::SendAgainAfter(delay));
//!     sim.on::<SendText>().once().fails(409);
//!     assert!(matches!(notify(&client, ada.jid()).await, Next::Correct(_)));
//!     assert!(ada.inbox().texts().is_empty());
//!
//!     sim.on::<SendText>().once().loses_response();
//!     assert_eq!(notify(&client, ada.jid()).await, Next::AskSomeone);
//!     assert_eq!(ada.inbox().texts().len(), 1); // The program cannot know it.
//! }
//! ```
//!
//! The status of a response determines the delivery of the attempt:
//!
//! | response | delivery | transient |
//! |---|---|---|
//! | 400 that the service returns before it does anything, such as `validation error: …` | `Rejected` | only `websocket not connected` |
//! | any other 400 | `Unknown` | no |
//! | 401, 403, 404, 405, 409, 413 | `Rejected` | no |
//! | 429 | `Rejected` | yes |
//! | 503 of the service | `Rejected` | yes |
//! | 503 of a proxy, 408, 500, 502, 504 | `Unknown` | yes |
//! | any other error | `Unknown` | no |
//!
//! The service returns 400 for every failure that has no other status, including those in which WhatsApp rejects a
//! message. So a 400 proves that nothing was sent only if its text is one of those that precede any effect, and the
//! program above asks a person about the rest. One attempt that is `Unknown` makes the whole call `Unknown`, even if a
//! later one is `Rejected`.
//!
//! The service has no operation that returns the messages of a chat, so a program cannot find out whether a message was
//! sent if its delivery is `Unknown`. Decide beforehand which is worse: a missing message or a duplicate. Send a
//! reminder again, for example, but ask a person who can see the chat about a payment request.
//!
//! Calls that only read, or that have the same effect if they are sent twice, need none of this. It is safe to send
//! them again, and the SDK retries them automatically: see [Retries](super::retries#what-is-retried).
//!
//! # What went wrong?
//!
//! Predicates identify the cause. [`Error`](crate::Error) has the complete table, and
//! [`resources`](crate::resources#errors) the statuses that all operations share.
//!
//! | predicate | what to do |
//! |---|---|
//! | [`is_invalid_input`](crate::Error::is_invalid_input) | correct the argument or the setting that the text names; nothing was sent, unless a file to send was removed before a retry |
//! | [`is_missing_credential`](crate::Error::is_missing_credential) | set the key that the text names |
//! | [`is_connect`](crate::Error::is_connect) | check the address, the network and the proxy |
//! | [`is_timeout`](crate::Error::is_timeout) | the text names the limit that passed; a message may have been sent: check [`delivery`](crate::Error::delivery) |
//! | [`is_bad_request`](crate::Error::is_bad_request) (400) | read the detail: a value is invalid, or the service has no other status for the failure. In the second case, a message may have been sent: check [`delivery`](crate::Error::delivery) |
//! | [`is_unauthorized`](crate::Error::is_unauthorized) (401) | use the key of this instance, account or server |
//! | [`is_forbidden`](crate::Error::is_forbidden) (403) | use a key that permits the operation |
//! | [`is_not_found`](crate::Error::is_not_found) (404) | check the id that you passed, then the instance id, then the base URL |
//! | [`is_conflict`](crate::Error::is_conflict) (409) | the instance is not logged in to WhatsApp, or not connected: get its [`status`](crate::resources::Session::status), and if `is_logged_in` is false, ask the operator to [pair](super::getting_started#pair-the-phone) it |
//! | [`is_too_large`](crate::Error::is_too_large) (413) | send or request a smaller file, or raise the limit of your server |
//! | [`is_too_many_requests`](crate::Error::is_too_many_requests) (429) | wait for [`retry_after`](crate::Error::retry_after), and use [`pacing`](super::retries#pacing) |
//! | [`is_server_error`](crate::Error::is_server_error) (5xx) | 503 of the service: the instance is not running. 504: WhatsApp did not respond in time. Others: the service, or a proxy in front of it, failed |
//! | [`is_transport`](crate::Error::is_transport) | there is no response, or it ended early: check the network; includes `is_connect`, and `is_timeout` of an attempt |
//! | [`is_storage`](crate::Error::is_storage) | a download arrived, but its file cannot be stored: check the folder and the disk |
//! | [`is_decode`](crate::Error::is_decode) | the call succeeded, but its response cannot be read: report it as a bug, with the text of the error |
//! | [`is_unexpected_response`](crate::Error::is_unexpected_response) | probably something else responded, such as the login page of a captive portal |
//!
//! # Text and details
//!
//! The text names the operation, the cause and, if there is a hint, what to do next, such as
//! `sendText: 409 Conflict: device not paired (pair the device with …)`. It is meant for logs: phone numbers and URL
//! queries in the service's message are masked, and the rest of that message is shown. It already contains the causes,
//! so [`source`](std::error::Error::source) returns `None`.
//!
//! [`status`](crate::Error::status), [`headers`](crate::Error::headers), [`detail`](crate::Error::detail) and
//! [`body`](crate::Error::body) return what the service sent, in full. Do not log the last two: they can contain phone
//! numbers. [`transport_error`](crate::Error::transport_error) returns the cause if there is no response.
//!
//! # Errors in a handler
//!
//! If a handler returns an error, the whole event is handled again. So return one only if that is harmless. For an
//! error of a call, [`had_no_effect`](crate::Error::had_no_effect) must be true. If the handler has sent something
//! before that call, it must also remember this by the id of the event, and skip it in the next attempt. If all
//! attempts fail, for example because the key is wrong, the event fails, and [`on_failed`](super::events#options)
//! reports it.
//!
//! # Test it
//!
//! The simulator can inject such failures: see [Testing](super::testing#faults). Code that only inspects errors needs
//! no simulator: [`Error::from_status`](crate::Error::from_status), [`not_sent`](crate::Error::not_sent),
//! [`unknown_delivery`](crate::Error::unknown_delivery) and [`timed_out`](crate::Error::timed_out) create them.
//!
//! ```
//! use wsapi_client::{Delivery, Error};
//!
//! let error = Error::from_status(503, "instance not available");
//! assert!(error.is_server_error() && error.is_transient());
//! assert_eq!(error.delivery(), Delivery::Rejected);
//!
//! let error = Error::from_status(400, "validation error: …");
//! assert_eq!(error.delivery(), Delivery::Rejected);
//! let error = Error::from_status(400, "failed to send message");
//! assert_eq!(error.delivery(), Delivery::Unknown);
//! # for status in [401, 403, 404, 405, 409, 413, 429, 503] {
//! #     assert_eq!(Error::from_status(status, "").delivery(), Delivery::Rejected);
//! # }
//! # for status in [400, 408, 418, 500, 502, 504] {
//! #     let error = Error::from_status(status, "");
//! #     assert_eq!(error.delivery(), Delivery::Unknown);
//! #     assert_eq!(error.is_transient(), status != 400 && status != 418);
//! # }
//! # assert!(Error::from_status(400, "websocket not connected").is_transient());
//! ```
//!
//! # Next
//!
//! - [Timeouts, retries and pacing](super::retries): which calls the SDK retries.
//! - [Events](super::events): handlers, attempts and duplicates.
