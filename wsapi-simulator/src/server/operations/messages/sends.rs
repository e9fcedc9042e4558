//! The operations that send a message, one per kind of content.

use wsapi_client::{
    Jid, operations,
    types::{
        Created, MediaKind, SendContactRequest, SendDocumentRequest, SendLinkRequest, SendLocationRequest,
        SendMediaRequest, SendStickerRequest, SendTextRequest,
    },
};

use super::{
    Attachment, Output, may_upload,
    options::{Options, options, timer},
    send,
};
use crate::{
    media_types,
    network::{ContactCard, Content, Draft, File, LinkPreview, Location},
    server::{Context, Rejection, go_base64, recipient},
};

pub(super) fn text(context: &mut Context<'_>, body: SendTextRequest) -> Output<operations::SendText> {
    let to = recipient::of_message(&body.to)?;
    let content = Content::text(body.text);
    let draft = options!(body).draft(&to, content)?;
    send(context, &to, draft)
}

pub(super) fn image(context: &mut Context<'_>, body: SendMediaRequest) -> Output<operations::SendImage> {
    media(context, body, MediaKind::Image)
}

pub(super) fn video(context: &mut Context<'_>, body: SendMediaRequest) -> Output<operations::SendVideo> {
    media(context, body, MediaKind::Video)
}

pub(super) fn audio(context: &mut Context<'_>, body: SendMediaRequest) -> Output<operations::SendAudio> {
    media(context, body, MediaKind::Audio)
}

/// Sends a voice message. Its MIME type is always the same.
pub(super) fn voice(context: &mut Context<'_>, mut body: SendMediaRequest) -> Output<operations::SendVoice> {
    body.mime_type = Some(media_types::VOICE.to_owned());
    media(context, body, MediaKind::Voice)
}

/// Sends an image, a video, an audio file or a voice message. The latter two have no caption.
fn media(context: &mut Context<'_>, body: SendMediaRequest, kind: MediaKind) -> Result<Created, Rejection> {
    let bytes = Attachment { media: body.media, url: body.url }.bytes(context)?;
    let mut file = File::new(kind, body.mime_type.unwrap_or_default(), bytes);
    if matches!(file.kind, MediaKind::Image | MediaKind::Video) {
        file.caption = body.caption.unwrap_or_default();
    }
    let is_view_once = body.view_once.unwrap_or_default();
    send_file(context, &body.to, file, options!(body), is_view_once)
}

/// Sends a document. The extension of its name determines its MIME type.
pub(super) fn document(context: &mut Context<'_>, body: SendDocumentRequest) -> Output<operations::SendDocument> {
    let bytes = Attachment { media: body.media, url: body.url }.bytes(context)?;
    let mut file = File::new(MediaKind::Document, media_types::of_name(&body.filename), bytes);
    (file.caption, file.name) = (body.caption.unwrap_or_default(), body.filename);
    send_file(context, &body.to, file, options!(body), false)
}

pub(super) fn sticker(context: &mut Context<'_>, body: SendStickerRequest) -> Output<operations::SendSticker> {
    let bytes = Attachment { media: body.media, url: body.url }.bytes(context)?;
    let file = File::new(MediaKind::Sticker, media_types::STICKER, bytes);
    send_file(context, &body.to, file, options!(body), false)
}

fn send_file(
    context: &mut Context<'_>,
    to: &Jid,
    file: File,
    options: Options,
    is_view_once: bool,
) -> Result<Created, Rejection> {
    let to = recipient::of_message(to)?;
    let draft = Draft { is_view_once, ..options.draft(&to, Content::File(Box::new(file)))? };
    may_upload(context)?;
    send(context, &to, draft)
}

pub(super) fn contact(context: &mut Context<'_>, body: SendContactRequest) -> Output<operations::SendContact> {
    let (name, vcard) = (body.display_name.unwrap_or_default(), body.vcard.unwrap_or_default());
    if name.is_empty() && vcard.is_empty() {
        return Err(Rejection::bad_request("either displayName or vcard is required"));
    }
    let to = recipient::of_message(&body.to)?;
    let draft = options!(body).draft(&to, Content::Contacts(vec![ContactCard { name, vcard }]))?;
    send(context, &to, draft)
}

/// Sends a location, which has neither a quote nor mentions.
pub(super) fn location(context: &mut Context<'_>, body: SendLocationRequest) -> Output<operations::SendLocation> {
    let to = recipient::of_message(&body.to)?;
    let location = Location {
        latitude: body.latitude,
        longitude: body.longitude,
        name: body.name.unwrap_or_default(),
        address: body.address.unwrap_or_default(),
    };
    let timer = timer(body.ephemeral_expiration);
    send(context, &to, Draft { content: Content::Location(location), timer, ..Draft::default() })
}

pub(super) fn link(context: &mut Context<'_>, body: SendLinkRequest) -> Output<operations::SendLink> {
    let thumbnail = body.jpeg_thumbnail.unwrap_or_default();
    if go_base64::standard(&thumbnail).is_err() {
        return Err(Rejection::bad_request("invalid base64 thumbnail"));
    }
    let preview = LinkPreview {
        url: body.url,
        title: body.title.unwrap_or_default(),
        description: body.description.unwrap_or_default(),
        thumbnail,
    };
    let to = recipient::of_message(&body.to)?;
    let draft = options!(body).draft(&to, Content::Text { text: body.text, link: Some(preview) })?;
    send(context, &to, draft)
}
