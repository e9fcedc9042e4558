//! Notifications of linked devices, as the server publishes them.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use wsapi_client::{
    EventData, Jid, MessageId, Time,
    types::{Message as MessageEvent, MessageKind, Sender},
};

use super::{Actor, Network, Place};

/// An event for one instance.
#[derive(Clone, Debug)]
pub(crate) struct Notice {
    /// The id of the instance.
    pub(crate) instance: String,
    pub(crate) data: EventData,
}

/// Converts a time to that of WhatsApp, which has whole seconds.
pub(crate) fn seconds(time: SystemTime) -> Time {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    Time::from(UNIX_EPOCH + Duration::from_secs(since.as_secs()))
}

/// Returns an account as the sender that `viewer` sees.
pub(super) fn sender(network: &Network, viewer: &Jid, account: &Jid) -> Sender {
    let identity = network.identity(account);
    let mut sender = Sender::new();
    (sender.id, sender.lid, sender.phone) = (identity.id, identity.lid, identity.phone);
    sender.is_me = viewer == account;
    sender
}

/// Returns the acting account as a sender, with its device.
pub(super) fn sender_acting(network: &Network, viewer: &Jid, actor: &Actor) -> Sender {
    let mut sender = sender(network, viewer, &actor.account);
    sender.device = network.device(actor).map(i64::from);
    sender
}

/// Returns a sender without an address. WhatsApp states only whether the message is the account's own.
pub(super) fn unnamed_sender(is_me: bool) -> Sender {
    let mut sender = Sender::new();
    sender.is_me = is_me;
    sender
}

/// Creates an event with the members of all messages: id, author and time.
pub(super) fn frame(
    network: &Network,
    viewer: &Jid,
    place: &Place,
    (id, author, time): (&MessageId, &Jid, SystemTime),
    kind: MessageKind,
) -> MessageEvent {
    let mut event = MessageEvent::new(kind);
    event.id = id.clone();
    event.time = seconds(time);
    event.chat_id = place.chat(viewer);
    event.sender = sender(network, viewer, author);
    event.is_group = place.is_group();
    event.is_status = matches!(place, Place::Status(_)).then_some(true);
    event
}
