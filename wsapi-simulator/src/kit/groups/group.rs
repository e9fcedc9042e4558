//! A group as a test sees it.

use bytes::Bytes;
use wsapi_client::{Jid, Time, types};

use crate::{
    kit::{Inbox, Received, Simulator},
    network::{self, Network, Place},
};

/// A group of the simulated WhatsApp. Its methods return its state at the time of the call.
#[derive(Clone, Debug)]
pub struct Group {
    pub(in crate::kit) simulator: Simulator,
    pub(in crate::kit) jid: Jid,
}

/// An invitation of one person to a group, as it travels in a message.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Invitation {
    /// The address of the group.
    pub group: Jid,
    /// The member who invites.
    pub inviter: Jid,
    /// The code, which only the invited person can use.
    pub code: String,
    /// The time until which the code is valid.
    pub expires_at: Time,
}

impl Group {
    /// Returns the address of the group.
    pub fn jid(&self) -> &Jid {
        &self.jid
    }

    /// Returns the name.
    pub fn name(&self) -> String {
        self.read(|group, _| group.name.clone())
    }

    /// Returns the description, which may be empty.
    pub fn description(&self) -> String {
        self.read(|group, _| group.description.clone())
    }

    /// Returns the picture, if one was set.
    pub fn picture(&self) -> Option<Bytes> {
        self.read(|group, _| group.picture.as_ref().map(|picture| picture.bytes.clone()))
    }

    /// Returns the addresses of all members, in the order in which they joined.
    pub fn members(&self) -> Vec<Jid> {
        self.read(|group, _| group.everybody())
    }

    /// Returns the addresses of the admins, with that of the creator.
    pub fn admins(&self) -> Vec<Jid> {
        self.read(|group, _| group.admins())
    }

    /// Returns whether somebody is a member.
    pub fn has_member(&self, person: impl Into<Jid>) -> bool {
        let person = person.into();
        self.read(|group, _| group.is_member(&person))
    }

    /// Returns whether somebody is an admin.
    pub fn has_admin(&self, person: impl Into<Jid>) -> bool {
        let person = person.into();
        self.read(|group, _| group.is_admin(&person))
    }

    /// Returns the addresses of the people who wait for approval.
    pub fn join_requests(&self) -> Vec<Jid> {
        self.read(|group, _| group.requests().map(|(person, _)| person.clone()).collect())
    }

    /// Returns the invite link, with its code at the end.
    pub fn invite_link(&self) -> String {
        self.read(|group, _| group.invite_link())
    }

    /// Returns everything about the group, in the form in which the API returns it to a member.
    pub fn details(&self) -> types::Group {
        self.read(|group, network| network.view_group(group))
    }

    /// Returns all messages in the group, the oldest first.
    pub fn messages(&self) -> Vec<Received> {
        messages(&self.simulator, &Place::Group(self.jid.clone()))
    }

    /// Returns the texts of all messages that have one, the oldest first.
    pub fn texts(&self) -> Vec<String> {
        self.messages().into_iter().filter_map(|message| message.text).collect()
    }

    fn read<T>(&self, read: impl FnOnce(&network::Group, &Network) -> T) -> T {
        let world = self.simulator.shared.world();
        read(world.network.group(&self.jid).expect("a group is never removed"), &world.network)
    }
}

/// The messages of a place.
pub(super) fn messages(simulator: &Simulator, place: &Place) -> Vec<Received> {
    Inbox::of(&simulator.shared.world(), None, place).messages
}

impl From<&Group> for Jid {
    fn from(group: &Group) -> Self {
        group.jid.clone()
    }
}
