//! Receipts: what was delivered, read and played.

use std::time::SystemTime;

use wsapi_client::{EventData, Jid, MessageId, types::ReceiptKind};

use super::{Actor, Network, Place, Receipt, Target, message_events as events};

impl Network {
    /// Notes that a new message has arrived, and notifies its author. The phones of all people are on.
    pub(super) fn deliver(&mut self, actor: &Actor, place: &Place, id: &MessageId, at: SystemTime) {
        if !matches!(place, Place::Private(..) | Place::Group(_)) {
            return;
        }
        let deaf = self.deaf(actor, place);
        let receives = |viewer: &Jid| *viewer != actor.account && self.accounts.contains_key(viewer);
        let viewers = place.viewers(self).into_iter();
        for reader in viewers.filter(|viewer| receives(viewer) && !deaf.contains(viewer)).collect::<Vec<_>>() {
            if let Some(message) = self.conversation_mut(place).get_mut(id) {
                message.set_receipt(&reader, Receipt::Delivered);
            }
            let receipt = (&[id.clone()][..], ReceiptKind::Delivered, at);
            self.tell_author(&actor.account, place, &Actor::phone(&reader), receipt);
        }
    }

    /// Gives a receipt for messages of one author. A message by somebody else is left out.
    pub(crate) fn mark(&mut self, actor: &Actor, chat: &Jid, targets: &[Target], receipt: Receipt, at: SystemTime) {
        let place = self.place(&actor.account, chat);
        let (mut marked, mut authors): (Vec<Target>, Vec<Jid>) = (Vec::new(), Vec::new());
        for target in targets.iter().filter(|target| target.author != actor.account) {
            let message = self.conversation_mut(&place).get_mut(&target.id);
            let Some(message) = message.filter(|message| message.author == target.author) else { continue };
            message.set_receipt(&actor.account, receipt);
            marked.push(target.clone());
            if !authors.contains(&target.author) {
                authors.push(target.author.clone());
            }
        }
        let kind = ReceiptKind::from(receipt.name());
        for author in &authors {
            let own = marked.iter().filter(|target| target.author == *author);
            let ids: Vec<_> = own.map(|target| target.id.clone()).collect();
            self.tell_author(author, &place, actor, (&ids, kind.clone(), at));
        }
        if receipt == Receipt::Read && !marked.is_empty() {
            let ids: Vec<_> = marked.iter().map(|target| target.id.clone()).collect();
            self.tell_account(&actor.account, actor.instance.as_deref(), |network| {
                let read = (&ids[..], ReceiptKind::ReadSelf, at);
                EventData::MessageRead(Box::new(events::receipt(network, &actor.account, &place, actor, read)))
            });
        }
    }

    fn tell_author(
        &mut self,
        author: &Jid,
        place: &Place,
        reader: &Actor,
        receipt: (&[MessageId], ReceiptKind, SystemTime),
    ) {
        self.tell_account(author, None, |network| {
            EventData::MessageRead(Box::new(events::receipt(network, author, place, reader, receipt.clone())))
        });
    }
}
