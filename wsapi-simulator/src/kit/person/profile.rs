//! The profile of a person, and their address book.

use bytes::Bytes;
use wsapi_client::{Jid, types::BusinessProfile};

use super::{Acting, Person};
use crate::network::{Business, SavedContact};

/// The profile from the start. Nobody is notified.
impl Person {
    /// Sets the about text.
    #[must_use = "it returns the person"]
    pub fn with_about(self, about: &str) -> Self {
        about.clone_into(&mut self.simulator.shared.world().network.register(&self.jid).about);
        self
    }

    /// Gives the person a profile picture.
    #[must_use = "it returns the person"]
    pub fn with_picture(self, picture: impl Into<Bytes>) -> Self {
        self.simulator.shared.world().network.give_picture(&self.jid, picture.into());
        self
    }

    /// Hides the profile picture and the about text from everybody.
    #[must_use = "it returns the person"]
    pub fn with_hidden_profile(self) -> Self {
        {
            let world = &mut *self.simulator.shared.world();
            let privacy = &mut world.network.register(&self.jid).privacy;
            (privacy.about, privacy.picture) = ("none".to_owned(), "none".to_owned());
        }
        self
    }

    /// Makes the account a business account with this name.
    #[must_use = "it returns the person"]
    pub fn with_business(self, name: &str, profile: BusinessProfile) -> Self {
        let business = Business { name: name.to_owned(), profile };
        self.simulator.shared.world().network.register(&self.jid).business = Some(business);
        self
    }
}

/// Changes to the profile.
impl Person {
    /// Changes the push name. Other people learn it with the person's next message.
    pub fn changes_name(&self, name: impl Into<String>) -> Acting<'_> {
        let name = name.into();
        self.acts(move |network, actor, _| network.set_push_name(&actor.account, &name))
    }

    /// Changes the about text.
    pub fn changes_about(&self, about: impl Into<String>) -> Acting<'_> {
        let about = about.into();
        self.acts(move |network, actor, _| network.set_about(&actor.account, &about))
    }

    /// Changes the profile picture, and returns the id of the new one.
    pub fn changes_picture(&self, picture: impl Into<Bytes>) -> Acting<'_, String> {
        let picture = picture.into();
        self.acts(|network, actor, _| network.set_picture(actor, picture))
    }

    /// Opens the app.
    pub fn goes_online(&self) -> Acting<'_> {
        self.is_seen(true)
    }

    /// Closes the app.
    pub fn goes_offline(&self) -> Acting<'_> {
        self.is_seen(false)
    }

    /// Saves a person in the address book of the phone.
    pub fn saves_contact(&self, person: impl Into<Jid>, full_name: impl Into<String>) -> Acting<'_> {
        let (person, full_name) = (person.into(), full_name.into());
        self.acts(move |network, actor, _| {
            let contact = SavedContact { full_name, first_name: None, is_in_phone: true };
            network.save_contact(&actor.account, &person, contact);
        })
    }

    fn is_seen(&self, is_online: bool) -> Acting<'_> {
        self.acts(move |network, actor, now| network.set_online(&actor.account, is_online, now))
    }
}

/// The profiles that the person sees.
impl Person {
    /// Returns `true` if the person sees another person as online.
    pub fn sees_online(&self, other: &Person) -> bool {
        self.simulator.shared.world().network.is_online(&other.jid)
    }

    /// Returns the push name.
    pub fn name(&self) -> String {
        let world = self.simulator.shared.world();
        world.network.account(&self.jid).map(|account| account.push_name.clone()).unwrap_or_default()
    }

    /// Returns the about text.
    pub fn about(&self) -> String {
        let world = self.simulator.shared.world();
        world.network.account(&self.jid).map(|account| account.about.clone()).unwrap_or_default()
    }
}
