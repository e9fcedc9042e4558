//! The people on the other side of a conversation.

mod acting;
mod calls;
mod chat_settings;
mod chats;
mod groups;
pub mod kinds;
mod linking;
mod messages;
#[cfg(feature = "server")]
mod number;
mod profile;
mod sends;
mod status;
mod typing;
mod writing;

#[cfg(feature = "server")]
pub(crate) use self::number::{Address, Number};
pub use self::{
    acting::Acting,
    calls::{Calling, PhoneCall},
    linking::{Linking, UnlinkReason},
    typing::TypingIndicator,
    writing::{Sent, Writing},
};

use wsapi_client::Jid;

use super::{Simulator, in_full::debug_in_full};

/// A person with WhatsApp on their phone. [`Simulator::person`] returns the person with a phone number.
///
/// An act happens when it is awaited. The future completes when the handlers have returned for all events that the act
/// caused, and when webhooks have responded. Inside a handler of [`Simulator::deliver_to`], it completes immediately. A
/// webhook in the same process must act in [`without_waiting`](crate::without_waiting).
///
/// - Sends: [`writes`](Self::writes), [`sends_image`](Self::sends_image), [`forwards`](Self::forwards) and others, with
///   the options of [`Writing`].
/// - Acts on messages: [`reacts_to`](Self::reacts_to), [`edits`](Self::edits), [`deletes`](Self::deletes),
///   [`reads`](Self::reads), [`pins`](Self::pins).
/// - Creates and joins groups: [`creates_group`](Self::creates_group), [`joins`](Self::joins),
///   [`leaves`](Self::leaves), [`in_group`](Self::in_group).
/// - Calls and types: [`calls`](Self::calls), [`types`](Self::types), [`goes_online`](Self::goes_online).
/// - Has a profile: [`named`](Self::named), [`with_picture`](Self::with_picture),
///   [`changes_name`](Self::changes_name).
/// - Links instances: [`scans`](Self::scans), [`enters`](Self::enters), [`unlinks`](Self::unlinks).
/// - Sees: [`inbox`](Self::inbox), [`chat`](Self::chat), [`statuses_of`](Self::statuses_of).
///
/// ```
/// # use wsapi_client::types::PinDuration;
/// # use wsapi_simulator::Simulator;
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let sim = Simulator::new();
/// let bot = sim.phone();
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
#[derive(Clone)]
pub struct Person {
    pub(super) simulator: Simulator,
    pub(super) jid: Jid,
}

debug_in_full!(Person { jid });

impl Person {
    /// Sets the push name: the name that other people see.
    #[must_use = "it returns the person"]
    pub fn named(self, name: &str) -> Self {
        name.clone_into(&mut self.simulator.shared.world().network.register(&self.jid).push_name);
        self
    }

    /// Returns the address of the person.
    ///
    /// The `Debug` of [`Jid`] hides the number, so a failed `assert_eq!` of two addresses shows no difference. Compare
    /// their texts instead:
    ///
    /// ```
    /// # use wsapi_client::{operations::SendText, types::SendTextRequest};
    /// # use wsapi_simulator::Simulator;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), wsapi_client::Error> {
    /// # let sim = Simulator::new();
    /// # let ada = sim.person("+49 170 1234567");
    /// sim.client().messages().send_text(SendTextRequest::new(ada.jid(), "Hello")).await?;
    /// assert_eq!(sim.attempts::<SendText>()[0].body.to.as_str(), ada.jid().as_str());
    /// # Ok(())
    /// # }
    /// ```
    pub fn jid(&self) -> &Jid {
        &self.jid
    }
}

/// Converts a person to their address.
impl From<&Person> for Jid {
    fn from(person: &Person) -> Self {
        person.jid.clone()
    }
}
