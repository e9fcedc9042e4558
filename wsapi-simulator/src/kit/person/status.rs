//! Status updates.

use wsapi_client::{Jid, types::StatusPrivacyKind};

use super::{Person, Writing};
use crate::kit::ChatMessage;

impl Person {
    /// Posts a text as a status update. [`Writing::as_status`] posts other kinds of messages.
    pub fn posts_status(&self, text: impl Into<String>) -> Writing<'_> {
        self.writes(text).as_status()
    }

    /// The status updates of somebody, as far as the person sees them.
    pub fn statuses_of(&self, author: impl Into<Jid>) -> Vec<ChatMessage> {
        ChatMessage::statuses(&self.simulator.shared.world(), &self.jid, &author.into())
    }

    /// Decides who sees the person's status updates: all, or all but some, or some. Every simulated person is a contact
    /// of every other.
    pub fn shows_status_to(&self, kind: StatusPrivacyKind, people: impl IntoIterator<Item = impl Into<Jid>>) {
        let people = people.into_iter().map(Into::into).collect();
        self.simulator.shared.world().network.set_status_privacy(&self.jid, kind, people);
    }
}
