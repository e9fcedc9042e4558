//! Status updates.

use wsapi_client::{Jid, types::StatusPrivacyKind};

use super::{Person, Writing};
use crate::{
    kit::{ChatMessage, possible},
    network::Rejected,
};

impl Person {
    /// Posts a text as a status update. [`Writing::as_status`] posts other kinds of messages.
    pub fn posts_status(&self, text: impl Into<String>) -> Writing<'_> {
        self.writes(text).as_status()
    }

    /// Returns the status updates of an author that the person can see.
    pub fn statuses_of(&self, author: impl Into<Jid>) -> Vec<ChatMessage> {
        ChatMessage::statuses(&self.simulator.shared.world(), &self.jid, &author.into())
    }

    /// Sets who can see the person's status updates: all contacts, all except these people, or only these people. All
    /// simulated people are contacts of each other.
    ///
    /// # Panics
    ///
    /// Panics if people are given for all contacts, where they have no effect.
    #[track_caller]
    pub fn shows_status_to(&self, kind: StatusPrivacyKind, people: impl IntoIterator<Item = impl Into<Jid>>) {
        possible(self.try_shows_status_to(kind, people.into_iter().map(Into::into).collect()));
    }

    pub(crate) fn try_shows_status_to(&self, kind: StatusPrivacyKind, people: Vec<Jid>) -> Result<(), Rejected> {
        if kind == StatusPrivacyKind::Contacts && !people.is_empty() {
            let problem = format!("expected no people for all contacts, found {}", people.len());
            return Err(Rejected::because(problem));
        }
        self.simulator.shared.world().network.set_status_privacy(&self.jid, kind, people);
        Ok(())
    }
}
