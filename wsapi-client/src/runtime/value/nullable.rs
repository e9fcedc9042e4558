//! A field with three states.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A field that can be left out, null or a value.
///
/// Leaving a field out does not always preserve the value that the service has. The descriptions of the field and of
/// its struct say what the service does with null, and with a field that is left out.
///
/// ```
/// use wsapi_client::Nullable;
///
/// assert!(Nullable::<bool>::default().is_unset());
/// assert_eq!(Nullable::from(true).value(), Some(&true));
/// assert!(Nullable::<bool>::from(None).is_null());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Nullable<T> {
    /// The field is left out.
    #[default]
    Unset,
    /// The field is null.
    Null,
    /// The field has a value.
    Value(T),
}

impl<T> Nullable<T> {
    /// Returns whether the field is left out.
    pub fn is_unset(&self) -> bool {
        matches!(self, Self::Unset)
    }

    /// Returns whether the field is null.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Returns the value, if there is one.
    ///
    /// ```
    /// # use wsapi_client::Nullable;
    /// assert_eq!(Nullable::Value(7).value(), Some(&7));
    /// assert_eq!(Nullable::<u8>::Null.value(), None);
    /// ```
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Unset | Self::Null => None,
        }
    }

    /// Returns the same state with a reference to the value.
    pub fn as_ref(&self) -> Nullable<&T> {
        match self {
            Self::Unset => Nullable::Unset,
            Self::Null => Nullable::Null,
            Self::Value(value) => Nullable::Value(value),
        }
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// `None` is null. To leave a field out, do not set it.
impl<T> From<Option<T>> for Nullable<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

/// Serializes an unset field as null. To leave it out, the struct needs
/// `#[serde(skip_serializing_if = "Nullable::is_unset")]`.
impl<T: Serialize> Serialize for Nullable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

/// For a missing field to be unset, the struct needs `#[serde(default)]`.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::from)
    }
}
