//! The file in a request: base64, or a URL.

use bytes::Bytes;
use wsapi_client::Media;

use crate::server::{Context, Rejection, go_base64};

/// The maximum size of a file that the server downloads from a URL.
const MOST_BYTES: usize = 50 << 20;

/// A file in a request.
#[derive(Debug)]
pub(crate) struct Attachment {
    pub(crate) media: Media,
    pub(crate) url: Option<String>,
}

impl Attachment {
    /// Returns the bytes of the file. A URL is never fetched: it has the file that the test placed there.
    pub(crate) fn bytes(&self, context: &Context<'_>) -> Result<Bytes, Rejection> {
        let url = self.url.as_deref().filter(|url| !url.is_empty());
        let data = serde_json::to_value(&self.media).ok();
        let data = data.as_ref().and_then(|data| data.as_str()).filter(|data| !data.is_empty());
        match (data, url) {
            (None, None) => Err(Rejection::bad_request("either data or url is required")),
            (Some(_), Some(_)) => Err(Rejection::bad_request("provide either data or url, not both")),
            (Some(data), None) => go_base64::standard(data).map(Bytes::from).map_err(Rejection::bad_request),
            (None, Some(url)) => loaded(context, url),
        }
    }
}

fn loaded(context: &Context<'_>, url: &str) -> Result<Bytes, Rejection> {
    if !is_absolute(url) {
        let detail = format!("failed to download from URL: Get \"{url}\": unsupported protocol scheme \"\"");
        return Err(Rejection::bad_request(detail));
    }
    let bytes = context.world.web.get(url).cloned().unwrap_or_default();
    match bytes.len() {
        length if length > MOST_BYTES => {
            Err(Rejection::bad_request(format!("file size {length} exceeds limit {MOST_BYTES}")))
        }
        _ => Ok(bytes),
    }
}

/// Returns `true` if a text is an absolute HTTP URL.
fn is_absolute(url: &str) -> bool {
    url.parse::<http::Uri>().is_ok_and(|uri| matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some())
}
