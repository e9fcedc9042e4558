//! Typing and recording.

use wsapi_client::{BoxFuture, Jid, types::ChatState};

use super::{Acting, Person};

/// A typing or recording indicator, or its end. It is shown when it is awaited.
///
/// # Panics
///
/// Awaiting it panics if the person is not allowed to write in the chat.
#[derive(Debug)]
#[must_use = "the indicator is shown when it is awaited"]
pub struct TypingIndicator<'a> {
    person: &'a Person,
    chat: Option<Jid>,
    state: ChatState,
}

/// Typing and recording indicators. An instance publishes them only while the presence of its account is `available`.
impl Person {
    /// Starts typing.
    pub fn types(&self) -> TypingIndicator<'_> {
        TypingIndicator { person: self, chat: None, state: ChatState::Typing }
    }

    /// Starts recording a voice message.
    pub fn records(&self) -> TypingIndicator<'_> {
        TypingIndicator { person: self, chat: None, state: ChatState::Recording }
    }

    /// Stops typing or recording, without sending anything.
    pub fn stops_typing(&self) -> TypingIndicator<'_> {
        TypingIndicator { person: self, chat: None, state: ChatState::Paused }
    }
}

impl<'a> TypingIndicator<'a> {
    /// Sets the chat. The default is the chat with the account of the simulator's first instance.
    pub fn in_chat(mut self, chat: impl Into<Jid>) -> Self {
        self.chat = Some(chat.into());
        self
    }

    pub(crate) fn into_act(self) -> Acting<'a> {
        let Self { person, chat, state } = self;
        person.attempts_in_chat(chat, move |network, actor, chat, _| network.set_state(actor, chat, &state))
    }
}

impl<'a> IntoFuture for TypingIndicator<'a> {
    type Output = ();
    type IntoFuture = BoxFuture<'a, ()>;

    #[track_caller]
    fn into_future(self) -> Self::IntoFuture {
        self.into_act().into_future()
    }
}
