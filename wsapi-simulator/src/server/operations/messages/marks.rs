//! What the account notes about a message for itself: receipts, stars, and deletions on its own devices.

use wsapi_client::{
    Time, operations,
    types::{DeleteMessageForMeRequest, MarkAsReadRequest, StarMessageRequest},
};

use super::{
    Output,
    acts::{named, target},
};
use crate::{
    network::{Place, Receipt},
    server::{Context, Refusal, recipient},
};

/// Gives a receipt. One of the kind `sender` is for the account's other devices, and has no effect here.
pub(super) fn read(context: &mut Context<'_>, body: MarkAsReadRequest) -> Output<operations::MarkAsRead> {
    let (chat, target) = named(context, &body.chat_id, &body.sender_id)?;
    let (actor, now) = (context.actor(), context.now());
    if let Some(receipt) = Receipt::named(body.receipt_type.as_str()) {
        context.world.network.mark(&actor, &chat, &[target], receipt, now);
    }
    Ok(())
}

pub(super) fn star(context: &mut Context<'_>, body: StarMessageRequest) -> Output<operations::StarMessage> {
    let (chat, target) = named(context, &body.chat_id, &body.sender_id)?;
    let (me, now) = (context.me(), context.now());
    context.world.network.star(&me, &chat, &target, body.starred, now);
    Ok(())
}

/// Deletes a message on the account's devices. In a private chat its author follows from `isFromMe`.
pub(super) fn delete_for_me(
    context: &mut Context<'_>,
    body: DeleteMessageForMeRequest,
) -> Output<operations::DeleteMessageForMe> {
    if let Some(time) = body.timestamp.filter(|time| time.as_str().parse::<Time>().is_err()) {
        let form = "2006-01-02T15:04:05Z07:00";
        let detail = format!("parsing time \"{time}\" as \"{form}\": cannot parse \"{time}\" as \"2006\"");
        return Err(Refusal::bad_request(format!("invalid request body: {detail}")));
    }
    let chat = recipient::chat(&body.chat_id)?;
    let sender = body.sender_id.filter(|sender| !sender.as_str().is_empty());
    let sender = sender.map(|sender| recipient::in_body("senderId", &sender)).transpose()?;
    let is_group = matches!(context.world.network.place(&context.me(), &chat), Place::Group(_));
    let author = match (body.is_from_me, sender) {
        (true, _) => context.me(),
        (false, Some(sender)) => sender,
        (false, None) if is_group => {
            let detail = "sender is required for group messages that are from others";
            return Err(Refusal::bad_request(detail));
        }
        (false, None) => chat.clone(),
    };
    let (me, now, target) = (context.me(), context.now(), target(context, &author));
    context.world.network.delete_for_me(&me, &chat, &target, now);
    Ok(())
}
