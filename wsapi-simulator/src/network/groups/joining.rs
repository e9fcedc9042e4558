//! Invite links, invitations, and requests to join.

use std::time::SystemTime;

use wsapi_client::Jid;

use super::{Group, INVITE_LINK, Invitation, Joining, Right};
use crate::network::{Actor, Network, Rejected};

impl Network {
    /// Returns the invite link of a group, which only admins see.
    pub(crate) fn invite_link(&self, account: &Jid, id: &Jid) -> Result<String, Rejected> {
        let group = self.readable_group(account, id)?;
        if group.is_admin(account) { Ok(group.invite_link()) } else { Err(Rejected::hidden_link()) }
    }

    /// Replaces the invite link, and returns the new one.
    pub(crate) fn reset_invite_link(&mut self, actor: &Actor, id: &Jid, at: SystemTime) -> Result<String, Rejected> {
        self.invite_link(&actor.account, id)?;
        let code = self.ids.invite_code();
        if let Some(group) = self.groups.get_mut(id) {
            group.replace_code(code);
        }
        let viewers = self.viewers_of_group(id);
        self.notify_of_change(actor, id, &viewers, at, |_, _| {});
        self.invite_link(&actor.account, id)
    }

    /// Returns the group with this invite code or link.
    pub(crate) fn group_by_code(&self, code: &str) -> Result<&Group, Rejected> {
        let code = code.strip_prefix(INVITE_LINK).unwrap_or(code);
        if let Some(group) = self.groups.values().find(|group| group.code == code) {
            return Ok(group);
        }
        let is_revoked = self.groups.values().any(|group| group.revoked.iter().any(|revoked| revoked == code));
        Err(if is_revoked { Rejected::revoked_link() } else { Rejected::invalid_link() })
    }

    /// Joins a group by its link, or asks to join it, and returns its address.
    pub(crate) fn join_by_link(&mut self, actor: &Actor, code: &str, at: SystemTime) -> Result<Jid, Rejected> {
        let group = self.group_by_code(code)?;
        let (id, is_member) = (group.id.clone(), group.is_member(&actor.account));
        actor.demands(!is_member, "the person is already a member")?;
        if group.rules.needs_approval && !is_member {
            self.ask_to_join(actor, &id, at);
        } else {
            self.add(actor, &id, std::slice::from_ref(&actor.account), Joining::Invited, at);
        }
        Ok(id)
    }

    fn ask_to_join(&mut self, actor: &Actor, id: &Jid, at: SystemTime) {
        let Some(group) = self.groups.get_mut(id) else { return };
        group.requests.insert(actor.account.clone(), at);
        let admins = group.admins();
        self.notify_of_change(actor, id, &admins, at, |_, _| {});
    }

    /// Invites a person. They can join with the code of the invitation.
    pub(crate) fn invite(
        &mut self,
        actor: &Actor,
        id: &Jid,
        person: &Jid,
        at: SystemTime,
    ) -> Result<Invitation, Rejected> {
        let group = self.changeable_group(&actor.account, id, Right::Add)?;
        actor.demands(!group.is_member(person), "the person is already a member")?;
        let code = self.ids.text(16, b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
        let group = self.changeable_group(&actor.account, id, Right::Add)?;
        Ok(group.invite(&actor.account, person, code, at))
    }

    /// Joins a group by an invitation, which is then used up. This requires no approval.
    pub(crate) fn join_by_invitation(
        &mut self,
        actor: &Actor,
        id: &Jid,
        inviter: &Jid,
        code: &str,
        at: SystemTime,
    ) -> Result<(), Rejected> {
        let inviter = self.on_whatsapp(inviter);
        let group = self.groups.get_mut(id).ok_or_else(Rejected::no_such_item)?;
        actor.demands(!group.is_member(&actor.account), "the person is already a member")?;
        let is_wanted = |invitation: &Invitation| {
            invitation.code == code
                && invitation.invitee == actor.account
                && Some(&invitation.inviter) == inviter.as_ref()
        };
        let position = group.invitations.iter().position(is_wanted).ok_or_else(Rejected::no_such_item)?;
        let invitation = group.invitations.remove(position);
        if invitation.is_some_and(|invitation| invitation.expires_at < at) {
            return Err(Rejected::gone());
        }
        self.add(actor, id, std::slice::from_ref(&actor.account), Joining::Invited, at);
        Ok(())
    }

    /// Returns the group if `account` may see its join requests.
    pub(crate) fn group_with_requests(&self, account: &Jid, id: &Jid) -> Result<&Group, Rejected> {
        let group = self.readable_group(account, id)?;
        if group.is_admin(account) { Ok(group) } else { Err(Rejected::forbidden()) }
    }

    /// Approves or rejects join requests. People who have not asked to join are skipped without an error.
    pub(crate) fn decide_requests(
        &mut self,
        actor: &Actor,
        id: &Jid,
        people: &[Jid],
        are_approved: bool,
        at: SystemTime,
    ) -> Result<(), Rejected> {
        let people: Vec<Jid> = people.iter().filter_map(|person| self.on_whatsapp(person)).collect();
        let group = self.changeable_group(&actor.account, id, Right::Administer)?;
        let waiting: Vec<Jid> =
            people.into_iter().filter(|person| group.requests.shift_remove(person).is_some()).collect();
        actor.demands(!waiting.is_empty(), "the person has not asked to join")?;
        if are_approved {
            self.add(actor, id, &waiting, Joining::Added, at);
        }
        Ok(())
    }
}
