//! The account's own marks on messages: receipts, stars, and deletions on its own devices.

use wsapi_client::{
    operations,
    types::{DeleteMessageForMeRequest, MarkAsReadRequest, StarMessageRequest},
};

use super::{
    Output,
    acts::{named, target},
};
use crate::{
    network::{Place, Receipt},
    server::{Context, Rejection, recipient},
};

/// Sends a receipt. A receipt of the kind `sender` is for the account's other devices, and has no effect here.
pub(super) fn read(context: &mut Context<'_>, body: MarkAsReadRequest) -> Output<operations::MarkAsRead> {
    let (chat, target) = named(context, &body.chat_id, &body.sender_id)?;
    let (actor, now) = (context.actor(), context.now());
    let network = context.whatsapp()?;
    if let Some(receipt) = Receipt::named(body.receipt_type.as_str()) {
        network.mark(&actor, &chat, &[target], receipt, now)?;
    }
    Ok(())
}

pub(super) fn star(context: &mut Context<'_>, body: StarMessageRequest) -> Output<operations::StarMessage> {
    let (chat, target) = named(context, &body.chat_id, &body.sender_id)?;
    let (actor, now) = (context.actor(), context.now());
    Ok(context.whatsapp()?.star(&actor, &chat, &target, body.starred, now)?)
}

/// Deletes a message on the account's devices. In a private chat, `isFromMe` determines its author.
pub(super) fn delete_for_me(
    context: &mut Context<'_>,
    body: DeleteMessageForMeRequest,
) -> Output<operations::DeleteMessageForMe> {
    let chat = recipient::chat(&body.chat_id)?;
    let sender = body.sender_id.filter(|sender| !sender.as_str().is_empty());
    let sender = sender.map(|sender| recipient::in_body("senderId", &sender)).transpose()?;
    let is_group = matches!(context.world.network.place(&context.me(), &chat), Place::Group(_));
    let author = match (body.is_from_me, sender) {
        (true, _) => context.me(),
        (false, Some(sender)) => sender,
        (false, None) if is_group => {
            let detail = "sender is required for group messages that are from others";
            return Err(Rejection::bad_request(detail));
        }
        (false, None) => chat.clone(),
    };
    let (me, now, target) = (context.me(), context.now(), target(context, &author));
    context.whatsapp()?.delete_for_me(&me, &chat, &target, now);
    Ok(())
}
