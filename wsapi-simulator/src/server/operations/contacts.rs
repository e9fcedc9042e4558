//! The contacts of the account, and the people it blocks.

use wsapi_client::{
    Jid, operations,
    types::{Contact, CreateContactRequest},
};

use super::{Behaviour, Output};
use crate::{
    network::SavedContact,
    server::{Context, Refusal, phone, recipient},
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

/// All devices of the account are notified, including this one.
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
    context.instance().contacts.save(person.clone(), saved.clone());
    let me = context.me();
    context.world.network.save_contact(&me, &person, saved);
    Ok(())
}

fn sync(context: &mut Context<'_>, (): ()) -> Output<operations::SyncContacts> {
    let book = context.world.network.address_book(&context.me());
    for (id, saved) in book {
        context.instance().contacts.save(id, saved);
    }
    Ok(())
}

/// A stranger is a contact without names.
fn get(context: &mut Context<'_>, (): ()) -> Output<operations::GetContact> {
    let id = id(context)?;
    Ok(contact(context, &id))
}

fn blocklist(context: &mut Context<'_>, (): ()) -> Output<operations::GetBlocklist> {
    let network = &context.world.network;
    let blocked = network.account(&context.me()).map(|account| &account.blocked);
    Ok(blocked.into_iter().flatten().map(|id| network.identity(id)).collect())
}

fn block(context: &mut Context<'_>, (): ()) -> Output<operations::BlockContact> {
    let id = id(context)?;
    let me = context.me();
    context.world.network.register(&me).blocked.insert(id);
    Ok(())
}

fn unblock(context: &mut Context<'_>, (): ()) -> Output<operations::UnblockContact> {
    let id = id(context)?;
    let me = context.me();
    context.world.network.register(&me).blocked.shift_remove(&id);
    Ok(())
}

/// The contact in the path.
fn id(context: &Context<'_>) -> Result<Jid, Refusal> {
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
    // A business's name arrives with its messages, as a push name does.
    contact.business_name = business_name.filter(|_| contacts.push_name(id).is_some());
    if let Some(saved) = contacts.saved(id) {
        contact.full_name.clone_from(&saved.full_name);
        contact.first_name.clone_from(&saved.first_name);
        contact.in_phone_address_book = saved.is_in_phone;
    }
    contact
}
