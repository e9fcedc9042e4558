//! Enums that the service may extend at any time.
//!
//! A generated enum implements `as_str` and `From<&str>`. Everything else follows from these two and is implemented by
//! [`open_enum!`].

use std::fmt;

use super::reflection::SetText;

/// The text of an enum value that this release does not know.
///
/// Only `From<&str>` of an enum creates one, so it is never a known value.
///
/// ```
/// use wsapi_client::types::MediaKind;
///
/// let kind = MediaKind::from("hologram");
/// assert!(matches!(&kind, MediaKind::Unknown(value) if value.as_str() == "hologram"));
/// assert_eq!(kind.as_str(), "hologram");
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    #[allow(dead_code, reason = "a document may have no enum")]
    pub(crate) fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// Returns the text as the service sent it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A generated enum.
pub(crate) trait OpenEnum: for<'a> From<&'a str> {
    fn text(&self) -> &str;
}

impl<T: OpenEnum> SetText for T {
    fn set_text(&mut self, text: &str) {
        *self = Self::from(text);
    }
}

/// Implements the other traits of a text value for an enum with `as_str` and `From<&str>`.
#[allow(unused_macros, reason = "a document may have no enum")]
macro_rules! open_enum {
    ($name:ident) => {
        impl ::std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Debug::fmt(self.as_str(), f)
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            #[inline]
            fn from(value: ::std::string::String) -> Self {
                Self::from(value.as_str())
            }
        }

        impl ::std::convert::From<&$name> for $name {
            #[inline]
            fn from(value: &$name) -> Self {
                value.clone()
            }
        }

        impl ::std::cmp::PartialEq<&str> for $name {
            #[inline]
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        impl ::serde::Serialize for $name {
            #[inline]
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::json::deserialize(deserializer)
            }
        }

        impl $crate::runtime::json::Field for $name {
            #[inline]
            fn empty() -> Self {
                Self::from("")
            }

            #[inline]
            fn view(&self) -> $crate::runtime::json::View<'_> {
                $crate::runtime::json::View::Text(self.as_str().into())
            }

            #[inline]
            fn slot(&mut self) -> $crate::runtime::json::Slot<'_> {
                $crate::runtime::json::Slot::Text(self)
            }

            #[inline]
            fn show(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Debug::fmt(self, f)
            }
        }

        impl $crate::runtime::json::OpenEnum for $name {
            #[inline]
            fn text(&self) -> &str {
                self.as_str()
            }
        }
    };
}

#[allow(unused_imports, reason = "a document may have no enum")]
pub(crate) use open_enum;
