//! A JSON body with media in it, written while it is sent.

use std::fmt;

use bytes::Bytes;
use tokio::io::AsyncReadExt;

use super::{
    Media,
    encoder::{self, Encoder},
    mime,
    source::{Opened, Source},
};
use crate::runtime::transport::Body;

/// The number of bytes that are read to find the type.
const MAGIC: u64 = 64;

/// A file that was taken out of a body.
pub(crate) struct Attachment {
    pub(crate) media: Media,
    /// The member for its content.
    pub(crate) member: &'static str,
    /// The member for its type, if the body has one and it is not set.
    pub(crate) mime_type: Option<&'static str>,
    /// The member for its URL, if the body has one and it is not set.
    pub(crate) url: Option<&'static str>,
}

/// A JSON object with its media.
pub(crate) enum Spliced {
    /// It contains a URL.
    Json(Vec<u8>),
    /// The media is read while it is sent.
    Upload(Upload),
}

/// A JSON object that is complete except for its media.
#[derive(Clone)]
pub struct Upload {
    /// The object without its closing brace, up to the opening quote of the media.
    before: Bytes,
    media: Media,
    /// The member for the MIME type, if the body has one and it is not set.
    mime_type: Option<&'static str>,
}

/// Hides the object, which may contain a message.
impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload").field("media", &self.media).finish_non_exhaustive()
    }
}

impl Upload {
    /// Inserts the media into the object.
    pub(crate) fn splice(mut json: Vec<u8>, attachment: Attachment) -> Result<Spliced, String> {
        let Attachment { media, member, mime_type, url } = attachment;
        json.pop_if(|last| *last == b'}').ok_or("media can only be sent in a JSON object")?;
        if let (Some(member), Some(url)) = (url, media.as_url()) {
            check_url(url)?;
            push_member(&mut json, member);
            json.extend(serde_json::to_vec(url).map_err(|_| "cannot write the media URL as JSON")?);
            if let (Some(member), Some(mime)) =
                (mime_type, mime::of_name(media.name.as_deref().unwrap_or(file_of(url))))
            {
                push_member(&mut json, member);
                json.extend(format!("\"{mime}\"").into_bytes());
            }
            json.push(b'}');
            return Ok(Spliced::Json(json));
        }
        if let Source::Base64(text) = &media.source {
            encoder::check(text).map_err(|problem| format!("`{member}` is not base64: {problem}"))?;
        }
        push_member(&mut json, member);
        json.push(b'"');
        Ok(Spliced::Upload(Self { before: json.into(), media, mime_type }))
    }

    /// Opens the media, and creates the body from it and from the text around it.
    pub(crate) async fn open(&self, max_size: u64) -> Result<Body, String> {
        if let Source::Base64(text) = &self.media.source {
            check_size(&self.media.source.label(), encoder::decoded_length(text), max_size)?;
            let mime = self.named_type().or_else(|| mime::of_base64(text));
            return Ok([&self.before, text.as_bytes(), &self.after(mime)].concat().into());
        }
        let mut opened = self.media.source.open().await?;
        check_size(&opened.label, opened.length, max_size)?;
        let mut mime = self.named_type();
        if mime.is_none() && self.mime_type.is_some() {
            mime = look_into(&mut opened).await?;
        }
        let progress = self.media.progress.clone().map(|progress| progress.0);
        Ok(Body::wrap(Encoder::new(self.before.clone(), opened, self.after(mime).into(), progress)))
    }

    pub(crate) fn can_be_opened_again(&self) -> bool {
        self.media.source.can_be_opened()
    }

    /// Returns the type for the extension of the file name.
    fn named_type(&self) -> Option<&'static str> {
        mime::of_name(self.media.name.as_deref().or_else(|| self.media.source.name())?)
    }

    /// Returns the text after the media.
    fn after(&self, mime: Option<&str>) -> Vec<u8> {
        match (self.mime_type, mime) {
            (Some(member), Some(mime)) => format!("\",\"{member}\":\"{mime}\"}}").into(),
            _ => b"\"}".to_vec(),
        }
    }
}

/// Finds the type from the first bytes, and puts them back.
async fn look_into(opened: &mut Opened) -> Result<Option<&'static str>, String> {
    let mut first = Vec::new();
    let read = (&mut opened.reader).take(MAGIC).read_to_end(&mut first).await;
    read.map_err(|error| format!("cannot read {}: {error}", opened.label))?;
    let mime = mime::of_bytes(&first);
    let rest = std::mem::replace(&mut opened.reader, Box::pin(tokio::io::empty()));
    opened.reader = Box::pin(std::io::Cursor::new(first).chain(rest));
    Ok(mime)
}

fn push_member(json: &mut Vec<u8>, name: &str) {
    if json.len() > 1 {
        json.push(b',');
    }
    json.extend_from_slice(b"\"");
    json.extend_from_slice(name.as_bytes());
    json.extend_from_slice(b"\":");
}

/// Returns the last segment of the path of a URL.
fn file_of(url: &str) -> &str {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default()
}

fn check_size(label: &str, size: u64, max_size: u64) -> Result<(), String> {
    match size {
        0 => Err(format!("{label} is empty")),
        _ if size > max_size => {
            Err(format!("{label} has {size} bytes, but the limit is {max_size} (`ClientBuilder::max_media_size`)"))
        }
        _ => Ok(()),
    }
}

/// Checks a URL. The server accepts only absolute ones. Errors do not show the URL, because it may contain a token.
fn check_url(url: &str) -> Result<(), String> {
    let is_absolute = url.parse::<http::Uri>().is_ok_and(|uri| {
        matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some_and(|host| !host.is_empty())
    });
    if is_absolute {
        Ok(())
    } else {
        Err("the media URL must begin with `https://` or `http://` and a host".to_owned())
    }
}
