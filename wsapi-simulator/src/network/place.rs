//! The places of messages: private chats, groups, newsletters, and the status updates of a person.

use wsapi_client::{Jid, JidKind};

use super::Network;

/// The address of status updates.
pub(crate) const STATUS: &str = "status@broadcast";

/// A place, the same for everybody in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Place {
    /// A private chat of two people, in the order of their addresses.
    Private(Jid, Jid),
    /// A group or a community.
    Group(Jid),
    Newsletter(Jid),
    /// The status updates of a person.
    Status(Jid),
}

impl Place {
    /// Returns the place that is `chat` for `account`. `chat` is an address with a phone number. See
    /// [`Network::place`].
    pub(super) fn of(account: &Jid, chat: &Jid) -> Self {
        match chat.kind() {
            JidKind::Group => Self::Group(chat.clone()),
            JidKind::Newsletter => Self::Newsletter(chat.clone()),
            JidKind::Status => Self::Status(account.clone()),
            _ if chat < account => Self::Private(chat.clone(), account.clone()),
            _ => Self::Private(account.clone(), chat.clone()),
        }
    }

    /// Returns the address of the place, as `viewer` sees it.
    pub(crate) fn chat(&self, viewer: &Jid) -> Jid {
        match self {
            Self::Private(one, other) if one == viewer => other.clone(),
            Self::Private(one, _) => one.clone(),
            Self::Group(id) | Self::Newsletter(id) => id.clone(),
            Self::Status(_) => STATUS.parse().expect("a JID"),
        }
    }

    pub(crate) fn is_group(&self) -> bool {
        matches!(self, Self::Group(_))
    }

    /// Returns the accounts that can see the place.
    pub(crate) fn viewers(&self, network: &Network) -> Vec<Jid> {
        match self {
            Self::Private(one, other) if one == other => vec![one.clone()],
            Self::Private(one, other) => vec![one.clone(), other.clone()],
            Self::Group(id) => network.viewers_of_group(id),
            Self::Newsletter(id) => network.viewers_of_newsletter(id),
            Self::Status(author) => network.viewers_of_status(author),
        }
    }
}
