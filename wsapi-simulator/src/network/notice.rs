//! What WhatsApp tells a linked device, as the server publishes it.

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

/// A time as WhatsApp has it: in whole seconds.
pub(crate) fn seconds(time: SystemTime) -> Time {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    Time::from(UNIX_EPOCH + Duration::from_secs(since.as_secs()))
}

/// The account that did something, as `viewer` sees it.
pub(super) fn sender(network: &Network, viewer: &Jid, account: &Jid) -> Sender {
    let mut sender = Sender::new();
    sender.id = account.clone();
    sender.phone = Some(account.user().to_owned());
    sender.lid = network.account(account).map(|account| account.lid.clone());
    sender.is_me = viewer == account;
    sender
}

/// The account that does something, with the device through which it does.
pub(super) fn sender_acting(network: &Network, viewer: &Jid, actor: &Actor) -> Sender {
    let mut sender = sender(network, viewer, &actor.account);
    sender.device = network.device(actor).map(i64::from);
    sender
}

/// A sender without an address. WhatsApp says only whose the message is.
pub(super) fn unnamed_sender(is_me: bool) -> Sender {
    let mut sender = Sender::new();
    sender.is_me = is_me;
    sender
}

/// What all messages have: id, author and time.
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
