//! What to do next, where the facts allow to say it.

use super::{Error, Kind};

/// For a page of something else that was asked in its place.
const NOT_THE_SERVICE: &str = "this is a web page, and not from the service; is the base URL right, and does nothing ask \
                               for a login on the way?";

impl Error {
    /// What to do next, where that is known. `Display` shows it too.
    ///
    /// ```
    /// fn explain(error: &wsapi_client::Error) {
    ///     eprintln!("{}", error.hint().unwrap_or("no advice"));
    /// }
    /// ```
    pub fn hint(&self) -> Option<&'static str> {
        let detail = match &self.inner.kind {
            Kind::Status { detail } => detail.as_deref(),
            Kind::Decode(_) if self.is_html() => return Some(NOT_THE_SERVICE),
            _ => return None,
        };
        match (self.status()?, detail) {
            (300..=399, _) => {
                Some("redirects are not followed, since they would take the key along; is the base URL right?")
            }
            (400, Some("missing X-Instance-Id header")) => {
                Some("name the instance with `ClientBuilder::instance_id` or `Client::instance`")
            }
            (401, _) => Some("the key is missing or wrong for this instance, account or server"),
            (403, _) => Some("the key is not permitted to do this"),
            (404 | 405, None) if self.is_html() => Some(NOT_THE_SERVICE),
            (404, Some("not found")) => Some(
                "there is no such path; is the base URL right, and is it an operation that this server has? A \
                 self-hosted one has not all that the hosted service has",
            ),
            (404, Some("instance not found")) => Some("there is no instance of this id, or not for this key"),
            (409, _) => Some(
                "pair the device with `client.session().pairing()`, which gives QR codes and waits until it is logged \
                 in and connected, or ask for a code to type with `client.session().pair_code(..)`",
            ),
            (429, _) => Some("send more slowly, see `ClientBuilder::pacing`"),
            (503, Some("instance not available")) => Some("the instance is starting; try again shortly"),
            _ => None,
        }
    }

    fn is_html(&self) -> bool {
        let content_type = self.headers().and_then(|headers| headers.get(http::header::CONTENT_TYPE));
        content_type.is_some_and(|value| value.as_bytes().starts_with(b"text/html"))
    }
}
