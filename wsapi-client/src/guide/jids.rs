//! Address people, groups and newsletters, and recognize the sender of a message.
//!
//! # Addresses
//!
//! A [`Jid`](crate::Jid) is the address of a person, a group and so on: `user@server`. [`kind`](crate::Jid::kind)
//! returns which of these it is.
//!
//! | JID | kind |
//! |---|---|
//! | `491701234567@s.whatsapp.net` | [`Person`](crate::JidKind::Person), by phone number |
//! | `139298808573963@lid` | [`Lid`](crate::JidKind::Lid), a person by an id that hides the number |
//! | `120363151623077576@g.us` | [`Group`](crate::JidKind::Group), also a community |
//! | `120363144038483540@newsletter` | [`Newsletter`](crate::JidKind::Newsletter), which WhatsApp shows as a channel |
//! | `status@broadcast` | [`Status`](crate::JidKind::Status), the chat of status updates |
//!
//! # From a phone number
//!
//! [`Jid::phone`](crate::Jid::phone) takes a phone number as people write it, with `+` or `00` and the country code. It
//! rejects a number without them: a local number that is read as an international one belongs to a stranger.
//! [`Jid::from_digits`](crate::Jid::from_digits) takes digits that are known to start with a country code, as databases
//! often store them.
//!
//! ```
//! use wsapi_client::{Jid, JidKind};
//!
//! # fn main() -> Result<(), wsapi_client::Error> {
//! let person = Jid::phone("+49 (0)170 / 123-4567")?;
//! assert_eq!(person, Jid::from_digits("491701234567")?);
//! assert!(Jid::phone("0170 1234567").is_err());
//!
//! // Parsing is strict: it rejects unknown servers and malformed users.
//! let group: Jid = "120363151623077576@g.us".parse()?;
//! assert_eq!(group.kind(), JidKind::Group);
//! # Ok(())
//! # }
//! ```
//!
//! A number that looks right may not be on WhatsApp, and in some countries a number can be written in two ways. So ask
//! the service before you send the first message to a number, and send to the JID that it returns.
//! [`check_many`](crate::resources::Users::check_many) returns the JID of each number that is on WhatsApp;
//! [`check`](crate::resources::Users::check) returns only whether one number is. Both take phone numbers in the same
//! form as `Jid::phone`: see [`PhoneNumber`](crate::PhoneNumber).
//!
//! ```
//! use wsapi_client::{Client, Error, Jid, types::CheckManyRequest};
//!
//! /// Returns the JID for a number that a user typed, or `None` if it is not on WhatsApp.
//! async fn look_up(client: &Client, typed: &str) -> Result<Option<Jid>, Error> {
//!     Jid::phone(typed)?; // Fails if the number has no country code.
//!     let checks = client.users().check_many(CheckManyRequest::new([typed])).await?;
//!     Ok(checks.into_iter().find_map(|check| check.jid))
//! }
//! # use wsapi_simulator::Simulator;
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Error> {
//! # let sim = Simulator::new();
//! # let (client, ada) = (sim.client(), sim.person("+49 170 1234567"));
//! # assert_eq!(look_up(&client, "+49 170 1234567").await?.as_ref(), Some(ada.jid()));
//! # assert_eq!(look_up(&client, "+49 170 7654321").await?, None);
//! # assert!(look_up(&client, "0170 1234567").await.unwrap_err().is_invalid_input());
//! # Ok(())
//! # }
//! ```
//!
//! If the text is not a phone number with a country code, [`is_invalid_input`](crate::Error::is_invalid_input) is true
//! for the error: ask the user for the country code. Neither the error's text nor its `Debug` output shows the number.
//!
//! # Chat and sender
//!
//! A received [`Message`](crate::types::Message) has two addresses. `chat_id` is the chat, to which a reply goes: a
//! person or a group. `sender` is the person who wrote it.
//!
//! ```
//! use wsapi_client::{JidKind, types::{Message, SendTextRequest}};
//!
//! /// Returns a reply, unless it would be public: to a status, or in a newsletter.
//! fn reply(message: &Message) -> Option<SendTextRequest> {
//!     let chat = &message.chat_id;
//!     match chat.kind() {
//!         JidKind::Person | JidKind::Lid | JidKind::Group if !message.is_mine() => {
//!             Some(SendTextRequest::new(chat, "Thank you!").reply_to(message.to_ref()))
//!         }
//!         _ => None,
//!     }
//! }
//! # fn main() -> Result<(), wsapi_client::Error> {
//! # let mut message = Message::new("text");
//! # message.chat_id = "120363151623077576@g.us".parse()?;
//! # assert!(reply(&message).is_some());
//! # message.chat_id = "status@broadcast".parse()?;
//! # assert!(reply(&message).is_none());
//! # Ok(())
//! # }
//! ```
//!
//! [`is_mine`](crate::types::Message::is_mine) is true for messages that the account sent from its phone or another
//! device. Ignore them: otherwise, two bots on one account could reply to each other.
//! [`is_direct`](crate::types::Message::is_direct) is true for a message that another person wrote in a private chat
//! with the account; most bots reply only to these. An edit is a message of its own, with `is_edit` set.
//! [`to_ref`](crate::types::Message::to_ref) returns the id of the message with its author, which a reply quotes. In a
//! group, the id alone could quote the wrong person.
//!
//! # The same person under two addresses
//!
//! Two JIDs are equal if their text is the same. One person can have several: by phone number, by LID, and each of them
//! with the number of a device. Neither the number nor the LID can be computed from the other. To recognize a person,
//! compare `sender.id` and `sender.lid`: `id` is the phone number's JID if it is known, and otherwise the LID. It is
//! empty if WhatsApp does not report the sender. The `chat_id` of a chat can change from the number to the LID, too:
//! state with this key is then lost. [`without_device`](crate::Jid::without_device) removes the device, which the
//! service does not accept as a recipient.
//!
//! A JID that the service sends is preserved as it is, even if it is malformed, so it never makes a response
//! unreadable.
//!
//! # Privacy
//!
//! `Debug` of a JID hides the user: `Jid(…@s.whatsapp.net)`. `Display` and [`as_str`](crate::Jid::as_str) return the
//! whole text.
//!
//! # Next
//!
//! - [Events](super::events): receive messages.
//! - [Errors](super::errors): what to do if a call fails.
