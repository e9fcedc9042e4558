//! The chats of a person.

use wsapi_client::Jid;

use super::Person;
use crate::kit::{Chat, ChatSummary, Inbox};

impl Person {
    /// Returns a chat as the person's phone shows it: a private chat, a group or a newsletter. It is empty if the
    /// person is not in it.
    pub fn chat(&self, with: impl Into<Jid>) -> Chat {
        self.newest_of_chat(&with.into(), usize::MAX).unwrap_or_default()
    }

    /// Returns a chat with its newest messages, or `None` if the person is not in it.
    pub(crate) fn newest_of_chat(&self, with: &Jid, most: usize) -> Option<Chat> {
        Chat::of(&self.simulator.shared.world(), &self.jid, with, most)
    }

    /// Returns the chat list of the person, the chat with the newest message first. Groups and newsletters without
    /// messages are last.
    ///
    /// ```
    /// # use wsapi_simulator::Simulator;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// # let sim = Simulator::new();
    /// # let (ada, bob) = (sim.person("+49 170 1234567"), sim.person("+49 170 7654321").named("Bob"));
    /// bob.writes("Are you there?").in_chat(&ada).await;
    /// let chats = ada.chats();
    /// assert_eq!((chats[0].name.as_str(), chats[0].unread), ("Bob", 1));
    /// # }
    /// ```
    pub fn chats(&self) -> Vec<ChatSummary> {
        ChatSummary::all(&self.simulator.shared.world(), &self.jid)
    }

    /// Returns the messages that the person has received from the account of the simulator's first instance.
    pub fn inbox(&self) -> Inbox {
        self.simulator.first_account().map(|account| self.inbox_in(account)).unwrap_or_default()
    }

    /// Returns the messages that the person has received in a private chat, a group or a newsletter. It is empty if the
    /// person is not in it.
    pub fn inbox_in(&self, chat: impl Into<Jid>) -> Inbox {
        let world = self.simulator.shared.world();
        let place = world.network.place(&self.jid, &chat.into());
        let is_viewer = world.network.viewers(&place).contains(&self.jid);
        if is_viewer { Inbox::of(&world, Some(&self.jid), &place) } else { Inbox::default() }
    }
}
