//! A field with three states.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A field that can be left out, be null, or hold a value, where the service tells the three apart.
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
    /// The field is left out: what the service holds stays.
    #[default]
    Unset,
    /// The field is null: what the service holds is taken away.
    Null,
    /// The field has a value.
    Value(T),
}

impl<T> Nullable<T> {
    /// Whether the field is left out.
    ///
    /// ```
    /// # use wsapi_client::Nullable;
    /// assert!(!Nullable::<bool>::Null.is_unset());
    /// ```
    pub fn is_unset(&self) -> bool {
        matches!(self, Self::Unset)
    }

    /// Whether the field is null.
    ///
    /// ```
    /// # use wsapi_client::Nullable;
    /// assert!(Nullable::<bool>::Null.is_null());
    /// ```
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The value, if there is one.
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

    /// The same state with a reference to the value.
    ///
    /// ```
    /// # use wsapi_client::Nullable;
    /// assert_eq!(Nullable::Value(7).as_ref(), Nullable::Value(&7));
    /// ```
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

/// A field that is left out is skipped by its struct, `#[serde(skip_serializing_if = "Nullable::is_unset")]`.
impl<T: Serialize> Serialize for Nullable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

/// A field that is left out comes from `#[serde(default)]`.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::from)
    }
}
