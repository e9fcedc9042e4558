//! Creating, following and muting newsletters.

use std::time::SystemTime;

use bytes::Bytes;
use wsapi_client::{
    EventData, Jid,
    types::{NewsletterAction, NewsletterChange},
};

use super::{
    Actor, Network, Newsletter, Picture, Refused,
    newsletter::{CHANNEL_LINK, Reader},
};

impl Network {
    /// The newsletter with this address.
    pub(crate) fn newsletter(&self, id: &Jid) -> Option<&Newsletter> {
        self.newsletters.get(id)
    }

    /// The newsletters that somebody follows or owns.
    pub(crate) fn newsletters_of(&self, account: &Jid) -> impl Iterator<Item = &Newsletter> {
        self.newsletters.values().filter(move |newsletter| newsletter.is_read_by(account))
    }

    /// The newsletter, for everybody who knows its address.
    pub(crate) fn readable_newsletter(&self, id: &Jid) -> Result<&Newsletter, Refused> {
        self.newsletters.get(id).ok_or_else(Refused::no_such_newsletter)
    }

    /// The newsletter with this invite code or link.
    pub(crate) fn newsletter_by_code(&self, code: &str) -> Result<&Newsletter, Refused> {
        let code = code.strip_prefix(CHANNEL_LINK).unwrap_or(code);
        let found = self.newsletters.values().find(|newsletter| newsletter.code == code);
        found.ok_or_else(Refused::no_such_newsletter)
    }

    /// The accounts that see what is written in a newsletter.
    pub(super) fn viewers_of_newsletter(&self, id: &Jid) -> Vec<Jid> {
        self.newsletters.get(id).map(|newsletter| newsletter.readers.keys().cloned().collect()).unwrap_or_default()
    }

    /// Adds a newsletter without an event: WhatsApp does not report a new newsletter to the device that made it.
    pub(crate) fn create_newsletter(
        &mut self,
        owner: &Jid,
        name: &str,
        description: &str,
        picture: Option<Bytes>,
        at: SystemTime,
    ) -> Jid {
        let (id, code) = (self.ids.newsletter(), self.ids.invite_code());
        let mut newsletter = Newsletter::new(id.clone(), owner, name, code, at);
        description.clone_into(&mut newsletter.description);
        newsletter.picture = picture.map(|bytes| Picture { id: self.ids.picture(), bytes });
        self.newsletters.insert(id.clone(), newsletter);
        id
    }

    /// Adds a follower without an event.
    pub(crate) fn add_reader(&mut self, id: &Jid, account: &Jid) {
        if let Some(newsletter) = self.newsletters.get_mut(id) {
            newsletter.readers.entry(account.clone()).or_default();
        }
    }

    /// Follows a newsletter. It changes nothing for somebody who follows or owns it.
    pub(crate) fn follow(&mut self, actor: &Actor, id: &Jid) -> Result<(), Refused> {
        let newsletter = self.newsletters.get_mut(id).ok_or_else(Refused::no_such_item)?;
        if newsletter.is_read_by(&actor.account) {
            return Ok(());
        }
        newsletter.readers.insert(actor.account.clone(), Reader::default());
        let mut event = NewsletterChange::new(NewsletterAction::Join);
        event.name = Some(newsletter.name.clone());
        event.role = Some(newsletter.role(&actor.account).to_owned());
        self.tell_reader(actor, id, event);
        Ok(())
    }

    /// Stops following a newsletter. Its owner cannot.
    pub(crate) fn unfollow(&mut self, actor: &Actor, id: &Jid) -> Result<(), Refused> {
        let newsletter = self.newsletters.get_mut(id).ok_or_else(Refused::no_such_item)?;
        if newsletter.owner == actor.account {
            return Err(Refused::forbidden());
        }
        if newsletter.readers.shift_remove(&actor.account).is_none() {
            return Ok(());
        }
        let mut event = NewsletterChange::new(NewsletterAction::Leave);
        event.role = Some(newsletter.role(&actor.account).to_owned());
        self.tell_reader(actor, id, event);
        Ok(())
    }

    /// Mutes or unmutes a newsletter that the account reads.
    pub(crate) fn mute_newsletter(&mut self, actor: &Actor, id: &Jid, is_muted: bool) -> Result<(), Refused> {
        let newsletter = self.newsletters.get_mut(id).ok_or_else(Refused::no_such_item)?;
        let reader = newsletter.readers.get_mut(&actor.account).ok_or_else(Refused::forbidden)?;
        reader.is_muted = is_muted;
        let mut event = NewsletterChange::new(NewsletterAction::Mute);
        event.mute = Some(reader.mute().to_owned());
        self.tell_reader(actor, id, event);
        Ok(())
    }

    /// Notifies the linked devices of the account that acted, and nobody else.
    fn tell_reader(&mut self, actor: &Actor, id: &Jid, mut event: NewsletterChange) {
        event.id = id.clone();
        self.tell_all(std::slice::from_ref(&actor.account), |_, _| EventData::Newsletter(Box::new(event.clone())));
    }
}
