//! The file in a request: base64, or an address.

use bytes::Bytes;
use wsapi_client::Media;

use crate::server::{Context, Refusal, go_base64};

/// The most bytes that the server loads from an address.
const MOST_BYTES: usize = 50 << 20;

/// A file as a request has it.
#[derive(Debug)]
pub(crate) struct Attachment {
    pub(crate) media: Media,
    pub(crate) url: Option<String>,
}

impl Attachment {
    /// The bytes. Nothing is fetched: at an address is what the test has put there.
    pub(crate) fn bytes(&self, context: &Context<'_>) -> Result<Bytes, Refusal> {
        let url = self.url.as_deref().filter(|url| !url.is_empty());
        let data = serde_json::to_value(&self.media).ok();
        let data = data.as_ref().and_then(|data| data.as_str()).filter(|data| !data.is_empty());
        match (data, url) {
            (None, None) => Err(Refusal::bad_request("either data or url is required")),
            (Some(_), Some(_)) => Err(Refusal::bad_request("provide either data or url, not both")),
            (Some(data), None) => go_base64::standard(data).map(Bytes::from).map_err(Refusal::bad_request),
            (None, Some(url)) => loaded(context, url),
        }
    }
}

fn loaded(context: &Context<'_>, url: &str) -> Result<Bytes, Refusal> {
    if !is_absolute(url) {
        let detail = format!("failed to download from URL: Get \"{url}\": unsupported protocol scheme \"\"");
        return Err(Refusal::bad_request(detail));
    }
    let bytes = context.world.web.get(url).cloned().unwrap_or_default();
    match bytes.len() {
        length if length > MOST_BYTES => {
            Err(Refusal::bad_request(format!("file size {length} exceeds limit {MOST_BYTES}")))
        }
        _ => Ok(bytes),
    }
}

/// Whether a text is the address of something on the web.
pub(super) fn is_absolute(url: &str) -> bool {
    url.parse::<http::Uri>().is_ok_and(|uri| matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some())
}
