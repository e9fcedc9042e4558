//! Pictures of groups, newsletters and people.

use bytes::Bytes;

/// A picture that was set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Picture {
    pub(crate) id: String,
    pub(crate) bytes: Bytes,
}

impl Picture {
    /// Returns the URL of the picture.
    pub(crate) fn url(&self) -> String {
        format!("https://pps.whatsapp.net/v/{}.jpg", self.id)
    }
}
