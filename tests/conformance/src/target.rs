//! The server under test, and the permissions of the suite.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

/// A server, and the permissions of the suite.
#[derive(Clone, Debug)]
pub struct Target {
    /// The base URL, without a trailing slash.
    pub url: String,
    /// The mode of a server.
    pub mode: Mode,
    /// The id of the instance.
    pub instance: String,
    /// The key of the instance; empty if the server accepts any.
    pub key: String,
    /// The key of the hosted account.
    pub account_key: Option<String>,
    /// The admin key; empty if the server accepts any.
    pub admin_key: Option<String>,
    /// `true` if the instance is paired.
    pub is_paired: bool,
    /// Another instance, with the same key, that is not paired.
    pub unpaired: Option<String>,
    /// The permissions of the suite.
    pub may: BTreeSet<Permission>,
    /// Values that only exist on this server, by their names in [`GIVEN`].
    pub given: BTreeMap<String, String>,
}

/// The mode of a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// The hosted service.
    Hosted,
    /// A self-hosted server with one instance.
    Single,
    /// A self-hosted server with many instances.
    Multi,
}

/// A permission for changes that other people notice or that remain after a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Permission {
    /// The settings of the chat with `person` may be changed, and the chat may be deleted.
    Chats,
    /// Contacts may be saved and blocked.
    Contacts,
    /// Groups, communities and newsletters may be created, and left at the end.
    Groups,
    /// Instances may be created and deleted. On the hosted service, they may cost money.
    Instances,
    /// The instance may be logged out at the end.
    Logout,
    /// The name, the picture and the privacy settings may be changed.
    Profile,
    /// Status updates may be posted.
    Status,
}

/// The names and descriptions of the values that a caller can give.
pub const GIVEN: [(&str, &str); 14] = [
    ("person", "the JID of a person who has agreed to get messages"),
    ("phone", "the phone number of that person, with `+`"),
    ("received", "the id of a message from that person"),
    ("media_id", "the id of a file from an event"),
    ("pictured", "the JID of a person with a public picture"),
    ("business", "the JID of a business"),
    ("newsletter", "the JID of a newsletter of another person"),
    ("invite_link", "the invite link of a group of another person"),
    ("invited_group", "a group to which the account was invited"),
    ("inviter", "the JID of the person who sent the invitation"),
    ("invite_code", "the code of the invitation"),
    ("invite_expiration", "the expiration of the invitation, in seconds since 1970"),
    ("asked_group", "a group of the account that `person` has asked to join"),
    ("subscription", "the id of a subscription of the hosted account"),
];
