//! The events of groups. Unlike other events, they never state that the account itself is the sender.

use std::time::SystemTime;

use wsapi_client::{
    EventData, Jid,
    types::{GroupChange, Identity},
};

use super::Joining;
use crate::network::{Actor, Network, notice};

impl Network {
    /// Returns the addresses of the members of a group.
    pub(crate) fn viewers_of_group(&self, id: &Jid) -> Vec<Jid> {
        self.groups.get(id).map(super::Group::everybody).unwrap_or_default()
    }

    /// Returns people as the server serializes them.
    pub(super) fn identities(&self, people: &[Jid]) -> Vec<Identity> {
        people.iter().map(|person| self.identity(person)).collect()
    }

    /// Notifies accounts of a change in a group.
    pub(super) fn notify_of_change(
        &mut self,
        actor: &Actor,
        id: &Jid,
        viewers: &[Jid],
        at: SystemTime,
        change: impl Fn(&Self, &mut GroupChange),
    ) {
        self.notify_all(viewers, |network, _| {
            let mut event = network.change(actor, id, at);
            change(network, &mut event);
            EventData::Group(Box::new(event))
        });
    }

    /// Notifies each member of a new group that they joined.
    pub(super) fn notify_of_creation(&mut self, actor: &Actor, id: &Jid, at: SystemTime) {
        let members = self.viewers_of_group(id);
        self.notify_all(&members, |network, viewer| {
            let mut event = network.change(actor, id, at);
            event.group_type = Some("new".to_owned());
            network.describe_joined(id, viewer, &mut event);
            EventData::Group(Box::new(event))
        });
    }

    /// Notifies everybody of new members. The event that a new member receives names only that member.
    pub(super) fn notify_of_joining(
        &mut self,
        actor: &Actor,
        id: &Jid,
        newcomers: &[Jid],
        joining: Joining,
        at: SystemTime,
    ) {
        let members = self.viewers_of_group(id);
        self.notify_all(&members, |network, viewer| {
            let mut event = network.change(actor, id, at);
            event.join_reason = (joining == Joining::Invited).then(|| "invite".to_owned());
            if newcomers.contains(viewer) {
                network.describe_joined(id, viewer, &mut event);
            } else {
                event.join = Some(network.identities(newcomers));
            }
            EventData::Group(Box::new(event))
        });
    }

    fn describe_joined(&self, id: &Jid, viewer: &Jid, event: &mut GroupChange) {
        event.join = Some(vec![self.identity(viewer)]);
        let Some(group) = self.groups.get(id) else { return };
        event.is_community = group.is_community().then_some(true);
        event.community_id = group.community().cloned();
        event.is_announcement_group = group.is_announcement_group().then_some(true);
    }

    fn change(&self, actor: &Actor, id: &Jid, at: SystemTime) -> GroupChange {
        let mut event = GroupChange::new();
        event.id = id.clone();
        event.sender = notice::sender(self, &Jid::default(), &actor.account);
        event.timestamp = notice::seconds(at);
        event
    }
}
