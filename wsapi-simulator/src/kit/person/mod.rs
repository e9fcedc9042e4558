//! The people on the other side of a conversation.

mod acting;
mod calls;
mod chat_settings;
mod chats;
mod groups;
mod linking;
mod messages;
mod profile;
mod sends;
mod status;
mod typing;
mod writing;

pub use self::{
    acting::Acting,
    calls::{Calling, PhoneCall},
    linking::{Linking, Unlinked},
    typing::Showing,
    writing::{Sent, Writing},
};

use wsapi_client::Jid;

use super::Simulator;

/// A person on WhatsApp, with a phone.
///
/// What a person does happens when it is awaited, which returns when the handlers have settled.
///
/// ```
/// # use wsapi_client::types::PinDuration;
/// # use wsapi_simulator::Simulator;
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let sim = Simulator::new();
/// let bot = sim.instance("default").phone();
/// let ada = sim.person("+49 170 1234567").named("Ada");
///
/// let question = ada.writes("Do you have this one?").await;
/// ada.sends_image(vec![0xff, 0xd8, 0xff]).caption("In blue").quoting(&question).await;
/// bot.reacts_to(&question, "👍").await;
/// bot.reads_chat(&ada).await;
/// bot.writes("Yes!").in_chat(&ada).await;
/// ada.pins(ada.chat(&bot).last().unwrap(), PinDuration::Days7).await;
///
/// assert_eq!(
///     ada.chat(&bot).to_string(),
///     "You: Do you have this one? (👍) ✓✓ read\n\
///      You: [reply to \"Do you have this one?\"] [image] In blue ✓✓ read\n\
///      4915550000001: Yes! [pinned]"
/// );
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Person {
    pub(super) simulator: Simulator,
    pub(super) jid: Jid,
}

impl Person {
    /// Sets the name that the person tells others.
    #[must_use = "it returns the person"]
    pub fn named(self, name: &str) -> Self {
        name.clone_into(&mut self.simulator.shared.world().network.register(&self.jid).push_name);
        self
    }

    /// The address of the person.
    pub fn jid(&self) -> &Jid {
        &self.jid
    }
}

/// The address of the person, such as for a chat.
impl From<&Person> for Jid {
    fn from(person: &Person) -> Self {
        person.jid.clone()
    }
}
