//! What everybody in the chat sees: reactions, edits, pins and deletions.

use wsapi_client::{
    Jid, operations,
    types::{DeleteMessageRequest, EditMessageRequest, PinMessageRequest, ReportedPinDuration, SendReactionRequest},
};

use super::{Output, created, options::timer};
use crate::{
    network::{Edit, Target},
    server::{Context, Refusal, recipient},
};

/// Reacts to a message. Without a sender, the message is taken to be the account's own.
pub(super) fn react(context: &mut Context<'_>, body: SendReactionRequest) -> Output<operations::SendReaction> {
    let to = recipient::of_message(&body.to)?;
    let author = match body.sender_id.as_str() {
        "" => context.me(),
        _ => recipient::in_body("senderId", &body.sender_id)?,
    };
    let target = target(context, &author);
    let (actor, now) = (context.actor(), context.now());
    context.world.network.may_react(&actor.account, &to)?;
    Ok(created(context.world.network.react(&actor, &to, &target, &body.reaction, now)))
}

pub(super) fn edit(context: &mut Context<'_>, body: EditMessageRequest) -> Output<operations::EditMessage> {
    let to = recipient::of_message(&body.to)?;
    let edit =
        Edit { text: body.text, mentions: body.mentions.unwrap_or_default(), timer: timer(body.ephemeral_expiration) };
    let (actor, now, id) = (context.actor(), context.now(), context.path("messageId").into());
    context.world.network.may_write(&actor.account, &to)?;
    Ok(created(context.world.network.edit(&actor, &to, &id, &edit, now)))
}

/// Pins a message, or removes the pin. A pin without a duration is one of the duration 0.
pub(super) fn pin(context: &mut Context<'_>, body: PinMessageRequest) -> Output<operations::PinMessage> {
    let (chat, target) = named(context, &body.chat_id, &body.sender_id)?;
    let stated = body.pin_expiration.filter(|duration| !duration.as_str().is_empty());
    let duration = stated.map_or(ReportedPinDuration::Off, |duration| duration.as_str().into());
    let (actor, now) = (context.actor(), context.now());
    context.world.network.may_write(&actor.account, &chat)?;
    context.world.network.pin(&actor, &chat, &target, body.pinned.then_some(&duration), now);
    Ok(())
}

pub(super) fn delete(context: &mut Context<'_>, body: DeleteMessageRequest) -> Output<operations::DeleteMessage> {
    let (chat, target) = named(context, &body.chat_id, &body.sender_id)?;
    let (actor, now) = (context.actor(), context.now());
    context.world.network.may_react(&actor.account, &chat)?;
    context.world.network.delete(&actor, &chat, &target, now);
    Ok(())
}

/// The chat and the message that a request names.
pub(super) fn named(context: &Context<'_>, chat: &Jid, sender: &Jid) -> Result<(Jid, Target), Refusal> {
    let chat = recipient::chat(chat)?;
    let author = recipient::in_body("senderId", sender)?;
    Ok((chat, target(context, &author)))
}

/// The message in the path, by an author.
pub(super) fn target(context: &Context<'_>, author: &Jid) -> Target {
    Target { author: context.world.network.canonical(author), id: context.path("messageId").into() }
}
