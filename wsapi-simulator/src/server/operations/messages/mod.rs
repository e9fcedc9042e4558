//! Sending messages, and acts on sent messages.

mod acts;
mod attachment;
mod marks;
mod options;
mod sends;

pub(super) use self::attachment::Attachment;

use wsapi_client::{Jid, operations, types::Created};

use super::{Behaviour, Output};
use crate::{
    network::Draft,
    server::{Context, Rejection},
};

pub(super) fn behaviours() -> Vec<Behaviour> {
    vec![
        Behaviour::of::<operations::SendText>(sends::text),
        Behaviour::of::<operations::SendImage>(sends::image),
        Behaviour::of::<operations::SendVideo>(sends::video),
        Behaviour::of::<operations::SendAudio>(sends::audio),
        Behaviour::of::<operations::SendVoice>(sends::voice),
        Behaviour::of::<operations::SendDocument>(sends::document),
        Behaviour::of::<operations::SendSticker>(sends::sticker),
        Behaviour::of::<operations::SendContact>(sends::contact),
        Behaviour::of::<operations::SendLocation>(sends::location),
        Behaviour::of::<operations::SendLink>(sends::link),
        Behaviour::of::<operations::SendReaction>(acts::react),
        Behaviour::of::<operations::EditMessage>(acts::edit),
        Behaviour::of::<operations::PinMessage>(acts::pin),
        Behaviour::of::<operations::DeleteMessage>(acts::delete),
        Behaviour::of::<operations::MarkAsRead>(marks::read),
        Behaviour::of::<operations::StarMessage>(marks::star),
        Behaviour::of::<operations::DeleteMessageForMe>(marks::delete_for_me),
    ]
}

/// Sends a message as the account of the instance.
pub(super) fn send(context: &mut Context<'_>, to: &Jid, draft: Draft) -> Result<Created, Rejection> {
    let (actor, now) = (context.actor(), context.now());
    let network = context.whatsapp()?;
    network.may_write(&actor.account, to)?;
    Ok(created(network.post(&actor, to, draft, now)))
}

/// Checks that a file can be uploaded, which happens before its message is sent.
pub(super) fn may_upload(context: &mut Context<'_>) -> Result<(), Rejection> {
    context.whatsapp().map(|_| ()).map_err(|rejected| Rejection::failed("upload media", &rejected.0))
}

fn created(id: impl Into<String>) -> Created {
    let mut created = Created::new();
    created.id = id.into();
    created
}
