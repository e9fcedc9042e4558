//! Receipts of delivered, read and played messages.

use std::time::SystemTime;

use indexmap::IndexMap;
use wsapi_client::{EventData, Jid, MessageId, types::ReceiptKind};

use super::{Actor, Message, Network, Place, Receipt, Rejected, Target, message_events as events, phone};

impl Network {
    /// Records that a new message was delivered, and notifies its author. All phones are always on.
    pub(super) fn deliver(&mut self, actor: &Actor, place: &Place, id: &MessageId, at: SystemTime) {
        if !matches!(place, Place::Private(..) | Place::Group(_)) {
            return;
        }
        let deaf = self.deaf(actor, place);
        let receives = |viewer: &Jid| *viewer != actor.account && self.accounts.contains_key(viewer);
        let viewers = place.viewers(self).into_iter();
        for reader in viewers.filter(|viewer| receives(viewer) && !deaf.contains(viewer)).collect::<Vec<_>>() {
            self.conversations.change(place, id, |message| message.set_receipt(&reader, Receipt::Delivered));
            let receipt = (&[id.clone()][..], ReceiptKind::Delivered, at);
            self.notify_author(&actor.account, place, &Actor::phone(&reader), receipt);
        }
    }

    /// Sends a receipt for messages of one author. Messages of other authors are skipped.
    pub(crate) fn mark(
        &mut self,
        actor: &Actor,
        chat: &Jid,
        targets: &[Target],
        receipt: Receipt,
        at: SystemTime,
    ) -> Result<(), Rejected> {
        let place = self.place(&actor.account, chat);
        for target in targets {
            let demand = |message: &Message| phone::receipt(message, &actor.account, receipt);
            self.demand_of(actor, (&place, &target.id), demand)?;
        }
        let marked = self.set_receipts(&actor.account, &place, targets, receipt);
        let mut by_author: IndexMap<_, Vec<_>> = IndexMap::new();
        for target in &marked {
            by_author.entry(&target.author).or_default().push(target.id.clone());
        }
        for (author, ids) in by_author {
            self.notify_author(author, &place, actor, (&ids, ReceiptKind::from(receipt.name()), at));
        }
        if receipt == Receipt::Read && !marked.is_empty() {
            let ids: Vec<_> = marked.iter().map(|target| target.id.clone()).collect();
            self.notify_account(&actor.account, actor.instance.as_deref(), |network| {
                let read = (&ids[..], ReceiptKind::ReadSelf, at);
                EventData::MessageRead(Box::new(events::receipt(network, &actor.account, &place, actor, read)))
            });
        }
        Ok(())
    }

    /// Records the receipts of a reader, and returns the messages that they are for.
    fn set_receipts<'a>(
        &mut self,
        reader: &Jid,
        place: &Place,
        targets: &'a [Target],
        receipt: Receipt,
    ) -> Vec<&'a Target> {
        let mut is_marked = |target: &Target| {
            let is_by_author = self.conversations.change(place, &target.id, |message| {
                let is_by_author = message.author == target.author;
                if is_by_author {
                    message.set_receipt(reader, receipt);
                }
                is_by_author
            });
            is_by_author == Some(true)
        };
        targets.iter().filter(|target| target.author != *reader && is_marked(target)).collect()
    }

    fn notify_author(
        &mut self,
        author: &Jid,
        place: &Place,
        reader: &Actor,
        receipt: (&[MessageId], ReceiptKind, SystemTime),
    ) {
        self.notify_account(author, None, |network| {
            EventData::MessageRead(Box::new(events::receipt(network, author, place, reader, receipt.clone())))
        });
    }
}
