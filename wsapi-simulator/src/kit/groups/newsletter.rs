//! The view of a newsletter in tests.

use bytes::Bytes;
use wsapi_client::Jid;

use super::group::messages;
use crate::{
    kit::{Received, Simulator, in_full::debug_in_full},
    network::{self, CHANNEL_LINK, Place},
};

/// A newsletter of the simulated WhatsApp. Its methods return its state at the time of the call.
#[derive(Clone)]
pub struct Newsletter {
    pub(in crate::kit) simulator: Simulator,
    pub(in crate::kit) jid: Jid,
}

debug_in_full!(Newsletter { jid });

impl Newsletter {
    /// Returns a handle to the newsletter with this address, which need not exist.
    #[cfg(feature = "server")]
    pub(crate) fn at(simulator: &Simulator, jid: Jid) -> Self {
        Self { simulator: simulator.clone(), jid }
    }

    /// Returns the address of the newsletter.
    pub fn jid(&self) -> &Jid {
        &self.jid
    }

    /// Returns the name.
    pub fn name(&self) -> String {
        self.read(|newsletter| newsletter.name.clone())
    }

    /// Returns the description, which may be empty.
    pub fn description(&self) -> String {
        self.read(|newsletter| newsletter.description.clone())
    }

    /// Returns the picture, if it has one.
    pub fn picture(&self) -> Option<Bytes> {
        self.read(|newsletter| newsletter.picture.as_ref().map(|picture| picture.bytes.clone()))
    }

    /// Returns the code with which the API looks up the newsletter.
    pub fn invite_code(&self) -> String {
        self.read(|newsletter| newsletter.code.clone())
    }

    /// Returns the invite link, with its code at the end.
    pub fn invite_link(&self) -> String {
        format!("{CHANNEL_LINK}{}", self.invite_code())
    }

    /// Returns the address of the owner.
    pub fn owner(&self) -> Jid {
        self.read(|newsletter| newsletter.owner.clone())
    }

    /// Returns the addresses of the followers, without the owner.
    pub fn followers(&self) -> Vec<Jid> {
        self.read(|newsletter| newsletter.followers().cloned().collect())
    }

    /// Returns all published messages, oldest first.
    pub fn messages(&self) -> Vec<Received> {
        messages(&self.simulator, &Place::Newsletter(self.jid.clone()))
    }

    /// Returns the texts of all messages that have one, oldest first.
    pub fn texts(&self) -> Vec<String> {
        self.messages().into_iter().filter_map(|message| message.text).collect()
    }

    fn read<T>(&self, read: impl FnOnce(&network::Newsletter) -> T) -> T {
        let world = self.simulator.shared.world();
        read(world.network.newsletter(&self.jid).expect("a newsletter is never removed"))
    }
}

impl From<&Newsletter> for Jid {
    fn from(newsletter: &Newsletter) -> Self {
        newsletter.jid.clone()
    }
}
