//! Creating, following and muting newsletters.

use std::time::SystemTime;

use bytes::Bytes;
use wsapi_client::{
    EventData, Jid,
    types::{NewsletterAction, NewsletterChange},
};

use super::{
    Actor, Network, Newsletter, Picture, Rejected,
    newsletter::{CHANNEL_LINK, Reader},
};

/// The maximum number of newsletters.
const MOST_NEWSLETTERS: usize = 10_000;

impl Network {
    /// Returns the newsletter with this address.
    pub(crate) fn newsletter(&self, id: &Jid) -> Option<&Newsletter> {
        self.newsletters.get(id)
    }

    /// Iterates over all newsletters, in the order of their creation.
    #[cfg(feature = "server")]
    pub(crate) fn all_newsletters(&self) -> impl Iterator<Item = &Newsletter> {
        self.newsletters.values()
    }

    /// Iterates over the newsletters that an account follows or owns.
    pub(crate) fn newsletters_of(&self, account: &Jid) -> impl Iterator<Item = &Newsletter> {
        self.newsletters.values().filter(move |newsletter| newsletter.is_read_by(account))
    }

    /// Returns the newsletter. Everybody who knows its address may read it.
    pub(crate) fn readable_newsletter(&self, id: &Jid) -> Result<&Newsletter, Rejected> {
        self.newsletters.get(id).ok_or_else(Rejected::no_such_newsletter)
    }

    /// Returns the newsletter with this invite code or link.
    pub(crate) fn newsletter_by_code(&self, code: &str) -> Result<&Newsletter, Rejected> {
        let code = code.strip_prefix(CHANNEL_LINK).unwrap_or(code);
        let found = self.newsletters.values().find(|newsletter| newsletter.code == code);
        found.ok_or_else(Rejected::no_such_newsletter)
    }

    /// Returns the accounts that can see a newsletter.
    pub(super) fn viewers_of_newsletter(&self, id: &Jid) -> Vec<Jid> {
        self.newsletters.get(id).map(|newsletter| newsletter.readers.keys().cloned().collect()).unwrap_or_default()
    }

    /// Adds a newsletter without an event: WhatsApp does not report a new newsletter to the device that created it.
    pub(crate) fn create_newsletter(
        &mut self,
        owner: &Jid,
        name: &str,
        description: &str,
        picture: Option<Bytes>,
        at: SystemTime,
    ) -> Result<Jid, Rejected> {
        if self.newsletters.len() == MOST_NEWSLETTERS {
            return Err(Rejected::rate_limited());
        }
        let (id, code) = (self.ids.newsletter(), self.ids.invite_code());
        let mut newsletter = Newsletter::new(id.clone(), owner, name, code, at);
        description.clone_into(&mut newsletter.description);
        newsletter.picture = picture.map(|bytes| Picture { id: self.ids.picture(), bytes });
        self.newsletters.insert(id.clone(), newsletter);
        Ok(id)
    }

    /// Adds a follower without an event.
    pub(crate) fn add_reader(&mut self, id: &Jid, account: &Jid) {
        if let Some(newsletter) = self.newsletters.get_mut(id) {
            newsletter.readers.entry(account.clone()).or_default();
        }
    }

    /// Follows a newsletter. Has no effect if the account already follows or owns it.
    pub(crate) fn follow(&mut self, actor: &Actor, id: &Jid) -> Result<(), Rejected> {
        let newsletter = self.newsletters.get_mut(id).ok_or_else(Rejected::no_such_item)?;
        if newsletter.is_read_by(&actor.account) {
            return actor.demands(false, "the person already follows the newsletter");
        }
        newsletter.readers.insert(actor.account.clone(), Reader::default());
        let mut event = NewsletterChange::new(NewsletterAction::Join);
        event.name = Some(newsletter.name.clone());
        event.role = Some(newsletter.role(&actor.account).to_owned());
        self.notify_reader(actor, id, event);
        Ok(())
    }

    /// Unfollows a newsletter. Its owner cannot unfollow it.
    pub(crate) fn unfollow(&mut self, actor: &Actor, id: &Jid) -> Result<(), Rejected> {
        let newsletter = self.newsletters.get_mut(id).ok_or_else(Rejected::no_such_item)?;
        if newsletter.owner == actor.account {
            return Err(Rejected::forbidden());
        }
        if newsletter.readers.shift_remove(&actor.account).is_none() {
            return actor.demands(false, "the person does not follow the newsletter");
        }
        let mut event = NewsletterChange::new(NewsletterAction::Leave);
        event.role = Some(newsletter.role(&actor.account).to_owned());
        self.notify_reader(actor, id, event);
        Ok(())
    }

    /// Mutes or unmutes a newsletter that the account reads.
    pub(crate) fn mute_newsletter(&mut self, actor: &Actor, id: &Jid, is_muted: bool) -> Result<(), Rejected> {
        let newsletter = self.newsletters.get_mut(id).ok_or_else(Rejected::no_such_item)?;
        let reader = newsletter.readers.get_mut(&actor.account).ok_or_else(Rejected::forbidden)?;
        reader.is_muted = is_muted;
        let mut event = NewsletterChange::new(NewsletterAction::Mute);
        event.mute = Some(reader.mute().to_owned());
        self.notify_reader(actor, id, event);
        Ok(())
    }

    /// Notifies only the linked devices of the acting account.
    fn notify_reader(&mut self, actor: &Actor, id: &Jid, mut event: NewsletterChange) {
        event.id = id.clone();
        self.notify_all(std::slice::from_ref(&actor.account), |_, _| EventData::Newsletter(Box::new(event.clone())));
    }
}
