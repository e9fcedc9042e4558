//! The handler of events.

use std::{
    io,
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};

use wsapi_client::{
    Client, Error, Event, EventData, Jid, JidKind, MessageId,
    events::{Attempt, BoxError, Handler},
    types::{
        DeleteMessageRequest, Group, GroupChange, GroupParticipant, Identity, Message, ParticipantAction,
        SendReactionRequest, SendTextRequest, SetDescriptionRequest, SetEnabledRequest, SetMemberAddModeRequest,
        UpdateParticipantsRequest,
    },
};

use crate::records::{Record, Records};

pub(crate) const RULES: &str = "Be kind, and post no links. After the third link, you are removed.";
/// The number of links after which a member is removed.
const LIMIT: usize = 3;

pub(crate) struct Keeper {
    client: Client,
    /// The account itself.
    own: Identity,
    records: Mutex<Records>,
}

impl Handler for Keeper {
    async fn handle(&self, event: Event, _: Attempt) -> Result<(), BoxError> {
        match &event.data {
            EventData::Group(change) => self.on_change(change).await,
            EventData::Message(message) if message.chat_id.kind() == JidKind::Group => self.on_message(message).await,
            _ => Ok(()),
        }
    }
}

impl Keeper {
    pub(crate) async fn new(client: Client, records: &Path) -> Result<Self, BoxError> {
        let profile = client.users().my_profile().await?;
        let mut own = Identity::new();
        (own.id, own.lid) = (profile.id, profile.lid);
        Ok(Self { client, own, records: Mutex::new(Records::open(records)?) })
    }

    async fn on_change(&self, change: &GroupChange) -> Result<(), BoxError> {
        let is_own = |person: &Identity| is_same((&person.id, &person.lid), (&self.own.id, &self.own.lid));
        if change.promote.iter().flatten().any(is_own) {
            self.set_up(&change.id).await?;
        }
        // If the account itself has just joined, it welcomes nobody.
        let new: Vec<_> = change.join.iter().flatten().map(|person| &person.id).collect();
        if new.is_empty() || change.join.iter().flatten().any(is_own) || self.kept(&change.id).await?.is_none() {
            return Ok(());
        }
        let names: Vec<_> = new.iter().map(|person| format!("@{}", person.user())).collect();
        self.say(SendTextRequest::new(&change.id, format!("Welcome {}! {RULES}", names.join(", "))).mentions(new)).await
    }

    async fn on_message(&self, message: &Message) -> Result<(), BoxError> {
        let command = message.text.as_deref().and_then(|text| text.trim().strip_prefix('/'));
        if command.is_none() && !has_link(message) {
            return Ok(());
        }
        let Some(group) = self.kept(&message.chat_id).await? else { return Ok(()) };
        let author = message.to_ref().sender;
        let member = member(&group, (&author, &message.sender.lid));
        let is_admin = member.is_some_and(is_admin);
        match command {
            Some("rules") => self.say(SendTextRequest::new(&group.id, RULES)).await,
            Some(command) if is_admin => self.obey(&group, message, command).await,
            // Links count per member, whichever address the message has.
            None if !is_admin => self.punish(message, author, member.map(|member| &member.id)).await,
            _ => Ok(()),
        }
    }

    /// Deletes a message with a link, and warns or removes its author.
    async fn punish(&self, message: &Message, author: Jid, member: Option<&Jid>) -> Result<(), BoxError> {
        let group = &message.chat_id;
        // An edit can add a link. The message to delete is then the original.
        let original = message.edit.as_ref().and_then(|edit| edit.original_message_id.as_ref());
        let id = original.unwrap_or(&message.id);
        let Some(count) = self.count(group, id, member) else { return Ok(()) };
        self.client.messages().delete(id, DeleteMessageRequest::new(group, author)).await?;
        // The author is gone, perhaps removed for an earlier link.
        let Some(member) = member else { return Ok(()) };

        let is_removed = count >= LIMIT;
        let mut text = format!("@{}, links are not allowed here. This was link {count} of {LIMIT}.", member.user());
        if is_removed {
            let removal = UpdateParticipantsRequest::new([member], ParticipantAction::Remove);
            self.client.groups().update_participants(group, removal).await?;
            text = format!("@{} was removed after {LIMIT} links.", member.user());
        }
        let said = self.say(SendTextRequest::new(group, text).mentions([member])).await;
        // Last, so that another attempt to warn finds the same count. After a removal, it would find no member.
        if said.is_ok() || is_removed {
            let stored = self.change(group, |record| {
                record.counted.insert((member.clone(), id.clone()));
                record.links.insert(member.clone(), if is_removed { 0 } else { count });
            });
            // Only printed, because another attempt would send the message again.
            stored.unwrap_or_else(|error| eprintln!("the links of a member are not stored: {error}"));
        }
        said
    }

