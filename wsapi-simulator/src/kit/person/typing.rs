//! Typing and recording.

use wsapi_client::{BoxFuture, Jid, types::ChatState};

use super::Person;

/// A sign that a person is typing or recording, or has stopped. It is shown when it is awaited.
#[derive(Debug)]
#[must_use = "it happens when it is awaited"]
pub struct Showing<'a> {
    person: &'a Person,
    chat: Option<Jid>,
    state: ChatState,
}

/// An instance publishes it only while the presence of its account is `available`.
impl Person {
    /// Starts typing.
    pub fn types(&self) -> Showing<'_> {
        Showing { person: self, chat: None, state: ChatState::Typing }
    }

    /// Starts recording a voice message.
    pub fn records(&self) -> Showing<'_> {
        Showing { person: self, chat: None, state: ChatState::Recording }
    }

    /// Stops typing or recording, without sending anything.
    pub fn stops_typing(&self) -> Showing<'_> {
        Showing { person: self, chat: None, state: ChatState::Paused }
    }
}

impl Showing<'_> {
    /// Shows it in another chat than that with the account of the simulator's first instance.
    pub fn in_chat(mut self, chat: impl Into<Jid>) -> Self {
        self.chat = Some(chat.into());
        self
    }
}

impl<'a> IntoFuture for Showing<'a> {
    type Output = ();
    type IntoFuture = BoxFuture<'a, ()>;

    fn into_future(self) -> Self::IntoFuture {
        let Self { person, chat, state } = self;
        let chat = chat.unwrap_or_else(|| person.usual_chat());
        person.acts(move |network, actor, _| network.set_state(actor, &chat, &state)).into_future()
    }
}
