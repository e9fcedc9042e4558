//! The timers of disappearing messages.

use std::time::Duration;

use wsapi_client::{
    EventData, Jid,
    types::{ChatSetting, ChatSettingEphemeral, ChatSettingKind, Expiry},
};

use super::{Actor, Network, Place, Rejected, bounded, notice};

/// The maximum number of timers of private chats. The oldest are dropped.
const MOST_TIMERS: usize = 10_000;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Returns the lifetime of a message with this timer; `None` if it does not disappear.
pub(crate) fn length(timer: &Expiry) -> Option<Duration> {
    match timer {
        Expiry::Hours24 => Some(DAY),
        Expiry::Days7 => Some(DAY * 7),
        Expiry::Days90 => Some(DAY * 90),
        _ => None,
    }
}

impl Network {
    /// Sets the time after which new messages disappear. In a group, the acting device is notified too.
    pub(crate) fn set_timer(&mut self, actor: &Actor, chat: &Jid, timer: &Expiry) -> Result<(), Rejected> {
        let place = self.place(&actor.account, chat);
        match &place {
            Place::Group(id) => return self.set_group_timer(actor, id, timer),
            Place::Newsletter(_) | Place::Status(_) => return Err(Rejected::forbidden()),
            Place::Private(..) => {}
        }
        bounded::insert(&mut self.timers, place.clone(), timer.clone(), MOST_TIMERS);
        self.notify_viewers(actor, &place, |network, viewer| timer_event(network, viewer, &place, (actor, timer)));
        Ok(())
    }

    /// Returns the time after which new messages of a place disappear; `None` if they do not.
    pub(crate) fn timer(&self, place: &Place) -> Option<&Expiry> {
        let timer = match place {
            Place::Group(id) => self.group(id).map(|group| &group.rules.timer),
            _ => self.timers.get(place),
        };
        timer.filter(|timer| length(timer).is_some())
    }
}

/// Creates the event of a new timer.
pub(super) fn timer_event(
    network: &Network,
    viewer: &Jid,
    place: &Place,
    (actor, timer): (&Actor, &Expiry),
) -> EventData {
    let mut ephemeral = ChatSettingEphemeral::new();
    ephemeral.expiration = Some(timer.clone());
    ephemeral.sender = Some(notice::sender_acting(network, viewer, actor));
    let mut event = ChatSetting::new(ChatSettingKind::Ephemeral);
    (event.id, event.ephemeral) = (place.chat(viewer), Some(ephemeral));
    EventData::ChatSetting(Box::new(event))
}
