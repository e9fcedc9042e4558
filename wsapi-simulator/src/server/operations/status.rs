//! Status updates.

use wsapi_client::{
    Jid, operations,
    types::{Created, MediaKind, PostMediaStatusRequest, PostTextStatusRequest},
};

use super::{
    Behaviour, Output,
    messages::{Attachment, may_upload, send},
};
use crate::{
    network::{Content, Draft, File, STATUS, Target},
    server::{Context, Rejection},
};

pub(super) fn behaviours() -> Vec<Behaviour> {
    vec![
        Behaviour::of::<operations::GetStatusPrivacy>(privacy),
        Behaviour::of::<operations::PostTextStatus>(text),
        Behaviour::of::<operations::PostImageStatus>(|context, body| media(context, body, MediaKind::Image)),
        Behaviour::of::<operations::PostVideoStatus>(|context, body| media(context, body, MediaKind::Video)),
        Behaviour::of::<operations::DeleteStatus>(delete),
    ]
}

fn privacy(context: &mut Context<'_>, (): ()) -> Output<operations::GetStatusPrivacy> {
    let me = context.me();
    Ok(context.whatsapp()?.status_privacy(&me))
}

fn text(context: &mut Context<'_>, body: PostTextStatusRequest) -> Output<operations::PostTextStatus> {
    post(context, Content::text(body.text))
}

fn media(context: &mut Context<'_>, body: PostMediaStatusRequest, kind: MediaKind) -> Result<Created, Rejection> {
    let bytes = Attachment { media: body.media, url: body.url }.bytes(context)?;
    let mut file = File::new(kind, body.mime_type.unwrap_or_default(), bytes);
    file.caption = body.caption.unwrap_or_default();
    may_upload(context)?;
    post(context, Content::File(Box::new(file)))
}

fn post(context: &mut Context<'_>, content: Content) -> Result<Created, Rejection> {
    send(context, &status(), Draft { content, ..Draft::default() })
}

/// Deletes a status update. An unknown id is not an error.
fn delete(context: &mut Context<'_>, (): ()) -> Output<operations::DeleteStatus> {
    let (actor, now) = (context.actor(), context.now());
    let target = Target { author: context.me(), id: context.path("messageId").into() };
    context.whatsapp()?.delete(&actor, &status(), &target, now)?;
    Ok(())
}

fn status() -> Jid {
    STATUS.parse().expect("a JID")
}
