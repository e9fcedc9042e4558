//! The view of a community in tests.

use wsapi_client::{Jid, types};

use super::Group;
use crate::{
    kit::{Simulator, in_full::debug_in_full},
    network::{self, Network},
};

/// A community of the simulated WhatsApp. Its methods return its state at the time of the call.
#[derive(Clone)]
pub struct Community {
    pub(in crate::kit) simulator: Simulator,
    pub(in crate::kit) jid: Jid,
}

debug_in_full!(Community { jid });

impl Community {
    /// Returns a handle to the community with this address, which need not exist.
    #[cfg(feature = "server")]
    pub(crate) fn at(simulator: &Simulator, jid: Jid) -> Self {
        Self { simulator: simulator.clone(), jid }
    }

    /// Returns the address of the community.
    pub fn jid(&self) -> &Jid {
        &self.jid
    }

    /// Returns the name.
    pub fn name(&self) -> String {
        self.read(|community, _| community.name.clone())
    }

    /// Returns the addresses of all members.
    pub fn members(&self) -> Vec<Jid> {
        self.read(|community, _| community.everybody())
    }

    /// Returns `true` if a person is a member.
    pub fn has_member(&self, person: impl Into<Jid>) -> bool {
        let person = person.into();
        self.read(|community, _| community.is_member(&person))
    }

    /// Returns the invite link, with its code at the end.
    pub fn invite_link(&self) -> String {
        self.read(|community, _| community.invite_link())
    }

    /// Returns the announcement group, in which the admins write to all members.
    pub fn announcements(&self) -> Group {
        let id = self.read(|community, network| network.announcement_group(&community.id));
        self.group(id.expect("a community has an announcement group"))
    }

    /// Returns the groups in the community, without the announcement group.
    pub fn groups(&self) -> Vec<Group> {
        let announcements = self.announcements().jid;
        let ids = self.read(|community, network| network.groups_in(&community.id));
        ids.into_iter().filter(|id| *id != announcements).map(|id| self.group(id)).collect()
    }

    /// Returns the community as the API returns it to a member.
    pub fn details(&self) -> types::Community {
        self.read(|community, network| network.view_community(community))
    }

    fn group(&self, jid: Jid) -> Group {
        Group { simulator: self.simulator.clone(), jid }
    }

    fn read<T>(&self, read: impl FnOnce(&network::Group, &Network) -> T) -> T {
        let world = self.simulator.shared.world();
        read(world.network.group(&self.jid).expect("a community is never removed"), &world.network)
    }
}

impl From<&Community> for Jid {
    fn from(community: &Community) -> Self {
        community.jid.clone()
    }
}
