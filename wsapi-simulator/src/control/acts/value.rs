//! Values in acts.

use base64::{Engine, prelude::BASE64_STANDARD};
use bytes::Bytes;
use serde::{Deserialize, Deserializer, de::Error};
use wsapi_client::types::{Expiry, MuteDuration, PinDuration, StatusPrivacyKind};

/// The bytes of a file, in base64.
#[derive(Debug)]
pub(in crate::control) struct Base64(pub(in crate::control) Bytes);

/// A known value of an enum.
#[derive(Debug)]
pub(in crate::control) struct Known<T>(pub(in crate::control) T);

/// An enum that the service may extend.
pub(in crate::control) trait Values: for<'t> From<&'t str> {
    /// The values that the simulator supports.
    const ALL: &'static [&'static str];
}

impl Values for Expiry {
    const ALL: &'static [&'static str] = &["off", "24h", "7d", "90d"];
}

impl Values for MuteDuration {
    const ALL: &'static [&'static str] = &["8h", "1w", "always", "off"];
}

impl Values for PinDuration {
    const ALL: &'static [&'static str] = &["24h", "7d", "30d"];
}

impl Values for StatusPrivacyKind {
    const ALL: &'static [&'static str] = &["contacts", "blacklist", "whitelist"];
}

impl<'de> Deserialize<'de> for Base64 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes =
            BASE64_STANDARD.decode(text).map_err(|error| D::Error::custom(format!("expected base64: {error}")))?;
        Ok(Self(bytes.into()))
    }
}

impl<'de, T: Values> Deserialize<'de> for Known<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        match T::ALL.contains(&&*text) {
            true => Ok(Self(T::from(&*text))),
            false => Err(D::Error::unknown_variant(&text, T::ALL)),
        }
    }
}
