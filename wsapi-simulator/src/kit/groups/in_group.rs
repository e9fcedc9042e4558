//! The acts of a member in a group.

use bytes::Bytes;
use wsapi_client::types::{Expiry, ParticipantAction};

use super::{Group, Invitation};
use crate::{
    kit::{Acting, Person},
    network::{Change, seconds},
};

/// The acts of a person in a group. Awaiting one panics if WhatsApp rejects it, because the person is not a member or
/// not an admin, or because the act changes nothing for the other person.
#[derive(Clone, Debug)]
pub struct InGroup<'a> {
    person: &'a Person,
    group: &'a Group,
}

impl Person {
    /// Starts an act of the person in a group.
    ///
    /// ```
    /// # use wsapi_simulator::Simulator;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// # let sim = Simulator::new();
    /// # let (ada, bob) = (sim.person("+49 170 1234567"), sim.person("+49 170 7654321"));
    /// let choir = sim.group("Choir").owned_by(&ada).create();
    ///
    /// ada.in_group(&choir).adds(&bob).await;
    /// assert!(choir.has_member(&bob));
    /// # }
    /// ```
    pub fn in_group<'a>(&'a self, group: &'a Group) -> InGroup<'a> {
        InGroup { person: self, group }
    }
}

impl<'a> InGroup<'a> {
    /// Adds a person.
    pub fn adds(&self, person: &'a Person) -> Acting<'a> {
        self.changes(ParticipantAction::Add, person)
    }

    /// Removes a member.
    pub fn removes(&self, member: &'a Person) -> Acting<'a> {
        self.changes(ParticipantAction::Remove, member)
    }

    /// Makes a member an admin.
    pub fn promotes(&self, member: &'a Person) -> Acting<'a> {
        self.changes(ParticipantAction::Promote, member)
    }

    /// Makes an admin an ordinary member.
    pub fn demotes(&self, admin: &'a Person) -> Acting<'a> {
        self.changes(ParticipantAction::Demote, admin)
    }

    /// Changes the name.
    pub fn renames(&self, name: impl Into<String>) -> Acting<'a> {
        self.sets(Change::Name(name.into()))
    }

    /// Changes the description.
    pub fn describes(&self, text: impl Into<String>) -> Acting<'a> {
        self.sets(Change::Description(text.into()))
    }

    /// Changes the picture.
    pub fn sets_picture(&self, picture: impl Into<Bytes>) -> Acting<'a> {
        let (group, picture) = (self.group, picture.into());
        self.person.attempts(|network, actor, _| network.set_group_picture(actor, &group.jid, picture).map(|_| ()))
    }

    /// Lets only admins write, or all members.
    pub fn lets_only_admins_write(&self, is_so: bool) -> Acting<'a> {
        self.sets(Change::Announce(is_so))
    }

    /// Lets only admins change the name, the description and the picture, or all members.
    pub fn lets_only_admins_edit(&self, is_so: bool) -> Acting<'a> {
        self.sets(Change::Locked(is_so))
    }

    /// Lets only admins add members, or all members.
    pub fn lets_only_admins_add(&self, is_so: bool) -> Acting<'a> {
        self.sets(Change::OnlyAdminsAdd(is_so))
    }

    /// Sets whether an admin must approve people who join by link.
    pub fn requires_approval(&self, is_so: bool) -> Acting<'a> {
        self.sets(Change::Approval(is_so))
    }

    /// Sets the time after which new messages disappear.
    pub fn sets_timer(&self, timer: impl Into<Expiry>) -> Acting<'a> {
        self.person.sets_timer(self.group, timer.into())
    }

    /// Replaces the invite link. The old one is no longer valid.
    pub fn resets_invite_link(&self) -> Acting<'a> {
        let group = self.group;
        self.person.attempts(|network, actor, now| network.reset_invite_link(actor, &group.jid, now).map(|_| ()))
    }

    /// Invites a person in a message. The invitation is valid for three days.
    pub fn invites(&self, person: &'a Person) -> Acting<'a, Invitation> {
        let group = self.group;
        self.person.attempts(|network, actor, now| {
            let invitation = network.invite(actor, &group.jid, &person.jid, now)?;
            Ok(Invitation {
                group: group.jid.clone(),
                inviter: invitation.inviter,
                code: invitation.code,
                expires_at: seconds(invitation.expires_at),
            })
        })
    }

    /// Approves a person's request to join.
    pub fn approves(&self, person: &'a Person) -> Acting<'a> {
        self.decides(person, true)
    }

    /// Rejects a person's request to join.
    pub fn rejects(&self, person: &'a Person) -> Acting<'a> {
        self.decides(person, false)
    }

    fn changes(&self, action: ParticipantAction, person: &'a Person) -> Acting<'a> {
        let (group, people) = (self.group, std::slice::from_ref(&person.jid));
        self.person.attempts(move |network, actor, now| network.change_members(actor, &group.jid, &action, people, now))
    }

    fn sets(&self, change: Change) -> Acting<'a> {
        let group = self.group;
        self.person.attempts(move |network, actor, now| network.change_group(actor, &group.jid, &change, now))
    }

    fn decides(&self, person: &'a Person, is_approved: bool) -> Acting<'a> {
        let (group, people) = (self.group, std::slice::from_ref(&person.jid));
        self.person
            .attempts(move |network, actor, now| network.decide_requests(actor, &group.jid, people, is_approved, now))
    }
}
