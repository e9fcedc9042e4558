//! The name, the description, the picture and the permissions of a group.

use std::time::SystemTime;

use bytes::Bytes;
use wsapi_client::{
    EventData, Jid,
    types::{
        ChatPictureChange, Expiry, GroupChange, GroupChangeAnnounce, GroupChangeDescription, GroupChangeLocked,
        GroupChangeMembershipApproval, GroupChangeName,
    },
};

use super::Right;
use crate::network::{Actor, Network, Picture, Place, Rejected, notice, timer::timer_event};

/// A group setting with its new value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    Name(String),
    Description(String),
    /// `true` if only admins can write.
    Announce(bool),
    /// `true` if only admins can change the name, the description and the picture.
    Locked(bool),
    /// `true` if an admin must approve people who join by link.
    Approval(bool),
    /// `true` if only admins can add members.
    OnlyAdminsAdd(bool),
}

impl Change {
    fn right(&self) -> Right {
        match self {
            Self::Name(_) | Self::Description(_) => Right::Edit,
            _ => Right::Administer,
        }
    }

    /// Writes the change to the event. The event has no field for the mode of adding members.
    fn describe(&self, event: &mut GroupChange) {
        match self {
            Self::Name(name) => event.name.insert(GroupChangeName::new()).name = Some(name.clone()),
            Self::Description(text) => {
                event.description.insert(GroupChangeDescription::new()).topic = Some(text.clone());
            }
            Self::Announce(is) => event.announce.insert(GroupChangeAnnounce::new()).is_announce = Some(*is),
            Self::Locked(is) => event.locked.insert(GroupChangeLocked::new()).is_locked = Some(*is),
            Self::Approval(is) => {
                let approval = event.membership_approval.insert(GroupChangeMembershipApproval::new());
                approval.is_required = Some(*is);
            }
            Self::OnlyAdminsAdd(_) => {}
        }
    }
}

impl Network {
    /// Changes a setting.
    pub(crate) fn change_group(
        &mut self,
        actor: &Actor,
        id: &Jid,
        change: &Change,
        at: SystemTime,
    ) -> Result<(), Rejected> {
        let group = self.changeable_group(&actor.account, id, change.right())?;
        match change {
            Change::Name(name) => {
                name.clone_into(&mut group.name);
                group.name_set_at = at;
            }
            Change::Description(text) => text.clone_into(&mut group.description),
            Change::Announce(is) => group.rules.is_announce = *is,
            Change::Locked(is) => group.rules.is_locked = *is,
            Change::Approval(is) => group.rules.needs_approval = *is,
            Change::OnlyAdminsAdd(is) => group.rules.only_admins_add = *is,
        }
        let viewers = group.everybody();
        self.notify_of_change(actor, id, &viewers, at, |_, event| change.describe(event));
        Ok(())
    }

    /// Sets the picture, and returns its id.
    pub(crate) fn set_group_picture(&mut self, actor: &Actor, id: &Jid, bytes: Bytes) -> Result<String, Rejected> {
        self.changeable_group(&actor.account, id, Right::Edit)?;
        let picture = Picture { id: self.ids.picture(), bytes };
        let picture_id = picture.id.clone();
        if let Some(group) = self.groups.get_mut(id) {
            group.picture = Some(picture);
        }
        let viewers = self.viewers_of_group(id);
        self.notify_all(&viewers, |network, viewer| {
            let mut event = ChatPictureChange::new();
            event.id = id.clone();
            event.sender = notice::sender(network, viewer, &actor.account);
            event.picture_id.clone_from(&picture_id);
            EventData::ChatPicture(Box::new(event))
        });
        Ok(picture_id)
    }

    /// Sets the time after which new messages disappear.
    pub(in crate::network) fn set_group_timer(
        &mut self,
        actor: &Actor,
        id: &Jid,
        timer: &Expiry,
    ) -> Result<(), Rejected> {
        let group = self.changeable_group(&actor.account, id, Right::Edit)?;
        group.rules.timer = timer.clone();
        let (viewers, place) = (group.everybody(), Place::Group(id.clone()));
        self.notify_all(&viewers, |network, viewer| timer_event(network, viewer, &place, (actor, timer)));
        Ok(())
    }
}
