//! Ids in the formats of WhatsApp and of the server. The same seed gives the same ids.

use std::time::{SystemTime, UNIX_EPOCH};

use wsapi_client::{Jid, MessageId};

/// Generates ids.
#[derive(Clone, Debug)]
pub(crate) struct Ids(fastrand::Rng);

impl Ids {
    pub(crate) fn new(seed: u64) -> Self {
        Self(fastrand::Rng::with_seed(seed))
    }

    /// Generates the id of a message that is sent through the API.
    pub(crate) fn message(&mut self) -> MessageId {
        format!("3EB0{}", self.text(18, b"0123456789ABCDEF")).into()
    }

    /// Generates the id of a message that is sent from a phone.
    pub(crate) fn phone_message(&mut self) -> MessageId {
        format!("3A{}", self.text(18, b"0123456789ABCDEF")).into()
    }

    /// Generates the id of a group or a community.
    pub(crate) fn group(&mut self) -> Jid {
        self.address("g.us")
    }

    /// Generates the id of a newsletter.
    pub(crate) fn newsletter(&mut self) -> Jid {
        self.address("newsletter")
    }

    /// Generates the code of an invite link.
    pub(crate) fn invite_code(&mut self) -> String {
        self.text(22, b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    }

    /// Generates the id of a picture.
    pub(crate) fn picture(&mut self) -> String {
        self.text(10, b"123456789")
    }

    /// Generates the id of a call.
    pub(crate) fn call(&mut self) -> String {
        self.text(32, b"0123456789ABCDEF")
    }

    /// Generates the digits of a person's LID.
    pub(crate) fn lid(&mut self) -> String {
        self.text(15, b"123456789")
    }

    /// Generates the id of an event.
    pub(crate) fn event(&mut self, at: SystemTime) -> String {
        let millis = at.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
        format!("evt_{millis}_{}", self.hex(16))
    }

    /// Generates lower-case hexadecimal digits.
    pub(crate) fn hex(&mut self, length: usize) -> String {
        self.text(length, b"0123456789abcdef")
    }

    /// Generates characters of an alphabet.
    pub(crate) fn text(&mut self, length: usize, alphabet: &[u8]) -> String {
        (0..length).map(|_| char::from(alphabet[self.0.usize(..alphabet.len())])).collect()
    }

    fn address(&mut self, server: &str) -> Jid {
        let id = format!("120363{}@{server}", self.text(12, b"0123456789"));
        id.parse().expect("digits and a server are a JID")
    }
}
