//! The newest messages of all places.

use std::collections::{HashMap, VecDeque};

use wsapi_client::MessageId;

use super::{Message, Place};

/// The maximum number of messages in all places together. The oldest are dropped.
const MOST_MESSAGES: usize = 10_000;

/// The maximum total size in bytes, files included. The newest message is always kept.
const MOST_BYTES: usize = 256 << 20;

/// The messages of all places.
#[derive(Clone, Debug, Default)]
pub(super) struct Conversations {
    places: HashMap<Place, Conversation>,
    /// The place of each message, oldest message first.
    order: VecDeque<Place>,
    bytes: usize,
}

/// The messages of a place, in the order of sending.
#[derive(Clone, Debug, Default)]
pub(crate) struct Conversation {
    messages: VecDeque<Message>,
    /// The number of each message, by id. It does not change when older messages are dropped.
    numbers: HashMap<MessageId, usize>,
    /// The number of the first message, which is also the number of dropped messages.
    first: usize,
}

impl Conversations {
    pub(super) fn get(&self, place: &Place) -> Option<&Conversation> {
        self.places.get(place)
    }

    /// Iterates over the places with messages.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Place, &Conversation)> {
        self.places.iter()
    }

    pub(super) fn add(&mut self, place: &Place, message: Message) {
        self.bytes += message.size();
        self.order.push_back(place.clone());
        self.places.entry(place.clone()).or_default().push(message);
        self.forget_oldest();
    }

    /// Changes a message. Returns `None` if there is no such message.
    pub(super) fn change<T>(
        &mut self,
        place: &Place,
        id: &MessageId,
        change: impl FnOnce(&mut Message) -> T,
    ) -> Option<T> {
        let conversation = self.places.get_mut(place)?;
        let index = conversation.index(id)?;
        let message = &mut conversation.messages[index];
        let old = message.size();
        let changed = change(message);
        self.bytes = self.bytes + message.size() - old;
        self.forget_oldest();
        Some(changed)
    }

    fn forget_oldest(&mut self) {
        while self.order.len() > MOST_MESSAGES || (self.bytes > MOST_BYTES && self.order.len() > 1) {
            let Some(place) = self.order.pop_front() else { return };
            let Some(conversation) = self.places.get_mut(&place) else { continue };
            self.bytes -= conversation.pop().map_or(0, |message| message.size());
            if conversation.messages.is_empty() {
                self.places.remove(&place);
            }
        }
    }
}

impl Conversation {
    pub(crate) fn messages(&self) -> impl DoubleEndedIterator<Item = &Message> {
        self.messages.iter()
    }

    pub(crate) fn get(&self, id: &MessageId) -> Option<&Message> {
        self.messages.get(self.index(id)?)
    }

    fn index(&self, id: &MessageId) -> Option<usize> {
        self.numbers.get(id).map(|number| number - self.first)
    }

    fn push(&mut self, message: Message) {
        self.numbers.insert(message.id.clone(), self.first + self.messages.len());
        self.messages.push_back(message);
    }

    /// Drops the oldest message, and returns it.
    fn pop(&mut self) -> Option<Message> {
        let oldest = self.messages.pop_front()?;
        self.numbers.remove(&oldest.id);
        self.first += 1;
        Some(oldest)
    }
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use wsapi_client::{Jid, MessageId};

    use super::{Conversations, MOST_MESSAGES};
    use crate::network::{Content, Draft, Message, Place};

    fn message(number: usize) -> Message {
        let draft = Draft { content: Content::text(number.to_string()), ..Draft::default() };
        Message::new(MessageId::from(number.to_string()), Jid::default(), UNIX_EPOCH, draft)
    }

    fn place(group: &str) -> Place {
        Place::Group(group.parse().expect("a JID"))
    }

    #[test]
    fn message_is_found_after_older_ones_were_dropped() {
        let (mut conversations, place) = (Conversations::default(), place("1@g.us"));
        (0..MOST_MESSAGES + 2).for_each(|number| conversations.add(&place, message(number)));
        assert_eq!(conversations.change(&place, &"1".into(), |_| ()), None);
        for kept in ["2", "10001"].map(MessageId::from) {
            let changed = conversations.change(&place, &kept, |message| message.id.clone());
            assert_eq!(changed.as_ref(), Some(&kept));
            let found = conversations.get(&place).and_then(|conversation| conversation.get(&kept));
            assert_eq!(found.map(|message| &message.id), Some(&kept));
        }
    }

    #[test]
    fn change_of_an_unknown_message_adds_nothing() {
        let (mut conversations, known) = (Conversations::default(), place("1@g.us"));
        conversations.add(&known, message(0));
        for (place, id) in [(&known, "1"), (&place("2@g.us"), "0")] {
            assert_eq!(conversations.change(place, &id.into(), |_| ()), None);
        }
        assert_eq!((conversations.places.len(), conversations.order.len(), conversations.bytes), (1, 1, 1));
    }
}
