//! The rejections of WhatsApp, with the error texts of the library that the server uses.

use std::fmt;

use super::Rejected;

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Rejected {
    /// The account may not do this.
    pub(super) fn forbidden() -> Self {
        Self("info query returned status 403: forbidden".to_owned())
    }

    /// The socket to WhatsApp is lost.
    pub(crate) fn not_connected() -> Self {
        Self("websocket not connected".to_owned())
    }

    /// The account creates too much.
    pub(super) fn rate_limited() -> Self {
        Self("info query returned status 429: rate-overlimit".to_owned())
    }

    /// The target of a change does not exist.
    pub(super) fn no_such_item() -> Self {
        Self("info query returned status 404: item-not-found".to_owned())
    }

    /// The invitation is too old.
    pub(super) fn gone() -> Self {
        Self("info query returned status 410: gone".to_owned())
    }

    /// The account asks about a group that does not exist.
    pub(super) fn no_such_group() -> Self {
        Self("that group does not exist".to_owned())
    }

    /// The account asks about a group without being a member.
    pub(super) fn not_participating() -> Self {
        Self("you're not participating in that group".to_owned())
    }

    /// No group ever had the invite code.
    pub(super) fn invalid_link() -> Self {
        Self("that group invite link is not valid".to_owned())
    }

    /// The invite link was reset.
    pub(super) fn revoked_link() -> Self {
        Self("that group invite link has been revoked".to_owned())
    }

    /// Only admins see the invite link.
    pub(super) fn hidden_link() -> Self {
        Self("you don't have the permission to get the group's invite link".to_owned())
    }

    /// The group is not a community.
    pub(super) fn not_a_community() -> Self {
        Self("JID is not a community".to_owned())
    }

    /// The newsletter does not exist.
    pub(super) fn no_such_newsletter() -> Self {
        Self("that newsletter does not exist".to_owned())
    }
}
