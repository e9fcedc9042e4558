//! The contacts and the blocklist of the account.

use wsapi_client::{
    Jid, operations,
    types::{Contact, CreateContactRequest},
};

use super::{Behaviour, Output};
use crate::{
    network::SavedContact,
    server::{Context, Rejection, phone, recipient},
};

pub(super) fn behaviours() -> Vec<Behaviour> {
    vec![
        Behaviour::of::<operations::ListContacts>(list),
        Behaviour::of::<operations::CreateContact>(create),
        Behaviour::of::<operations::SyncContacts>(sync),
        Behaviour::of::<operations::GetContact>(get),
        Behaviour::of::<operations::GetBlocklist>(blocklist),
        Behaviour::of::<operations::BlockContact>(block),
        Behaviour::of::<operations::UnblockContact>(unblock),
    ]
}

fn list(context: &mut Context<'_>, (): ()) -> Output<operations::ListContacts> {
    let saved = context.instance().contacts.list();
    let ids: Vec<_> = saved.into_iter().map(|(id, _)| id.clone()).collect();
    Ok(ids.into_iter().map(|id| contact(context, &id)).collect())
}

/// Saves a contact. All devices of the account are notified, including this one.
fn create(context: &mut Context<'_>, body: CreateContactRequest) -> Output<operations::CreateContact> {
    let person = match body.id.as_str().contains('@') {
        true => recipient::in_path("contact", body.id.as_str())?,
        false => phone::number(body.id.as_str())?,
    };
    let person = context.world.network.canonical(&person);
    let saved = SavedContact {
        full_name: body.full_name,
        first_name: body.first_name.filter(|name| !name.is_empty()),
        is_in_phone: false,
    };
    let me = context.me();
    context.whatsapp()?.save_contact(&me, &person, saved.clone());
    context.instance().contacts.save(person, saved);
    Ok(())
}

fn sync(context: &mut Context<'_>, (): ()) -> Output<operations::SyncContacts> {
    let me = context.me();
    let book = context.whatsapp()?.address_book(&me);
    for (id, saved) in book {
        context.instance().contacts.save(id, saved);
    }
    Ok(())
}

/// Returns a contact. A stranger is a contact without names.
fn get(context: &mut Context<'_>, (): ()) -> Output<operations::GetContact> {
    let id = id(context)?;
    Ok(contact(context, &id))
}

fn blocklist(context: &mut Context<'_>, (): ()) -> Output<operations::GetBlocklist> {
    let me = context.me();
    let network = context.whatsapp()?;
    let blocked = network.account(&me).map(|account| &account.blocked);
    Ok(blocked.into_iter().flatten().map(|id| network.identity(id)).collect())
}

fn block(context: &mut Context<'_>, (): ()) -> Output<operations::BlockContact> {
    let id = id(context)?;
    let me = context.me();
    context.whatsapp()?.block(&me, id);
    Ok(())
}

fn unblock(context: &mut Context<'_>, (): ()) -> Output<operations::UnblockContact> {
    let id = id(context)?;
    let me = context.me();
    context.whatsapp()?.register(&me).blocked.shift_remove(&id);
    Ok(())
}

/// Returns the contact in the path.
fn id(context: &Context<'_>) -> Result<Jid, Rejection> {
    let id = recipient::in_path("contact", context.path("id"))?;
    Ok(context.world.network.canonical(&id))
}

fn contact(context: &mut Context<'_>, id: &Jid) -> Contact {
    let identity = context.world.network.identity(id);
    let business = context.world.network.account(id).and_then(|account| account.business.as_ref());
    let business_name = business.map(|business| business.name.clone());
    let contacts = &context.instance().contacts;
    let mut contact = Contact::new();
    (contact.id, contact.lid, contact.phone) = (identity.id, identity.lid, identity.phone);
    contact.push_name = contacts.push_name(id).unwrap_or_default().to_owned();
    // The name of a business arrives with its messages, like a push name.
    contact.business_name = business_name.filter(|_| contacts.push_name(id).is_some());
    if let Some(saved) = contacts.saved(id) {
        contact.full_name.clone_from(&saved.full_name);
        contact.first_name.clone_from(&saved.first_name);
        contact.in_phone_address_book = saved.is_in_phone;
    }
    contact
}