    /// Returns the number of links of the member, including this one. Returns `None` if this one does not count,
    /// because links are allowed or it was counted before.
    fn count(&self, group: &Jid, id: &MessageId, member: Option<&Jid>) -> Option<usize> {
        let records = self.records();
        let Some(record) = records.get(group) else { return Some(1) };
        let earlier = member.and_then(|member| record.links.get(member)).copied().unwrap_or_default();
        let is_counted = member.is_some_and(|member| record.counted.contains(&(member.clone(), id.clone())));
        Some(earlier + 1).filter(|_| !record.links_allowed && !is_counted)
    }

    /// Carries out an admin's command, and confirms it with a reaction.
    async fn obey(&self, group: &Group, message: &Message, command: &str) -> Result<(), BoxError> {
        let (id, groups) = (&group.id, self.client.groups());
        match command.split_whitespace().collect::<Vec<_>>()[..] {
            ["setup"] => self.set_up(id).await?,
            ["lock"] => groups.set_announcement_only(id, SetEnabledRequest::new(true)).await?,
            ["unlock"] => groups.set_announcement_only(id, SetEnabledRequest::new(false)).await?,
            ["links", "on"] => self.change(id, |record| record.links_allowed = true)?,
            ["links", "off"] => self.change(id, |record| record.links_allowed = false)?,
            ["pardon", ..] => {
                let mentions = message.mentions.iter().flatten();
                let pardoned = mentions.filter_map(|mention| member(group, (mention, &None)));
                self.change(id, |record| pardoned.for_each(|member| _ = record.links.remove(&member.id)))?;
            }
            _ => return Ok(()),
        }
        let reaction = SendReactionRequest::new(id, message.to_ref().sender, "👍");
        settled(self.client.messages().send_reaction(&message.id, reaction).await)
    }

    async fn set_up(&self, group: &Jid) -> Result<(), BoxError> {
        let groups = self.client.groups();
        groups.set_locked(group, SetEnabledRequest::new(true)).await?;
        groups.set_member_add_mode(group, SetMemberAddModeRequest::new(true)).await?;
        settled(groups.set_description(group, SetDescriptionRequest::new(RULES)).await)
    }

    /// Returns the group if the account is an admin of it. Only admins can delete the messages of others, and the
    /// service does not report an error if nothing was deleted.
    async fn kept(&self, group: &Jid) -> Result<Option<Group>, Error> {
        let group = self.client.groups().get(group).await?;
        let is_kept = member(&group, (&self.own.id, &self.own.lid)).is_some_and(is_admin);
        Ok(Some(group).filter(|_| is_kept))
    }

    async fn say(&self, text: SendTextRequest) -> Result<(), BoxError> {
        settled(self.client.messages().send_text(text).await)
    }

    fn change(&self, group: &Jid, change: impl FnOnce(&mut Record)) -> io::Result<()> {
        self.records().change(group, change)
    }

    pub(crate) fn records(&self) -> MutexGuard<'_, Records> {
        self.records.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Fails if the call certainly had no effect, so that the handler is called again. A message that may have been sent is
/// not sent again: nobody is warned twice for one link.
fn settled<T>(result: Result<T, Error>) -> Result<(), BoxError> {
    match result {
        Ok(_) => Ok(()),
        Err(error) if error.had_no_effect() => Err(error.into()),
        Err(error) => {
            eprintln!("{error}");
            Ok(())
        }
    }
}

fn has_link(message: &Message) -> bool {
    let text = message.text_or_caption().unwrap_or_default().to_lowercase();
    let has_preview = message.extended_text.as_ref().is_some_and(|preview| preview.matched_text.is_some());
    has_preview || ["://", "www.", "wa.me/", "chat.whatsapp.com/"].iter().any(|part| text.contains(part))
}

fn is_admin(member: &GroupParticipant) -> bool {
    member.is_admin || member.is_super_admin
}

/// An address and, if it is known, the LID.
type Addresses<'a> = (&'a Jid, &'a Option<Jid>);

fn member<'a>(group: &'a Group, person: Addresses<'_>) -> Option<&'a GroupParticipant> {
    group.participants.iter().find(|member| is_same((&member.id, &member.lid), person))
}

/// Returns whether two people have an address in common. An unknown address is empty.
fn is_same(one: Addresses<'_>, other: Addresses<'_>) -> bool {
    let others = [Some(other.0), other.1.as_ref()];
    [Some(one.0), one.1.as_ref()]
        .into_iter()
        .flatten()
        .any(|address| !address.as_str().is_empty() && others.contains(&Some(address)))
}
