//! What a person sees.

use wsapi_client::Jid;

use super::Person;
use crate::kit::{Chat, Inbox};

impl Person {
    /// A chat as the person's phone shows it: that with somebody, a group, or a newsletter. It is empty if the person
    /// is not in it.
    pub fn chat(&self, with: impl Into<Jid>) -> Chat {
        Chat::of(&self.simulator.shared.world(), &self.jid, &with.into())
    }

    /// What the person has received from the account of the simulator's first instance.
    pub fn inbox(&self) -> Inbox {
        let account = self.simulator.instance(&self.simulator.instance).account();
        account.map(|account| self.inbox_in(account)).unwrap_or_default()
    }

    /// What the person has received from somebody, in a group, or in a newsletter. It is empty if the person is not in
    /// it.
    pub fn inbox_in(&self, chat: impl Into<Jid>) -> Inbox {
        let world = self.simulator.shared.world();
        let place = world.network.place(&self.jid, &chat.into());
        let is_viewer = world.network.viewers(&place).contains(&self.jid);
        if is_viewer { Inbox::of(&world, Some(&self.jid), &place) } else { Inbox::default() }
    }
}
