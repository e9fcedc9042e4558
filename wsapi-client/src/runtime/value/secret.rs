//! Texts that must not be shown: keys and signing secrets.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::white_space;

/// A key or a signing secret. `Debug` never shows it.
///
/// Its memory is overwritten when it is dropped. That covers only this copy: a client keeps its keys in request headers
/// for as long as it lives, and the body of a request contains the secrets that it sends.
///
/// ```
/// use wsapi_client::Secret;
///
/// let secret = Secret::from("a signing secret");
/// assert_eq!(format!("{secret:?}"), "Secret(…)");
/// assert_eq!(secret.expose(), "a signing secret");
/// ```
#[doc(alias("key", "token", "password"))]
#[derive(Clone, Default)]
pub struct Secret {
    text: SecretString,
    /// `true` if it is sent without a check, because it came from the service or is empty on purpose.
    is_unchecked: bool,
}

impl Secret {
    /// Returns the text. Search for this method in a review: each call is a place where the secret can leak.
    pub fn expose(&self) -> &str {
        self.text.expose_secret()
    }

    /// Returns a secret that is empty on purpose. In a request, it selects the server's default.
    ///
    /// A server without a default key then accepts every caller. For any other empty secret, such as one from an empty
    /// environment variable, the call fails before anything is sent.
    ///
    /// ```
    /// assert_eq!(wsapi_client::Secret::server_default().expose(), "");
    /// ```
    pub fn server_default() -> Self {
        Self { text: SecretString::default(), is_unchecked: true }
    }

    /// Returns why it cannot be used to sign or authenticate: it is blank, or starts or ends with white space. The
    /// result completes a sentence such as "the signing secret …".
    pub(crate) fn problem(&self) -> Option<&'static str> {
        white_space::problem(self.expose())
    }

    /// A secret from the service. It can be sent back as it is.
    pub(crate) fn from_received(text: &str) -> Self {
        Self { text: text.into(), is_unchecked: true }
    }

    /// Returns why it cannot be sent in the body of a request.
    pub(crate) fn problem_in_body(&self) -> Option<&'static str> {
        match self.expose() {
            _ if self.is_unchecked => None,
            "" => Some("is empty; use `Secret::server_default()` for the server's default"),
            _ => self.problem(),
        }
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self { text: text.into(), is_unchecked: false }
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

/// A secret that the service sent can be sent back as it is.
impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::from_received(&String::deserialize(deserializer)?))
    }
}
