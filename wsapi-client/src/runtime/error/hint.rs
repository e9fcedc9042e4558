//! What to do next, where the facts allow to say it.

use super::{Error, Kind};

impl Error {
    /// What to do next, where that is known. `Display` shows it too.
    ///
    /// ```
    /// fn explain(error: &wsapi_client::Error) {
    ///     eprintln!("{}", error.hint().unwrap_or("no advice"));
    /// }
    /// ```
    pub fn hint(&self) -> Option<&'static str> {
        let Kind::Status { detail } = &self.inner.kind else { return None };
        match (self.status()?, detail.as_deref()) {
            (400, Some("missing X-Instance-Id header")) => {
                Some("name the instance with `ClientBuilder::instance_id` or `Client::instance`")
            }
            (401, _) => Some("the key is missing or wrong for this instance, account or server"),
            (403, _) => Some("the key is not permitted to do this"),
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
}
