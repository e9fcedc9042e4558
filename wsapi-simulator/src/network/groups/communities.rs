//! Communities and the groups in them.

use std::time::SystemTime;

use wsapi_client::{
    Jid,
    types::{GroupChangeLink, GroupChangeUnlink, GroupLinkKind, GroupUnlinkReason},
};

use super::{Group, Kind, Right, Role};
use crate::network::{Actor, Network, Rejected};

/// The default approval mode of a new community.
pub(crate) const APPROVAL_MODE: &str = "request_required";

impl Network {
    /// Adds a community and its announcement group, without an event.
    pub(crate) fn found_community(&mut self, owner: &Jid, name: &str, approval_mode: &str, at: SystemTime) -> Jid {
        let community = self.found_group(owner, name, at);
        community.kind = Kind::Community { approval_mode: approval_mode.to_owned() };
        let id = community.id.clone();
        let announcements = self.found_group(owner, name, at);
        announcements.kind = Kind::Announcements(id.clone());
        announcements.rules.is_announce = true;
        id
    }

    /// Creates a community. People who are not on WhatsApp are skipped.
    pub(crate) fn create_community(
        &mut self,
        actor: &Actor,
        name: &str,
        people: &[Jid],
        approval_mode: Option<&str>,
        at: SystemTime,
    ) -> Result<Jid, Rejected> {
        self.may_found_groups(2)?;
        let id = self.found_community(&actor.account, name, approval_mode.unwrap_or(APPROVAL_MODE), at);
        if let Some(announcements) = self.announcement_group(&id) {
            self.admit(&announcements, people);
        }
        self.notify_of_creation(actor, &id, at);
        Ok(id)
    }

    /// Creates a group in a community, without an event.
    pub(crate) fn found_group_in(&mut self, community: &Jid, owner: &Jid, name: &str, at: SystemTime) -> Jid {
        let group = self.found_group(owner, name, at);
        group.kind = Kind::SubGroup(community.clone());
        group.id.clone()
    }

    /// Creates a group in a community.
    pub(crate) fn create_group_in(
        &mut self,
        actor: &Actor,
        community: &Jid,
        name: &str,
        people: &[Jid],
        at: SystemTime,
    ) -> Result<Jid, Rejected> {
        self.changeable_community(&actor.account, community)?;
        self.may_found_groups(1)?;
        let id = self.found_group_in(community, &actor.account, name, at);
        self.admit(&id, people);
        self.notify_of_creation(actor, &id, at);
        Ok(id)
    }

    /// Adds a group to a community. Its members become members of the community.
    pub(crate) fn link_group(
        &mut self,
        actor: &Actor,
        community: &Jid,
        id: &Jid,
        at: SystemTime,
    ) -> Result<(), Rejected> {
        self.changeable_community(&actor.account, community)?;
        let group = self.changeable_group(&actor.account, id, Right::Administer)?;
        if group.kind != Kind::Plain {
            return Err(Rejected::forbidden());
        }
        group.kind = Kind::SubGroup(community.clone());
        let (name, members) = (group.name.clone(), group.everybody());
        for other in self.whole_community(id) {
            let Some(group) = self.groups.get_mut(&other) else { continue };
            members.iter().for_each(|member| group.admit(member, Role::Member));
        }
        let viewers = self.viewers_of_group(community);
        self.notify_of_change(actor, community, &viewers, at, |_, event| {
            let link = event.link.insert(GroupChangeLink::new());
            link.kind = Some(GroupLinkKind::SubGroup);
            (link.group_id, link.group_name) = (Some(id.clone()), Some(name.clone()));
        });
        Ok(())
    }

    /// Removes a group from a community.
    pub(crate) fn unlink_group(
        &mut self,
        actor: &Actor,
        community: &Jid,
        id: &Jid,
        at: SystemTime,
    ) -> Result<(), Rejected> {
        self.changeable_community(&actor.account, community)?;
        let group = self.groups.get_mut(id).filter(|group| group.kind == Kind::SubGroup(community.clone()));
        group.ok_or_else(Rejected::no_such_item)?.kind = Kind::Plain;
        let viewers = self.viewers_of_group(community);
        self.notify_of_change(actor, community, &viewers, at, |_, event| {
            let unlink = event.unlink.insert(GroupChangeUnlink::new());
            unlink.kind = Some(GroupLinkKind::SubGroup);
            unlink.reason = Some(GroupUnlinkReason::UnlinkGroup);
            unlink.group_id = Some(id.clone());
        });
        Ok(())
    }

    /// Returns the community if `account` may read it.
    pub(crate) fn readable_community(&self, account: &Jid, id: &Jid) -> Result<&Group, Rejected> {
        let group = self.readable_group(account, id)?;
        if group.is_community() { Ok(group) } else { Err(Rejected::not_a_community()) }
    }

    fn changeable_community(&mut self, account: &Jid, id: &Jid) -> Result<&mut Group, Rejected> {
        let group = self.changeable_group(account, id, Right::Administer)?;
        if group.is_community() { Ok(group) } else { Err(Rejected::not_a_community()) }
    }

    /// Returns the announcement group of a community.
    pub(crate) fn announcement_group(&self, community: &Jid) -> Option<Jid> {
        let kind = Kind::Announcements(community.clone());
        self.groups.values().find(|group| group.kind == kind).map(|group| group.id.clone())
    }

    /// Returns the groups of a community, including its announcement group.
    pub(crate) fn groups_in(&self, community: &Jid) -> Vec<Jid> {
        let groups = self.groups.values().filter(|group| group.community() == Some(community));
        groups.map(|group| group.id.clone()).collect()
    }

    /// Returns the community of a group and its announcement group. The members of the group are also members of both.
    pub(super) fn whole_community(&self, id: &Jid) -> Vec<Jid> {
        let Some(group) = self.groups.get(id) else { return Vec::new() };
        let community = if group.is_community() { Some(id) } else { group.community() };
        let Some(community) = community else { return Vec::new() };
        self.announcement_group(community).into_iter().chain([community.clone()]).collect()
    }
}
