//! Communities and the groups in them.

use wsapi_client::{
    Jid, operations,
    types::{
        CreateCommunityGroupRequest, CreateCommunityRequest, LinkGroupRequest, SetDescriptionRequest,
        SetEnabledRequest, SetNameRequest, SetPictureRequest, UpdateParticipantsRequest,
    },
};

use super::{Behaviour, Output, group_invites, groups};
use crate::{
    network::{Change, Group},
    server::{Context, Refusal, recipient},
};

pub(super) fn behaviours() -> Vec<Behaviour> {
    vec![
        Behaviour::of::<operations::ListCommunities>(list),
        Behaviour::of::<operations::CreateCommunity>(create),
        Behaviour::of::<operations::GetCommunity>(get),
        Behaviour::of::<operations::LeaveCommunity>(leave),
        Behaviour::of::<operations::SetCommunityName>(set_name),
        Behaviour::of::<operations::SetCommunityDescription>(set_description),
        Behaviour::of::<operations::SetCommunityPicture>(set_picture),
        Behaviour::of::<operations::SetCommunityLocked>(set_locked),
        Behaviour::of::<operations::GetCommunityParticipants>(participants),
        Behaviour::of::<operations::UpdateCommunityParticipants>(update_participants),
        Behaviour::of::<operations::GetCommunityInviteLink>(get_link),
        Behaviour::of::<operations::ResetCommunityInviteLink>(reset_link),
        Behaviour::of::<operations::GetCommunitySubGroups>(list_groups),
        Behaviour::of::<operations::CreateCommunityGroup>(create_group),
        Behaviour::of::<operations::LinkGroupToCommunity>(link_group),
        Behaviour::of::<operations::UnlinkCommunityGroup>(unlink_group),
    ]
}

/// The community in the path.
fn id(context: &Context<'_>) -> Result<Jid, Refusal> {
    recipient::in_path("community", context.path("id"))
}

/// The community in the path, if the account is a member.
fn readable<'a>(context: &'a Context<'_>) -> Result<&'a Group, Refusal> {
    let (id, me) = (id(context)?, context.me());
    context.world.network.readable_community(&me, &id).map_err(|refused| Refusal::not_found(refused.0))
}

fn list(context: &mut Context<'_>, (): ()) -> Output<operations::ListCommunities> {
    let (me, network) = (context.me(), &context.world.network);
    let communities = network.groups_of(&me).filter(|group| group.is_community());
    Ok(communities.map(|group| network.view_community(group)).collect())
}

fn create(context: &mut Context<'_>, body: CreateCommunityRequest) -> Output<operations::CreateCommunity> {
    let people = groups::people(&body.participants.unwrap_or_default())?;
    let mode = body.approval_mode.filter(|mode| !mode.is_empty());
    let (actor, now) = (context.actor(), context.now());
    let id = context.world.network.create_community(&actor, &body.name, &people, mode.as_deref(), now);
    Ok(groups::created(id))
}

fn get(context: &mut Context<'_>, (): ()) -> Output<operations::GetCommunity> {
    Ok(context.world.network.view_community(readable(context)?))
}

fn leave(context: &mut Context<'_>, (): ()) -> Output<operations::LeaveCommunity> {
    let (id, actor, now) = (id(context)?, context.actor(), context.now());
    Ok(context.world.network.leave_group(&actor, &id, now)?)
}

fn set_name(context: &mut Context<'_>, body: SetNameRequest) -> Output<operations::SetCommunityName> {
    let id = id(context)?;
    groups::change(context, &id, &Change::Name(body.name))
}

fn set_description(
    context: &mut Context<'_>,
    body: SetDescriptionRequest,
) -> Output<operations::SetCommunityDescription> {
    let id = id(context)?;
    groups::change(context, &id, &Change::Description(body.description))
}

fn set_picture(context: &mut Context<'_>, body: SetPictureRequest) -> Output<operations::SetCommunityPicture> {
    groups::replace_picture(context, "community", &body)
}

fn set_locked(context: &mut Context<'_>, body: SetEnabledRequest) -> Output<operations::SetCommunityLocked> {
    let id = id(context)?;
    groups::change(context, &id, &Change::Locked(body.enabled))
}

fn participants(context: &mut Context<'_>, (): ()) -> Output<operations::GetCommunityParticipants> {
    Ok(context.world.network.view_people_in(&readable(context)?.id))
}

/// Members of a community are those of its announcement group, so the change is one of that group.
fn update_participants(
    context: &mut Context<'_>,
    body: UpdateParticipantsRequest,
) -> Output<operations::UpdateCommunityParticipants> {
    let (id, people) = (id(context)?, groups::people(&body.participants)?);
    let (actor, now) = (context.actor(), context.now());
    let network = &mut context.world.network;
    let community = network.readable_community(&actor.account, &id)?.id.clone();
    let announcements = network.announcement_group(&community).unwrap_or(community);
    Ok(network.change_members(&actor, &announcements, &body.action, &people, now)?)
}

fn get_link(context: &mut Context<'_>, (): ()) -> Output<operations::GetCommunityInviteLink> {
    group_invites::invite_link(context, "community")
}

fn reset_link(context: &mut Context<'_>, (): ()) -> Output<operations::ResetCommunityInviteLink> {
    group_invites::new_invite_link(context, "community")
}

fn list_groups(context: &mut Context<'_>, (): ()) -> Output<operations::GetCommunitySubGroups> {
    Ok(context.world.network.view_groups_in(&readable(context)?.id))
}

fn create_group(
    context: &mut Context<'_>,
    body: CreateCommunityGroupRequest,
) -> Output<operations::CreateCommunityGroup> {
    let (id, people) = (id(context)?, groups::people(&body.participants.unwrap_or_default())?);
    let (actor, now) = (context.actor(), context.now());
    Ok(groups::created(context.world.network.create_group_in(&actor, &id, &body.name, &people, now)?))
}

fn link_group(context: &mut Context<'_>, body: LinkGroupRequest) -> Output<operations::LinkGroupToCommunity> {
    let (id, group) = (id(context)?, recipient::in_path("group", body.group_id.as_str())?);
    let (actor, now) = (context.actor(), context.now());
    Ok(context.world.network.link_group(&actor, &id, &group, now)?)
}

fn unlink_group(context: &mut Context<'_>, (): ()) -> Output<operations::UnlinkCommunityGroup> {
    let (id, group) = (id(context)?, recipient::in_path("group", context.path("groupId"))?);
    let (actor, now) = (context.actor(), context.now());
    Ok(context.world.network.unlink_group(&actor, &id, &group, now)?)
}
