//! Events of messages, and of acts on messages.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use wsapi_client::{
    Jid, MessageId, Time,
    types::{
        Message as MessageEvent, MessageDelete, MessageEdit, MessageExtendedText, MessageKind, MessageMedia,
        MessagePin, MessageReaction, MessageRead, MessageStar, QuotedMessage, ReceiptKind, ReportedPinDuration,
    },
};

use super::{Actor, Content, Edit, File, LinkPreview, Message, Network, Place, Target, notice};

/// Creates the event of a message.
pub(super) fn message(network: &Network, viewer: &Jid, place: &Place, message: &Message) -> MessageEvent {
    let mut event =
        notice::frame(network, viewer, place, (&message.id, &message.author, message.time), MessageKind::Text);
    event.sender.device = message.device.map(i64::from);
    content(&mut event, message);
    event.is_forwarded = message.is_forwarded.then_some(true);
    event.mentions = (!message.mentions.is_empty()).then(|| message.mentions.clone());
    event.reply_to = message.quote.as_ref().map(|quote| {
        let mut reply_to = QuotedMessage::new();
        reply_to.id = Some(quote.id.clone());
        reply_to.sender = Some(notice::sender(network, viewer, &quote.author));
        reply_to.text = quote.text.clone();
        reply_to
    });
    event
}

/// Sets the kind and its members.
fn content(event: &mut MessageEvent, message: &Message) {
    match &message.content {
        Content::Text { text, link } => {
            event.text = Some(text.clone());
            event.extended_text = link.as_ref().map(extended_text);
            // The events of other kinds do not state the timer.
            event.ephemeral_expiration = message.timer.clone();
        }
        Content::File(file) => {
            event.kind = MessageKind::Media;
            event.media = Some(media(file));
            let can_be_view_once = matches!(file.kind.as_str(), "image" | "video");
            event.view_once = (message.is_view_once && can_be_view_once).then_some(true);
        }
        Content::Contacts(cards) if cards.len() == 1 => {
            event.kind = MessageKind::Contact;
            event.contact = cards.first().map(|card| card.vcard.clone());
        }
        Content::Contacts(cards) => {
            event.kind = MessageKind::ContactArray;
            event.contact_array = Some(cards.iter().map(|card| card.vcard.clone()).collect());
        }
        Content::Location(_) | Content::Poll { .. } | Content::Other(_) => {}
    }
}

fn extended_text(link: &LinkPreview) -> MessageExtendedText {
    let present = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let mut extended = MessageExtendedText::new();
    extended.matched_text = present(&link.url);
    extended.title = present(&link.title);
    extended.description = present(&link.description);
    extended.jpeg_thumbnail = present(&link.thumbnail);
    extended
}

fn media(file: &File) -> MessageMedia {
    let present = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let mut media = MessageMedia::new(file.kind.clone());
    media.mime_type = present(&file.mime_type);
    media.id = Some(file.id.clone());
    media.file_length = Some(file.length());
    media.caption = present(&file.caption);
    media.filename = present(&file.name);
    media.duration = file.duration;
    media
}

/// An act that is itself a message, such as a reaction.
pub(super) struct Own<'a> {
    pub(super) id: &'a MessageId,
    pub(super) actor: &'a Actor,
    pub(super) at: SystemTime,
}

