//! Groups and their settings.

use wsapi_client::{
    Jid, operations,
    types::{
        CreateGroupRequest, Created, NewPicture, SetDescriptionRequest, SetEnabledRequest, SetMemberAddModeRequest,
        SetNameRequest, SetPictureRequest, UpdateParticipantsRequest,
    },
};

use super::{Behaviour, Output};
use crate::{
    network::{Change, Group, Network},
    server::{Context, Rejection, pictures, recipient},
};

pub(super) fn behaviours() -> Vec<Behaviour> {
    vec![
        Behaviour::of::<operations::ListGroups>(list),
        Behaviour::of::<operations::CreateGroup>(create),
        Behaviour::of::<operations::GetGroup>(get),
        Behaviour::of::<operations::SetGroupName>(set_name),
        Behaviour::of::<operations::SetGroupDescription>(set_description),
        Behaviour::of::<operations::SetGroupPicture>(set_picture),
        Behaviour::of::<operations::LeaveGroup>(leave),
        Behaviour::of::<operations::GetGroupParticipants>(participants),
        Behaviour::of::<operations::UpdateGroupParticipants>(update_participants),
        Behaviour::of::<operations::SetGroupAnnounce>(set_announce),
        Behaviour::of::<operations::SetGroupLocked>(set_locked),
        Behaviour::of::<operations::SetGroupJoinApproval>(set_join_approval),
        Behaviour::of::<operations::SetGroupMemberAddMode>(set_member_add_mode),
    ]
}

/// Returns the group in the path.
fn id(context: &Context<'_>) -> Result<Jid, Rejection> {
    recipient::in_path("group", context.path("id"))
}

/// Returns WhatsApp, and the group in the path if the account is a member.
fn readable<'a>(context: &'a mut Context<'_>) -> Result<(&'a Network, &'a Group), Rejection> {
    let (id, me) = (id(context)?, context.me());
    let network = context.whatsapp().map_err(Rejection::unreadable)?;
    Ok((network, network.readable_group(&me, &id).map_err(Rejection::unreadable)?))
}

/// Returns the people in a body.
pub(super) fn people(members: &[Jid]) -> Result<Vec<Jid>, Rejection> {
    members.iter().map(|member| recipient::in_body("participant JID", member)).collect()
}

/// Changes a setting of a group or a community.
pub(super) fn change(context: &mut Context<'_>, id: &Jid, change: &Change) -> Result<(), Rejection> {
    let (actor, now) = (context.actor(), context.now());
    Ok(context.whatsapp()?.change_group(&actor, id, change, now)?)
}

/// Returns the response with the id of a new group or community.
pub(super) fn created(id: Jid) -> Created {
    let mut created = Created::new();
    created.id = id.into();
    created
}

/// Sets the picture of a group or a community.
pub(super) fn replace_picture(
    context: &mut Context<'_>,
    what: &str,
    body: &SetPictureRequest,
) -> Result<NewPicture, Rejection> {
    let bytes = pictures::decoded("data", &body.picture)?;
    let id = recipient::in_path(what, context.path("id"))?;
    pictures::check(&bytes)?;
    let actor = context.actor();
    let mut picture = NewPicture::new();
    picture.id = context.whatsapp()?.set_group_picture(&actor, &id, bytes)?;
    Ok(picture)
}

fn list(context: &mut Context<'_>, (): ()) -> Output<operations::ListGroups> {
    let me = context.me();
    let network = context.whatsapp()?;
    Ok(network.groups_of(&me).map(|group| network.view_group(group)).collect())
}

fn create(context: &mut Context<'_>, body: CreateGroupRequest) -> Output<operations::CreateGroup> {
    let people = people(&body.participants)?;
    let (actor, now) = (context.actor(), context.now());
    Ok(created(context.whatsapp()?.create_group(&actor, &body.name, &people, now)?))
}

fn get(context: &mut Context<'_>, (): ()) -> Output<operations::GetGroup> {
    let (network, group) = readable(context)?;
    Ok(network.view_group(group))
}

fn set_name(context: &mut Context<'_>, body: SetNameRequest) -> Output<operations::SetGroupName> {
    let id = id(context)?;
    change(context, &id, &Change::Name(body.name))
}

fn set_description(context: &mut Context<'_>, body: SetDescriptionRequest) -> Output<operations::SetGroupDescription> {
    let id = id(context)?;
    change(context, &id, &Change::Description(body.description))
}

fn set_picture(context: &mut Context<'_>, body: SetPictureRequest) -> Output<operations::SetGroupPicture> {
    replace_picture(context, "group", &body)
}

fn leave(context: &mut Context<'_>, (): ()) -> Output<operations::LeaveGroup> {
    let (id, actor, now) = (id(context)?, context.actor(), context.now());
    Ok(context.whatsapp()?.leave_group(&actor, &id, now)?)
}

fn participants(context: &mut Context<'_>, (): ()) -> Output<operations::GetGroupParticipants> {
    let (network, group) = readable(context)?;
    Ok(network.view_members(group))
}

fn update_participants(
    context: &mut Context<'_>,
    body: UpdateParticipantsRequest,
) -> Output<operations::UpdateGroupParticipants> {
    let (id, people) = (id(context)?, people(&body.participants)?);
    let (actor, now) = (context.actor(), context.now());
    Ok(context.whatsapp()?.change_members(&actor, &id, &body.action, &people, now)?)
}

fn set_announce(context: &mut Context<'_>, body: SetEnabledRequest) -> Output<operations::SetGroupAnnounce> {
    let id = id(context)?;
    change(context, &id, &Change::Announce(body.enabled))
}

fn set_locked(context: &mut Context<'_>, body: SetEnabledRequest) -> Output<operations::SetGroupLocked> {
    let id = id(context)?;
    change(context, &id, &Change::Locked(body.enabled))
}

fn set_join_approval(context: &mut Context<'_>, body: SetEnabledRequest) -> Output<operations::SetGroupJoinApproval> {
    let id = id(context)?;
    change(context, &id, &Change::Approval(body.enabled))
}

fn set_member_add_mode(
    context: &mut Context<'_>,
    body: SetMemberAddModeRequest,
) -> Output<operations::SetGroupMemberAddMode> {
    let id = id(context)?;
    change(context, &id, &Change::OnlyAdminsAdd(body.only_admin_add))
}
