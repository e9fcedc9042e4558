//! Adding, removing, promoting and demoting members.

use std::time::SystemTime;

use wsapi_client::{Jid, types::ParticipantAction};

use super::{Kind, Right, Role};
use crate::network::{Actor, Network, Rejected};

/// The way in which people join a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Joining {
    /// A member added or approved them.
    Added,
    /// They used a link or an invitation.
    Invited,
}

impl Network {
    /// Changes members. People to whom the change does not apply are skipped, without an error for a linked device.
    pub(crate) fn change_members(
        &mut self,
        actor: &Actor,
        id: &Jid,
        action: &ParticipantAction,
        people: &[Jid],
        at: SystemTime,
    ) -> Result<(), Rejected> {
        let right = if *action == ParticipantAction::Add { Right::Add } else { Right::Administer };
        let group = self.changeable_group(&actor.account, id, right)?;
        let has_effect = |person: &Jid| match (action, group.role(person)) {
            (ParticipantAction::Add, role) => role.is_none(),
            (ParticipantAction::Remove, role) => role.is_some_and(|role| role != Role::Creator),
            (ParticipantAction::Promote, role) => role == Some(Role::Member),
            (_, role) => role == Some(Role::Admin),
        };
        actor.demands(people.iter().any(has_effect), "the act has no effect on the person")?;
        match action {
            ParticipantAction::Add => self.add(actor, id, people, Joining::Added, at),
            ParticipantAction::Remove => {
                let removable = self.members_with(id, people, |role| role != Role::Creator);
                self.dismiss(actor, id, &removable, at);
            }
            ParticipantAction::Promote => self.promote(actor, id, people, at),
            _ => self.demote(actor, id, people, at),
        }
        Ok(())
    }

    /// Makes people members, and notifies everybody.
    pub(super) fn add(&mut self, actor: &Actor, id: &Jid, people: &[Jid], joining: Joining, at: SystemTime) {
        let newcomers = self.admit(id, people);
        if !newcomers.is_empty() {
            self.notify_of_joining(actor, id, &newcomers, joining, at);
        }
    }

    /// Makes people members of a group and of its community, and returns the new members.
    pub(super) fn admit(&mut self, id: &Jid, people: &[Jid]) -> Vec<Jid> {
        let people: Vec<Jid> = people.iter().filter_map(|person| self.on_whatsapp(person)).collect();
        let Some(group) = self.groups.get_mut(id) else { return Vec::new() };
        let mut newcomers = Vec::new();
        for person in &people {
            if !group.is_member(person) {
                group.admit(person, Role::Member);
                newcomers.push(person.clone());
            }
        }
        for other in self.whole_community(id) {
            let Some(group) = self.groups.get_mut(&other) else { continue };
            newcomers.iter().for_each(|person| group.admit(person, Role::Member));
        }
        newcomers
    }

    /// Makes people members with their roles, without an event.
    pub(crate) fn seat(&mut self, id: &Jid, people: &[(Jid, Role)]) {
        let Some(group) = self.groups.get_mut(id) else { return };
        people.iter().for_each(|(person, role)| group.admit(person, *role));
    }

    /// Removes members, and notifies everybody. A person who leaves a community also leaves its groups.
    pub(super) fn dismiss(&mut self, actor: &Actor, id: &Jid, people: &[Jid], at: SystemTime) {
        let Some(group) = self.groups.get(id) else { return };
        if people.is_empty() {
            return;
        }
        let viewers = group.everybody();
        let others = match &group.kind {
            Kind::Community { .. } => self.groups_in(id),
            Kind::Announcements(community) => {
                let community = community.clone();
                self.groups_in(&community).into_iter().chain([community]).collect()
            }
            Kind::Plain | Kind::SubGroup(_) => Vec::new(),
        };
        for other in others.iter().chain([id]) {
            let Some(group) = self.groups.get_mut(other) else { continue };
            group.members.retain(|member, _| !people.contains(member));
        }
        self.notify_of_change(actor, id, &viewers, at, |network, change| {
            change.leave = Some(network.identities(people))
        });
    }

    /// Makes the oldest member an admin if no admin is left.
    pub(super) fn appoint_admin(&mut self, actor: &Actor, id: &Jid, at: SystemTime) {
        let Some(group) = self.groups.get(id) else { return };
        let heir = group.everybody().into_iter().next().filter(|_| group.admins().is_empty());
        if let Some(heir) = heir {
            self.promote(actor, id, &[heir], at);
        }
    }

    fn promote(&mut self, actor: &Actor, id: &Jid, people: &[Jid], at: SystemTime) {
        let promoted = self.members_with(id, people, |role| role == Role::Member);
        self.set_role(id, &promoted, Role::Admin);
        if !promoted.is_empty() {
            let viewers = self.viewers_of_group(id);
            self.notify_of_change(actor, id, &viewers, at, |network, change| {
                change.promote = Some(network.identities(&promoted));
            });
        }
    }

    fn demote(&mut self, actor: &Actor, id: &Jid, people: &[Jid], at: SystemTime) {
        let demoted = self.members_with(id, people, |role| role == Role::Admin);
        self.set_role(id, &demoted, Role::Member);
        if !demoted.is_empty() {
            let viewers = self.viewers_of_group(id);
            self.notify_of_change(actor, id, &viewers, at, |network, change| {
                change.demote = Some(network.identities(&demoted));
            });
        }
    }

    /// Sets a role in the group. A community and its announcement group have the same admins.
    fn set_role(&mut self, id: &Jid, people: &[Jid], role: Role) {
        let is_shared = self.groups.get(id).is_some_and(|group| group.is_community() || group.is_announcement_group());
        let others = if is_shared { self.whole_community(id) } else { Vec::new() };
        for id in others.iter().chain([id]) {
            let Some(group) = self.groups.get_mut(id) else { continue };
            group.members.extend(people.iter().map(|person| (person.clone(), role)));
        }
    }

    /// Returns the people who are members with a matching role.
    fn members_with(&self, id: &Jid, people: &[Jid], is_wanted: impl Fn(Role) -> bool) -> Vec<Jid> {
        let members = people.iter().filter_map(|person| self.on_whatsapp(person));
        members
            .filter(|person| self.groups.get(id).and_then(|group| group.role(person)).is_some_and(&is_wanted))
            .collect()
    }
}
