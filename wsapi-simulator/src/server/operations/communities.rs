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
    network::{Change, Group, Network},
    server::{Context, Rejection, recipient},
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

/// Returns the community in the path.
fn id(context: &Context<'_>) -> Result<Jid, Rejection> {
    recipient::in_path("community", context.path("id"))
}

/// Returns WhatsApp, and the community in the path if the account is a member.
fn readable<'a>(context: &'a mut Context<'_>) -> Result<(&'a Network, &'a Group), Rejection> {
    let (id, me) = (id(context)?, context.me());
    let network = context.whatsapp().map_err(Rejection::unreadable)?;
    Ok((network, network.readable_community(&me, &id).map_err(Rejection::unreadable)?))
}

fn list(context: &mut Context<'_>, (): ()) -> Output<operations::ListCommunities> {
    let me = context.me();
    let network = context.whatsapp()?;
    let communities = network.groups_of(&me).filter(|group| group.is_community());
    Ok(communities.map(|group| network.view_community(group)).collect())
}

fn create(context: &mut Context<'_>, body: CreateCommunityRequest) -> Output<operations::CreateCommunity> {
    let people = groups::people(&body.participants.unwrap_or_default())?;
    let mode = body.approval_mode.filter(|mode| !mode.is_empty());
    let (actor, now) = (context.actor(), context.now());
    let id = context.whatsapp()?.create_community(&actor, &body.name, &people, mode.as_deref(), now)?;
    Ok(groups::created(id))
}

fn get(context: &mut Context<'_>, (): ()) -> Output<operations::GetCommunity> {
    let (network, community) = readable(context)?;
    Ok(network.view_community(community))
}

fn leave(context: &mut Context<'_>, (): ()) -> Output<operations::LeaveCommunity> {
    let (id, actor, now) = (id(context)?, context.actor(), context.now());
    Ok(context.whatsapp()?.leave_group(&actor, &id, now)?)
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
    let (network, community) = readable(context)?;
    Ok(network.view_people_in(&community.id))
}

/// Changes the members of the announcement group, which are those of the community.
fn update_participants(
    context: &mut Context<'_>,
    body: UpdateParticipantsRequest,
) -> Output<operations::UpdateCommunityParticipants> {
    let (id, people) = (id(context)?, groups::people(&body.participants)?);
    let (actor, now) = (context.actor(), context.now());
    let network = context.whatsapp()?;
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
    let (network, community) = readable(context)?;
    Ok(network.view_groups_in(&community.id))
}

fn create_group(
    context: &mut Context<'_>,
    body: CreateCommunityGroupRequest,
) -> Output<operations::CreateCommunityGroup> {
    let (id, people) = (id(context)?, groups::people(&body.participants.unwrap_or_default())?);
    let (actor, now) = (context.actor(), context.now());
    Ok(groups::created(context.whatsapp()?.create_group_in(&actor, &id, &body.name, &people, now)?))
}

fn link_group(context: &mut Context<'_>, body: LinkGroupRequest) -> Output<operations::LinkGroupToCommunity> {
    let (id, group) = (id(context)?, recipient::in_path("group", body.group_id.as_str())?);
    let (actor, now) = (context.actor(), context.now());
    Ok(context.whatsapp()?.link_group(&actor, &id, &group, now)?)
}

fn unlink_group(context: &mut Context<'_>, (): ()) -> Output<operations::UnlinkCommunityGroup> {
    let (id, group) = (id(context)?, recipient::in_path("group", context.path("groupId"))?);
    let (actor, now) = (context.actor(), context.now());
    Ok(context.whatsapp()?.unlink_group(&actor, &id, &group, now)?)
}
