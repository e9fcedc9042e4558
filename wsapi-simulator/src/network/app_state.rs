//! The state that all devices of an account share: chat settings and contacts. The acting device is notified too.

use std::time::{Duration, SystemTime};

use wsapi_client::{
    EventData, Jid, JidKind,
    types::{
        ChatSetting, ChatSettingArchive, ChatSettingKind, ChatSettingMute, ChatSettingPin, ChatSettingRead,
        ContactChange, Identity, MuteDuration,
    },
};

use super::{Network, SavedContact, account::MOST_CONTACTS, bounded, notice};

/// A chat setting, for the devices of one account.
#[derive(Clone, Debug)]
pub(crate) enum ChatChange {
    Mute(MuteDuration),
    /// A mute without an end from the phone, which states no end time, unlike one from the API.
    MuteForever,
    Pin(bool),
    Archive(bool),
    Read(bool),
}

/// "Always" is the longest time that the server can express.
const ALWAYS: Duration = Duration::from_nanos(i64::MAX as u64);

impl Network {
    /// Changes a setting of a chat.
    pub(crate) fn change_chat(&mut self, account: &Jid, chat: &Jid, change: &ChatChange, at: SystemTime) {
        let event = setting(chat, change, at);
        self.notify_account(account, None, |_| EventData::ChatSetting(Box::new(event.clone())));
        // Archiving a chat unpins it.
        if matches!(change, ChatChange::Archive(true)) {
            let event = setting(chat, &ChatChange::Pin(false), at);
            self.notify_account(account, None, |_| EventData::ChatSetting(Box::new(event.clone())));
        }
    }

    /// Saves a contact of an account.
    pub(crate) fn save_contact(&mut self, account: &Jid, person: &Jid, contact: SavedContact) {
        let mut event = ContactChange::new();
        event.contact = self.identity(person);
        event.full_name.clone_from(&contact.full_name);
        event.in_phone_address_book = contact.is_in_phone;
        let book = &mut self.register(account).address_book;
        bounded::insert(book, person.clone(), contact, MOST_CONTACTS);
        self.notify_account(account, None, |_| EventData::Contact(Box::new(event.clone())));
    }

    /// Returns the identity of a person, who need not be on WhatsApp.
    pub(crate) fn identity(&self, person: &Jid) -> Identity {
        self.account(person).map_or_else(|| stranger(person), super::Account::identity)
    }
}

fn stranger(person: &Jid) -> Identity {
    let mut identity = Identity::new();
    identity.id = person.clone();
    identity.phone = (person.kind() == JidKind::Person).then(|| person.user().to_owned());
    identity.lid = (person.kind() == JidKind::Lid).then(|| person.clone());
    identity
}

fn setting(chat: &Jid, change: &ChatChange, at: SystemTime) -> ChatSetting {
    let mut event = ChatSetting::new(match change {
        ChatChange::Mute(_) | ChatChange::MuteForever => ChatSettingKind::Mute,
        ChatChange::Pin(_) => ChatSettingKind::Pin,
        ChatChange::Archive(_) => ChatSettingKind::Archive,
        ChatChange::Read(_) => ChatSettingKind::Read,
    });
    event.id = chat.clone();
    match change {
        ChatChange::Mute(duration) => {
            event.mute = Some(with(ChatSettingMute::new(), |mute| {
                mute.is_muted = Some(*duration != MuteDuration::Off);
                mute.mute_end_time = length(duration).map(|length| notice::seconds(at + length));
            }));
        }
        ChatChange::MuteForever => event.mute = Some(with(ChatSettingMute::new(), |mute| mute.is_muted = Some(true))),
        ChatChange::Pin(on) => event.pin = Some(with(ChatSettingPin::new(), |pin| pin.is_pinned = Some(*on))),
        ChatChange::Archive(on) => {
            event.archive = Some(with(ChatSettingArchive::new(), |archive| archive.is_archived = Some(*on)));
        }
        ChatChange::Read(on) => event.read = Some(with(ChatSettingRead::new(), |read| read.is_read = Some(*on))),
    }
    event
}

fn with<T>(mut value: T, set: impl FnOnce(&mut T)) -> T {
    set(&mut value);
    value
}

fn length(duration: &MuteDuration) -> Option<Duration> {
    match duration {
        MuteDuration::Hours8 => Some(Duration::from_secs(8 * 3600)),
        MuteDuration::Week1 => Some(Duration::from_secs(7 * 24 * 3600)),
        MuteDuration::Always => Some(ALWAYS),
        _ => None,
    }
}
