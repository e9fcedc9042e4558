//! Groups: invite links, joining, and requests to join.

use wsapi_client::{
    operations,
    types::{InviteLink, JoinRequestAction, JoinWithInviteRequest, JoinWithLinkRequest, UpdateJoinRequestsRequest},
};

use super::{Behaviour, Output, groups};
use crate::{
    network::Rejected,
    server::{Context, Rejection, recipient},
};

pub(super) fn behaviours() -> Vec<Behaviour> {
    vec![
        Behaviour::of::<operations::GetGroupInviteLink>(get_link),
        Behaviour::of::<operations::ResetGroupInviteLink>(reset_link),
        Behaviour::of::<operations::GetGroupInfoFromLink>(get_by_code),
        Behaviour::of::<operations::JoinGroupWithLink>(join_with_link),
        Behaviour::of::<operations::JoinGroupWithInvite>(join_with_invite),
        Behaviour::of::<operations::GetGroupRequests>(requests),
        Behaviour::of::<operations::UpdateGroupRequests>(update_requests),
    ]
}

/// Returns the invite link of the group or the community in the path.
pub(super) fn invite_link(context: &mut Context<'_>, what: &str) -> Result<InviteLink, Rejection> {
    let (id, me) = (recipient::in_path(what, context.path("id"))?, context.me());
    Ok(link(context.whatsapp()?.invite_link(&me, &id)?))
}

/// Replaces the invite link of the group or the community in the path.
pub(super) fn new_invite_link(context: &mut Context<'_>, what: &str) -> Result<InviteLink, Rejection> {
    let (id, actor, now) = (recipient::in_path(what, context.path("id"))?, context.actor(), context.now());
    Ok(link(context.whatsapp()?.reset_invite_link(&actor, &id, now)?))
}

fn link(text: String) -> InviteLink {
    let mut link = InviteLink::new();
    link.link = text;
    link
}

fn get_link(context: &mut Context<'_>, (): ()) -> Output<operations::GetGroupInviteLink> {
    invite_link(context, "group")
}

fn reset_link(context: &mut Context<'_>, (): ()) -> Output<operations::ResetGroupInviteLink> {
    new_invite_link(context, "group")
}

fn get_by_code(context: &mut Context<'_>, (): ()) -> Output<operations::GetGroupInfoFromLink> {
    let code = context.path("code");
    let network = context.whatsapp().map_err(Rejection::unreadable)?;
    let group = network.group_by_code(code).map_err(Rejection::unreadable)?;
    Ok(network.view_group(group))
}

fn join_with_link(context: &mut Context<'_>, body: JoinWithLinkRequest) -> Output<operations::JoinGroupWithLink> {
    let (actor, now) = (context.actor(), context.now());
    let joined = context.whatsapp().and_then(|network| network.join_by_link(&actor, &body.code, now));
    joined.map(groups::created).map_err(not_joined)
}

fn join_with_invite(context: &mut Context<'_>, body: JoinWithInviteRequest) -> Output<operations::JoinGroupWithInvite> {
    let id = recipient::in_path("group", body.group_id.as_str())?;
    let inviter = recipient::in_path("inviter", body.inviter_id.as_str())?;
    let (actor, now) = (context.actor(), context.now());
    let joined =
        context.whatsapp().and_then(|network| network.join_by_invitation(&actor, &id, &inviter, &body.code, now));
    joined.map_err(not_joined)
}

fn not_joined(rejected: Rejected) -> Rejection {
    Rejection::failed("join group", &rejected.0)
}

fn requests(context: &mut Context<'_>, (): ()) -> Output<operations::GetGroupRequests> {
    let (id, me) = (recipient::in_path("group", context.path("id"))?, context.me());
    let network = context.whatsapp().map_err(Rejection::unreadable)?;
    let group = network.group_with_requests(&me, &id).map_err(Rejection::unreadable)?;
    Ok(network.view_requests(group))
}

fn update_requests(
    context: &mut Context<'_>,
    body: UpdateJoinRequestsRequest,
) -> Output<operations::UpdateGroupRequests> {
    let id = recipient::in_path("group", context.path("id"))?;
    let people = groups::people(&body.participants)?;
    let (actor, now, are_approved) = (context.actor(), context.now(), body.action == JoinRequestAction::Approve);
    Ok(context.whatsapp()?.decide_requests(&actor, &id, &people, are_approved, now)?)
}
