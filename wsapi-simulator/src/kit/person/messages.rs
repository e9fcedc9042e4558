//! The acts of a person on messages.

use std::time::SystemTime;

use wsapi_client::{
    Jid, MessageId,
    types::{PinDuration, ReportedPinDuration},
};

use super::{Acting, Person};
use crate::network::{Actor, Edit, Network, Receipt, Rejected, Target};

/// Acts on messages. A message is identified by its id, a [`Sent`](crate::Sent), a [`ChatMessage`](crate::ChatMessage)
/// or a [`Received`](crate::Received). For a message sent by the API, use the id in the response, which is a `String`:
///
/// ```
/// # use wsapi_client::types::SendTextRequest;
/// # use wsapi_simulator::Simulator;
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), wsapi_client::Error> {
/// # let sim = Simulator::new();
/// # let ada = sim.person("+49 170 1234567");
/// let sent = sim.client().messages().send_text(SendTextRequest::new(ada.jid(), "Hello")).await?;
/// ada.reads(&sent.id).await;
/// # Ok(())
/// # }
/// ```
///
/// # Panics
///
/// Awaiting an act panics if the person's phone does not offer it: an act on a message that the person cannot see or
/// that was deleted, an edit of another person's message, a receipt for the person's own message, or an act without an
/// effect.
impl Person {
    /// Reacts to a message. This replaces the person's earlier reaction.
    pub fn reacts_to(&self, message: impl Into<MessageId>, emoji: impl Into<String>) -> Acting<'_> {
        let emoji = emoji.into();
        self.acts_on(message, move |network, actor, (chat, target), now| {
            network.react(actor, chat, target, &emoji, now).map(|_| ())
        })
    }

    /// Removes the reaction to a message.
    pub fn removes_reaction_to(&self, message: impl Into<MessageId>) -> Acting<'_> {
        self.reacts_to(message, "")
    }

    /// Changes the text or the caption of one of the person's own messages.
    pub fn edits(&self, message: impl Into<MessageId>, text: impl Into<String>) -> Acting<'_> {
        let edit = Edit { text: text.into(), ..Edit::default() };
        self.acts_on(message, move |network, actor, (chat, target), now| {
            network.edit(actor, chat, &target.id, &edit, now).map(|_| ())
        })
    }

    /// Deletes a message for everyone. In a group, an admin can delete the messages of others.
    pub fn deletes(&self, message: impl Into<MessageId>) -> Acting<'_> {
        self.acts_on(message, |network, actor, (chat, target), now| network.delete(actor, chat, target, now))
    }

    /// Deletes a message on the person's own devices only.
    pub fn deletes_for_self(&self, message: impl Into<MessageId>) -> Acting<'_> {
        self.acts_on(message, |network, actor, (chat, target), now| {
            network.delete_for_me(&actor.account, chat, target, now);
            Ok(())
        })
    }

    /// Pins a message in its chat, for everyone.
    pub fn pins(&self, message: impl Into<MessageId>, duration: PinDuration) -> Acting<'_> {
        let duration = ReportedPinDuration::from(duration.as_str());
        self.acts_on(message, move |network, actor, (chat, target), now| {
            network.pin(actor, chat, target, Some(&duration), now)
        })
    }

    /// Unpins a message, for everyone.
    pub fn unpins(&self, message: impl Into<MessageId>) -> Acting<'_> {
        self.acts_on(message, |network, actor, (chat, target), now| network.pin(actor, chat, target, None, now))
    }

    /// Stars a message. Only the person's own devices are notified.
    pub fn stars(&self, message: impl Into<MessageId>) -> Acting<'_> {
        self.acts_on(message, |network, actor, (chat, target), now| network.star(actor, chat, target, true, now))
    }

    /// Unstars a message.
    pub fn unstars(&self, message: impl Into<MessageId>) -> Acting<'_> {
        self.acts_on(message, |network, actor, (chat, target), now| network.star(actor, chat, target, false, now))
    }

    /// Marks a message as read.
    pub fn reads(&self, message: impl Into<MessageId>) -> Acting<'_> {
        self.marks(message, Receipt::Read)
    }

    /// Marks a voice message or a video as played.
    pub fn plays(&self, message: impl Into<MessageId>) -> Acting<'_> {
        self.marks(message, Receipt::Played)
    }

    /// Marks all unread messages of a chat as read. Each sender is notified once, with the ids of all of their
    /// messages.
    pub fn reads_chat(&self, chat: impl Into<Jid>) -> Acting<'_> {
        let chat = chat.into();
        self.attempts(move |network, actor, now| {
            network.may_react(&actor.account, &chat)?;
            let place = network.place(&actor.account, &chat);
            let messages = network.conversation(&place).into_iter().flat_map(|conversation| conversation.messages());
            let unread: Vec<_> =
                messages.filter(|message| message.is_unread(&actor.account, now)).map(Target::of).collect();
            network.mark(actor, &chat, &unread, Receipt::Read, now)
        })
    }

    fn marks(&self, message: impl Into<MessageId>, receipt: Receipt) -> Acting<'_> {
        self.acts_on(message, move |network, actor, (chat, target), now| {
            network.mark(actor, chat, std::slice::from_ref(target), receipt, now)
        })
    }

    /// Creates an act on a message, in the chat that contains it.
    fn acts_on<'a>(
        &'a self,
        message: impl Into<MessageId>,
        act: impl FnOnce(&mut Network, &Actor, (&Jid, &Target), SystemTime) -> Result<(), Rejected> + Send + 'a,
    ) -> Acting<'a> {
        let id = message.into();
        self.attempts(move |network, actor, now| {
            let (place, message) = network.shown(&actor.account, &id, now)?;
            let (chat, target) = (place.chat(&actor.account), Target::of(message));
            act(network, actor, (&chat, &target), now)
        })
    }
}
