//! The messages of a place.

use std::collections::{HashMap, VecDeque};

use wsapi_client::{Jid, MessageId, types::ChatState};

use super::Message;

/// The most messages that are kept. The oldest are forgotten.
const MOST_MESSAGES: usize = 10_000;

/// Messages in the order in which they were sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Conversation {
    messages: VecDeque<Message>,
    /// What people are doing in the place at the moment: typing or recording.
    states: HashMap<Jid, ChatState>,
}

impl Conversation {
    pub(super) fn add(&mut self, message: Message) {
        if self.messages.len() == MOST_MESSAGES {
            self.messages.pop_front();
        }
        self.states.remove(&message.author);
        self.messages.push_back(message);
    }

    pub(super) fn set_state(&mut self, account: &Jid, state: ChatState) {
        match state {
            ChatState::Typing | ChatState::Recording => self.states.insert(account.clone(), state),
            _ => self.states.remove(account),
        };
    }

    pub(crate) fn messages(&self) -> impl DoubleEndedIterator<Item = &Message> {
        self.messages.iter()
    }

    /// What an account is doing; `None` if it neither types nor records.
    pub(crate) fn state(&self, account: &Jid) -> Option<&ChatState> {
        self.states.get(account)
    }

    pub(crate) fn get(&self, id: &MessageId) -> Option<&Message> {
        self.messages.iter().rev().find(|message| message.id == *id)
    }

    pub(super) fn get_mut(&mut self, id: &MessageId) -> Option<&mut Message> {
        self.messages.iter_mut().rev().find(|message| message.id == *id)
    }
}