impl Own<'_> {
    fn frame(&self, network: &Network, viewer: &Jid, place: &Place, kind: MessageKind) -> MessageEvent {
        let own = (self.id, &self.actor.account, self.at);
        let mut event = notice::frame(network, viewer, place, own, kind);
        event.sender = notice::sender_acting(network, viewer, self.actor);
        event
    }

    /// Creates the event of a reaction.
    pub(super) fn reaction(
        &self,
        network: &Network,
        viewer: &Jid,
        place: &Place,
        (target, emoji): (&Target, &str),
    ) -> MessageEvent {
        let mut event = self.frame(network, viewer, place, MessageKind::Reaction);
        let mut reaction = MessageReaction::new();
        (reaction.message_id, reaction.emoji) = (target.id.clone(), emoji.to_owned());
        event.reaction = Some(reaction);
        event
    }

    /// Creates the event of an edit. The event of an edited caption has no text.
    pub(super) fn edit(
        &self,
        network: &Network,
        viewer: &Jid,
        place: &Place,
        (target, edit, is_caption): (&MessageId, &Edit, bool),
    ) -> MessageEvent {
        let kind = if is_caption { MessageKind::Media } else { MessageKind::Text };
        let mut event = self.frame(network, viewer, place, kind);
        event.text = (!is_caption).then(|| edit.text.clone());
        event.mentions = (!edit.mentions.is_empty()).then(|| edit.mentions.clone());
        event.ephemeral_expiration = edit.timer.clone().filter(|_| !is_caption);
        event.is_edit = Some(true);
        let mut original = MessageEdit::new();
        original.original_message_id = Some(target.clone());
        original.original_message_time = Some(match self.actor.instance {
            // For edits through the API, the server interprets seconds as milliseconds.
            Some(_) => seconds_as_milliseconds(self.at),
            None => notice::seconds(self.at),
        });
        event.edit = Some(original);
        event
    }

    /// Creates the event of a pin; without a duration, that of its removal.
    pub(super) fn pin(
        &self,
        network: &Network,
        viewer: &Jid,
        place: &Place,
        (target, duration): (&Target, Option<&ReportedPinDuration>),
    ) -> MessageEvent {
        let mut event = self.frame(network, viewer, place, MessageKind::PinInChat);
        let mut pin = MessagePin::new(duration.cloned().unwrap_or(ReportedPinDuration::Off));
        (pin.message_id, pin.pinned) = (target.id.clone(), duration.is_some());
        event.pin = Some(pin);
        event
    }
}

fn seconds_as_milliseconds(at: SystemTime) -> Time {
    let seconds = at.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    notice::seconds(UNIX_EPOCH + Duration::from_millis(seconds))
}

/// Creates the event of a deletion for everyone.
pub(super) fn delete(
    network: &Network,
    viewer: &Jid,
    place: &Place,
    (actor, target, at): (&Actor, &MessageId, SystemTime),
) -> MessageDelete {
    let mut event = MessageDelete::new();
    event.id = target.clone();
    event.chat_id = place.chat(viewer);
    event.sender = notice::sender_acting(network, viewer, actor);
    event.time = notice::seconds(at);
    event.is_deleted_for_all = Some(true);
    event.is_status = matches!(place, Place::Status(_)).then_some(true);
    event
}

/// Creates the event of a deletion on the account's own devices.
pub(super) fn delete_for_me(
    network: &Network,
    account: &Jid,
    place: &Place,
    target: &Target,
    at: SystemTime,
) -> MessageDelete {
    let is_mine = target.author == *account;
    let mut event = MessageDelete::new();
    event.id = target.id.clone();
    event.chat_id = place.chat(account);
    event.sender = match place.is_group() && !is_mine {
        true => notice::sender(network, account, &target.author),
        false => notice::unnamed_sender(is_mine),
    };
    event.time = notice::seconds(at);
    event.is_deleted_for_me = Some(true);
    event
}

/// Creates the event of a star.
pub(super) fn star(
    network: &Network,
    account: &Jid,
    place: &Place,
    target: &Target,
    (is_starred, at): (bool, SystemTime),
) -> MessageStar {
    let mut event = MessageStar::new();
    event.id = target.id.clone();
    event.chat_id = place.chat(account);
    event.sender = match place.is_group() {
        true => notice::sender(network, account, &target.author),
        false => notice::unnamed_sender(target.author == *account),
    };
    event.time = notice::seconds(at);
    event.is_starred = is_starred;
    event
}

/// Creates the event of a receipt by `reader`.
pub(super) fn receipt(
    network: &Network,
    viewer: &Jid,
    place: &Place,
    reader: &Actor,
    (ids, kind, at): (&[MessageId], ReceiptKind, SystemTime),
) -> MessageRead {
    let mut event = MessageRead::new(kind);
    event.chat_id = place.chat(viewer);
    event.sender = notice::sender_acting(network, viewer, reader);
    event.is_group = place.is_group();
    event.message_ids = Some(ids.to_vec());
    event.time = notice::seconds(at);
    event
}
