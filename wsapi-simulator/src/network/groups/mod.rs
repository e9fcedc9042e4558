//! Groups and communities: creating and leaving them, and who may do what.

mod communities;
mod group;
mod joining;
mod members;
mod settings;
mod telling;
mod views;

pub(crate) use self::{
    communities::APPROVAL_MODE,
    group::{Group, Invitation, Kind, Role, Rules},
    settings::Change,
};

use self::members::Joining;

use std::time::SystemTime;

use wsapi_client::{Jid, JidKind};

use super::{Actor, Network, Refused};

/// An invite link without its code.
pub(crate) const INVITE_LINK: &str = "https://chat.whatsapp.com/";

/// What somebody wants to do in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Right {
    /// Something that every member may do.
    BeMember,
    /// Change the name, the description or the picture.
    Edit,
    /// Add members.
    Add,
    /// Everything else.
    Administer,
}

impl Network {
    /// The group with this address.
    pub(crate) fn group(&self, id: &Jid) -> Option<&Group> {
        self.groups.get(id)
    }

    /// The groups and communities that somebody is a member of.
    pub(crate) fn groups_of(&self, account: &Jid) -> impl Iterator<Item = &Group> {
        self.groups.values().filter(move |group| group.is_member(account))
    }

    /// The group, as far as `account` may read it.
    pub(crate) fn readable_group(&self, account: &Jid, id: &Jid) -> Result<&Group, Refused> {
        let group = self.groups.get(id).ok_or_else(Refused::no_such_group)?;
        if group.is_member(account) { Ok(group) } else { Err(Refused::not_participating()) }
    }

    /// The group, if `account` may change it in this way.
    fn changeable_group(&mut self, account: &Jid, id: &Jid, right: Right) -> Result<&mut Group, Refused> {
        let group = self.groups.get_mut(id).ok_or_else(Refused::no_such_item)?;
        let needs_admin = match right {
            Right::BeMember => false,
            Right::Edit => group.rules.is_locked,
            Right::Add => group.rules.only_admins_add,
            Right::Administer => true,
        };
        let is_allowed = if needs_admin { group.is_admin(account) } else { group.is_member(account) };
        if is_allowed { Ok(group) } else { Err(Refused::forbidden()) }
    }

    /// Whether somebody may write in a chat.
    pub(crate) fn may_write(&self, account: &Jid, chat: &Jid) -> Result<(), Refused> {
        self.may_react(account, chat)?;
        let is_allowed = match chat.kind() {
            JidKind::Group => {
                self.groups.get(chat).is_some_and(|group| !group.rules.is_announce || group.is_admin(account))
            }
            JidKind::Newsletter => self.newsletter(chat).is_some_and(|newsletter| newsletter.owner == *account),
            _ => true,
        };
        if is_allowed { Ok(()) } else { Err(Refused::forbidden()) }
    }

    /// Whether somebody may react to the messages of a chat, which members may where only admins write.
    pub(crate) fn may_react(&self, account: &Jid, chat: &Jid) -> Result<(), Refused> {
        let is_allowed = match chat.kind() {
            JidKind::Group => self.groups.get(chat).ok_or_else(Refused::no_such_item)?.is_member(account),
            JidKind::Newsletter => self.newsletter(chat).ok_or_else(Refused::no_such_item)?.is_read_by(account),
            _ => true,
        };
        if is_allowed { Ok(()) } else { Err(Refused::forbidden()) }
    }

    /// Adds a group with its creator without an event.
    pub(crate) fn found_group(&mut self, owner: &Jid, name: &str, at: SystemTime) -> &mut Group {
        let (id, code) = (self.ids.group(), self.ids.invite_code());
        self.groups.entry(id.clone()).or_insert_with(|| Group::new(id, owner, name, code, at))
    }

    /// Creates a group. People who are not on WhatsApp are left out.
    pub(crate) fn create_group(&mut self, actor: &Actor, name: &str, people: &[Jid], at: SystemTime) -> Jid {
        let id = self.found_group(&actor.account, name, at).id.clone();
        self.admit(&id, people);
        self.tell_created(actor, &id, at);
        id
    }

    /// Leaves a group, or a community with all its groups.
    pub(crate) fn leave_group(&mut self, actor: &Actor, id: &Jid, at: SystemTime) -> Result<(), Refused> {
        self.changeable_group(&actor.account, id, Right::BeMember)?;
        self.dismiss(actor, id, std::slice::from_ref(&actor.account), at);
        self.appoint_admin(actor, id, at);
        Ok(())
    }
}
