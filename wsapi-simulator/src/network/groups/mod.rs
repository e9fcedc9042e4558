//! Groups and communities: creating and leaving them, and permissions.

mod communities;
mod group;
mod joining;
mod members;
mod notifying;
mod settings;
mod views;

pub(crate) use self::{
    communities::APPROVAL_MODE,
    group::{Group, Invitation, Kind, Role, Rules},
    settings::Change,
};

use self::members::Joining;

use std::time::SystemTime;

use wsapi_client::{Jid, JidKind};

use super::{Actor, Network, Rejected};

/// An invite link without its code.
pub(crate) const INVITE_LINK: &str = "https://chat.whatsapp.com/";

/// The maximum number of groups, communities included.
const MOST_GROUPS: usize = 10_000;

/// The permission that an act in a group requires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Right {
    /// Any act of a member.
    BeMember,
    /// Changing the name, the description or the picture.
    Edit,
    /// Adding members.
    Add,
    /// Any other administration.
    Administer,
}

impl Network {
    /// Returns the group with this address.
    pub(crate) fn group(&self, id: &Jid) -> Option<&Group> {
        self.groups.get(id)
    }

    /// Iterates over all groups and communities, in the order of their creation.
    #[cfg(feature = "server")]
    pub(crate) fn all_groups(&self) -> impl Iterator<Item = &Group> {
        self.groups.values()
    }

    /// Returns the groups and communities of a member.
    pub(crate) fn groups_of(&self, account: &Jid) -> impl Iterator<Item = &Group> {
        self.groups.values().filter(move |group| group.is_member(account))
    }

    /// Returns the group if `account` may read it.
    pub(crate) fn readable_group(&self, account: &Jid, id: &Jid) -> Result<&Group, Rejected> {
        let group = self.groups.get(id).ok_or_else(Rejected::no_such_group)?;
        if group.is_member(account) { Ok(group) } else { Err(Rejected::not_participating()) }
    }

    /// Returns the group if `account` has this permission.
    fn changeable_group(&mut self, account: &Jid, id: &Jid, right: Right) -> Result<&mut Group, Rejected> {
        let group = self.groups.get_mut(id).ok_or_else(Rejected::no_such_item)?;
        let needs_admin = match right {
            Right::BeMember => false,
            Right::Edit => group.rules.is_locked,
            Right::Add => group.rules.only_admins_add,
            Right::Administer => true,
        };
        let is_allowed = if needs_admin { group.is_admin(account) } else { group.is_member(account) };
        if is_allowed { Ok(group) } else { Err(Rejected::forbidden()) }
    }

    /// Checks that a person may write in a chat.
    pub(crate) fn may_write(&self, account: &Jid, chat: &Jid) -> Result<(), Rejected> {
        self.may_react(account, chat)?;
        let is_allowed = match chat.kind() {
            JidKind::Group => {
                self.groups.get(chat).is_some_and(|group| !group.rules.is_announce || group.is_admin(account))
            }
            JidKind::Newsletter => self.newsletter(chat).is_some_and(|newsletter| newsletter.owner == *account),
            _ => true,
        };
        if is_allowed { Ok(()) } else { Err(Rejected::forbidden()) }
    }

    /// Checks that a person may react to the messages of a chat. All members of a group may, even if only admins can
    /// write.
    pub(crate) fn may_react(&self, account: &Jid, chat: &Jid) -> Result<(), Rejected> {
        let is_allowed = match chat.kind() {
            JidKind::Group => self.groups.get(chat).ok_or_else(Rejected::no_such_item)?.is_member(account),
            JidKind::Newsletter => self.newsletter(chat).ok_or_else(Rejected::no_such_item)?.is_read_by(account),
            _ => true,
        };
        if is_allowed { Ok(()) } else { Err(Rejected::forbidden()) }
    }

    /// Rejects more groups if there are too many. A community and its announcement group are two.
    pub(crate) fn may_found_groups(&self, count: usize) -> Result<(), Rejected> {
        if self.groups.len() + count <= MOST_GROUPS { Ok(()) } else { Err(Rejected::rate_limited()) }
    }

    /// Adds a group with its creator, without an event.
    pub(crate) fn found_group(&mut self, owner: &Jid, name: &str, at: SystemTime) -> &mut Group {
        let (id, code) = (self.ids.group(), self.ids.invite_code());
        self.groups.entry(id.clone()).or_insert_with(|| Group::new(id, owner, name, code, at))
    }

    /// Creates a group. People who are not on WhatsApp are skipped.
    pub(crate) fn create_group(
        &mut self,
        actor: &Actor,
        name: &str,
        people: &[Jid],
        at: SystemTime,
    ) -> Result<Jid, Rejected> {
        self.may_found_groups(1)?;
        let id = self.found_group(&actor.account, name, at).id.clone();
        self.admit(&id, people);
        self.notify_of_creation(actor, &id, at);
        Ok(id)
    }

    /// Leaves a group, or a community with all its groups.
    pub(crate) fn leave_group(&mut self, actor: &Actor, id: &Jid, at: SystemTime) -> Result<(), Rejected> {
        self.changeable_group(&actor.account, id, Right::BeMember)?;
        self.dismiss(actor, id, std::slice::from_ref(&actor.account), at);
        self.appoint_admin(actor, id, at);
        Ok(())
    }
}
