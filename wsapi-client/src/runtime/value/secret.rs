//! Texts that must not be shown: keys and signing secrets.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A key or a signing secret. It is never shown, and wiped from memory when it is dropped.
///
/// ```
/// use wsapi_client::Secret;
///
/// let secret = Secret::from("a signing secret");
/// assert_eq!(format!("{secret:?}"), "Secret(…)");
/// assert_eq!(secret.expose(), "a signing secret");
/// ```
#[derive(Clone, Default)]
pub struct Secret {
    text: SecretString,
    may_be_empty: bool,
}

impl Secret {
    /// The text. Where it is called, the secret can leak: search for it in a review.
    ///
    /// ```
    /// assert_eq!(wsapi_client::Secret::from("a key").expose(), "a key");
    /// ```
    pub fn expose(&self) -> &str {
        self.text.expose_secret()
    }

    /// An empty secret on purpose. Where a request takes one, it asks for the server's default; a server without
    /// a default key lets everyone in. An empty secret that came about otherwise, such as from an empty variable
    /// of the environment, is refused before it is sent.
    ///
    /// ```
    /// assert_eq!(wsapi_client::Secret::server_default().expose(), "");
    /// ```
    pub fn server_default() -> Self {
        Self { text: SecretString::default(), may_be_empty: true }
    }

    /// A secret from the service. It can be sent back, empty or not.
    pub(crate) fn from_received(text: &str) -> Self {
        Self { text: text.into(), may_be_empty: true }
    }

    pub(crate) fn is_unintentionally_empty(&self) -> bool {
        self.expose().is_empty() && !self.may_be_empty
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self { text: text.into(), may_be_empty: false }
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<&String> for Secret {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl From<&Secret> for Secret {
    fn from(secret: &Secret) -> Self {
        secret.clone()
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

impl Eq for Secret {}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.expose())
    }
}

/// What the service sent can be sent back, empty or not.
impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::from_received(&String::deserialize(deserializer)?))
    }
}
