//! Groups, communities and newsletters.

use serde::Serialize;
use serde_json::json;
use wsapi_client::{Jid, types};

use super::{Problem, Reply, ok};
use crate::{
    Community, Group, Newsletter, Simulator,
    kit::{NewCommunity, NewGroup, NewNewsletter},
};

/// A group as its admins see it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct GroupDetails {
    id: Jid,
    name: String,
    description: String,
    owner: Jid,
    members: Vec<Member>,
    join_requests: Vec<Jid>,
    invite_link: String,
    only_admins_write: bool,
    only_admins_edit: bool,
    only_admins_add: bool,
    requires_approval: bool,
    /// The time in seconds after which messages disappear; 0 if they do not.
    timer_seconds: i64,
    has_picture: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    community: Option<Jid>,
    is_announcement_group: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CommunityDetails {
    id: Jid,
    name: String,
    description: String,
    owner: Jid,
    members: Vec<Member>,
    invite_link: String,
    /// The announcement group.
    announcements: Jid,
    /// The groups in the community, without the announcement group.
    groups: Vec<Jid>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NewsletterDetails {
    id: Jid,
    name: String,
    description: String,
    owner: Jid,
    followers: Vec<Jid>,
    invite_link: String,
    has_picture: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Member {
    id: Jid,
    is_admin: bool,
}

pub(super) fn group(simulator: &Simulator, id: &str) -> Reply {
    let group = known_group(simulator, id)?;
    let details = group.details();
    ok(&GroupDetails {
        members: members(details.participants),
        join_requests: group.join_requests(),
        invite_link: group.invite_link(),
        has_picture: group.picture().is_some(),
        id: details.id,
        name: details.name,
        description: details.description,
        owner: details.owner.id,
        only_admins_write: details.is_announce,
        only_admins_edit: details.is_locked,
        only_admins_add: details.member_add_mode == "admin_add",
        requires_approval: details.is_join_approval_required,
        timer_seconds: details.ephemeral_expiration,
        community: details.community_id,
        is_announcement_group: details.is_announcement_group.unwrap_or_default(),
    })
}

pub(super) fn community(simulator: &Simulator, id: &str) -> Reply {
    let community = known_community(simulator, id)?;
    let details = community.details();
    ok(&CommunityDetails {
        members: members(details.participants),
        invite_link: community.invite_link(),
        announcements: community.announcements().jid().clone(),
        groups: community.groups().iter().map(Jid::from).collect(),
        id: details.id,
        name: details.name,
        description: details.description,
        owner: details.owner.id,
    })
}

pub(super) fn newsletter(simulator: &Simulator, id: &str) -> Reply {
    let jid = parsed(id)?;
    if simulator.shared.world().network.newsletter(&jid).is_none() {
        return Err(Problem::new(404, "there is no newsletter with this id"));
    }
    let newsletter = Newsletter::at(simulator, jid);
    ok(&NewsletterDetails {
        id: newsletter.jid().clone(),
        name: newsletter.name(),
        description: newsletter.description(),
        owner: newsletter.owner(),
        followers: newsletter.followers(),
        invite_link: newsletter.invite_link(),
        has_picture: newsletter.picture().is_some(),
    })
}

pub(super) fn add_group(simulator: &Simulator, new: NewGroup) -> Reply {
    created(simulator, new.create(simulator)?.jid())
}

pub(super) fn add_community(simulator: &Simulator, new: NewCommunity) -> Reply {
    created(simulator, new.create(simulator)?.jid())
}

pub(super) fn add_newsletter(simulator: &Simulator, new: NewNewsletter) -> Reply {
    created(simulator, new.create(simulator)?.jid())
}

pub(super) fn known_group(simulator: &Simulator, id: &str) -> Result<Group, Problem> {
    let jid = parsed(id)?;
    let is_group = |group: &crate::network::Group| !group.is_community();
    match simulator.shared.world().network.group(&jid).is_some_and(is_group) {
        true => Ok(Group::at(simulator, jid)),
        false => Err(Problem::new(404, "there is no group with this id")),
    }
}

pub(super) fn known_community(simulator: &Simulator, id: &str) -> Result<Community, Problem> {
    let jid = parsed(id)?;
    match simulator.shared.world().network.group(&jid).is_some_and(crate::network::Group::is_community) {
        true => Ok(Community::at(simulator, jid)),
        false => Err(Problem::new(404, "there is no community with this id")),
    }
}

fn created(simulator: &Simulator, id: &Jid) -> Reply {
    simulator.shared.changed.notify();
    Ok((201, json!({ "id": id })))
}

fn parsed(id: &str) -> Result<Jid, Problem> {
    id.parse().map_err(|_| Problem::new(400, format!("expected an id such as 120363000000000000@g.us, found `{id}`")))
}

fn members(members: Vec<types::GroupParticipant>) -> Vec<Member> {
    members.into_iter().map(|member| Member { id: member.id, is_admin: member.is_admin }).collect()
}
