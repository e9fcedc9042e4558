//! Acts that everybody in the chat sees: reactions, edits, pins and deletions.

use wsapi_client::{
    Jid, operations,
    types::{DeleteMessageRequest, EditMessageRequest, PinMessageRequest, ReportedPinDuration, SendReactionRequest},
};

use super::{Output, created, options::timer};
use crate::{
    network::{Edit, Target},
    server::{Context, Rejection, recipient},
};

/// Reacts to a message. Without a sender, the account is taken as its author.
pub(super) fn react(context: &mut Context<'_>, body: SendReactionRequest) -> Output<operations::SendReaction> {
    let to = recipient::of_message(&body.to)?;
    let author = match body.sender_id.as_str() {
        "" => context.me(),
        _ => recipient::in_body("senderId", &body.sender_id)?,
    };
    let target = target(context, &author);
    let (actor, now) = (context.actor(), context.now());
    Ok(created(context.whatsapp()?.react(&actor, &to, &target, &body.reaction, now)?))
}

pub(super) fn edit(context: &mut Context<'_>, body: EditMessageRequest) -> Output<operations::EditMessage> {
    let to = recipient::of_message(&body.to)?;
    let edit =
        Edit { text: body.text, mentions: body.mentions.unwrap_or_default(), timer: timer(body.ephemeral_expiration) };
    let (actor, now, id) = (context.actor(), context.now(), context.path("messageId").into());
    Ok(created(context.whatsapp()?.edit(&actor, &to, &id, &edit, now)?))
}

/// Pins a message, or removes the pin. A pin without a duration has the duration 0.
pub(super) fn pin(context: &mut Context<'_>, body: PinMessageRequest) -> Output<operations::PinMessage> {
    let (chat, target) = named(context, &body.chat_id, &body.sender_id)?;
    let stated = body.pin_expiration.filter(|duration| !duration.as_str().is_empty());
    let duration = stated.map_or(ReportedPinDuration::Off, |duration| duration.as_str().into());
    let (actor, now) = (context.actor(), context.now());
    Ok(context.whatsapp()?.pin(&actor, &chat, &target, body.pinned.then_some(&duration), now)?)
}

pub(super) fn delete(context: &mut Context<'_>, body: DeleteMessageRequest) -> Output<operations::DeleteMessage> {
    let (chat, target) = named(context, &body.chat_id, &body.sender_id)?;
    let (actor, now) = (context.actor(), context.now());
    Ok(context.whatsapp()?.delete(&actor, &chat, &target, now)?)
}

/// Returns the chat and the message of a request.
pub(super) fn named(context: &Context<'_>, chat: &Jid, sender: &Jid) -> Result<(Jid, Target), Rejection> {
    let chat = recipient::chat(chat)?;
    let author = recipient::in_body("senderId", sender)?;
    Ok((chat, target(context, &author)))
}

/// Returns the message in the path, with this author.
pub(super) fn target(context: &Context<'_>, author: &Jid) -> Target {
    Target { author: context.world.network.canonical(author), id: context.path("messageId").into() }
}
