//! Groups and communities as the server serializes them.

use std::time::SystemTime;

use wsapi_client::{
    Jid,
    types::{self, Community, CommunityGroup, GroupParticipant, Identity, JoinRequest},
};

use super::{Group, Kind, Role};
use crate::network::{Network, notice, timer};

impl Network {
    /// Returns a group as the server serializes it.
    pub(crate) fn view_group(&self, group: &Group) -> types::Group {
        let mut view = types::Group::new();
        view.id = group.id.clone();
        view.owner = self.identity(&group.owner);
        view.name.clone_from(&group.name);
        view.created_at = notice::seconds(group.created_at);
        view.description.clone_from(&group.description);
        view.is_announce = group.rules.is_announce;
        view.is_locked = group.rules.is_locked;
        let length = timer::length(&group.rules.timer).unwrap_or_default();
        view.ephemeral_expiration = i64::try_from(length.as_secs()).unwrap_or(i64::MAX);
        view.is_ephemeral = view.ephemeral_expiration > 0;
        view.participants = self.view_members(group);
        view.community_id = group.community().cloned();
        view.is_announcement_group = group.is_announcement_group().then_some(true);
        view.is_join_approval_required = group.rules.needs_approval;
        let mode = if group.rules.only_admins_add { "admin_add" } else { "all_member_add" };
        mode.clone_into(&mut view.member_add_mode);
        view
    }

    /// Returns the members of a group.
    pub(crate) fn view_members(&self, group: &Group) -> Vec<GroupParticipant> {
        let view = |(member, role): (&Jid, Role)| {
            let identity = self.identity(member);
            let mut view = GroupParticipant::new();
            (view.id, view.lid, view.phone) = (identity.id, identity.lid, identity.phone);
            view.is_admin = role >= Role::Admin;
            view.is_super_admin = role == Role::Creator;
            view
        };
        group.members().map(view).collect()
    }

    /// Returns the people who are waiting for approval.
    pub(crate) fn view_requests(&self, group: &Group) -> Vec<JoinRequest> {
        let view = |(account, at): (&Jid, SystemTime)| {
            let mut view = JoinRequest::new();
            (view.user, view.requested_at) = (self.identity(account), notice::seconds(at));
            view
        };
        group.requests().map(view).collect()
    }

    /// Returns a community as the server serializes it.
    pub(crate) fn view_community(&self, group: &Group) -> Community {
        let mut view = Community::new();
        view.id = group.id.clone();
        view.owner = self.identity(&group.owner);
        view.name.clone_from(&group.name);
        view.created_at = notice::seconds(group.created_at);
        view.description.clone_from(&group.description);
        view.is_locked = group.rules.is_locked;
        if let Kind::Community { approval_mode } = &group.kind {
            view.approval_mode.clone_from(approval_mode);
        }
        view.participants = self.view_members(group);
        view
    }

    /// Returns the groups of a community.
    pub(crate) fn view_groups_in(&self, community: &Jid) -> Vec<CommunityGroup> {
        let view = |group: &Group| {
            let mut view = CommunityGroup::new();
            view.id = group.id.clone();
            view.name.clone_from(&group.name);
            view.name_set_at = notice::seconds(group.name_set_at);
            view.is_announcement_group = group.is_announcement_group();
            view
        };
        self.groups.values().filter(|group| group.community() == Some(community)).map(view).collect()
    }

    /// Returns the members of a community, which are those of its announcement group.
    pub(crate) fn view_people_in(&self, community: &Jid) -> Vec<Identity> {
        let announcements = self.announcement_group(community).unwrap_or_default();
        self.identities(&self.viewers_of_group(&announcements))
    }
}
