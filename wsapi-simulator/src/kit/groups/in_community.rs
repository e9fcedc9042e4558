//! The acts of an admin in a community.

use super::{Community, Group};
use crate::{
    kit::{Acting, Person},
    network::Change,
};

/// The acts of an admin in a community. Awaiting one panics if WhatsApp rejects it because the person is not an admin.
#[derive(Clone, Debug)]
pub struct InCommunity<'a> {
    person: &'a Person,
    community: &'a Community,
}

impl Person {
    /// Starts an act of the person in a community. To change its members, use its [announcement
    /// group](Community::announcements).
    pub fn in_community<'a>(&'a self, community: &'a Community) -> InCommunity<'a> {
        InCommunity { person: self, community }
    }
}

impl<'a> InCommunity<'a> {
    /// Creates a group with these people.
    pub fn creates_group<'p>(&self, name: &str, people: impl IntoIterator<Item = &'p Person>) -> Acting<'a, Group> {
        let Self { person, community } = *self;
        let people: Vec<_> = people.into_iter().map(|person| person.jid.clone()).collect();
        let name = name.to_owned();
        person.attempts(move |network, actor, now| {
            let jid = network.create_group_in(actor, &community.jid, &name, &people, now)?;
            Ok(Group { simulator: person.simulator.clone(), jid })
        })
    }

    /// Changes the name.
    pub fn renames(&self, name: impl Into<String>) -> Acting<'a> {
        self.sets(Change::Name(name.into()))
    }

    /// Changes the description.
    pub fn describes(&self, text: impl Into<String>) -> Acting<'a> {
        self.sets(Change::Description(text.into()))
    }

    /// Links a group to the community. The person must be an admin of both.
    pub fn links(&self, group: &'a Group) -> Acting<'a> {
        let community = self.community;
        self.person.attempts(|network, actor, now| network.link_group(actor, &community.jid, &group.jid, now))
    }

    /// Unlinks a group from the community. The group continues to exist.
    pub fn unlinks(&self, group: &'a Group) -> Acting<'a> {
        let community = self.community;
        self.person.attempts(|network, actor, now| network.unlink_group(actor, &community.jid, &group.jid, now))
    }

    fn sets(&self, change: Change) -> Acting<'a> {
        let community = self.community;
        self.person.attempts(move |network, actor, now| network.change_group(actor, &community.jid, &change, now))
    }
}
