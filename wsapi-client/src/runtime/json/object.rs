//! Structs that are JSON objects on the wire.

/// Implements reading, writing and `Debug` for a struct: `object!(Sender { is_me: "isMe" })`.
///
/// A field that is an `Option` or a `Nullable` may be missing on the wire, and is left out while it has no value. With
/// `| null` after its name, an `Option` is written as null instead. With `..other` at the end, the members
/// without a field are preserved in the field `other`.
macro_rules! object {
    ($name:ident { $($field:ident: $wire:literal $(| $null:ident)?),* $(,)? $(..$other:ident)? }) => {
        impl $crate::runtime::json::Object for $name {
            #[inline]
            fn shape(&self) -> &'static $crate::runtime::json::Shape {
                &$crate::runtime::json::Shape {
                    name: stringify!($name),
                    members: &[$($crate::runtime::json::Member {
                        field: stringify!($field),
                        wire: $wire,
                        null: $crate::runtime::json::object::null!($($null)?),
                    }),*],
                }
            }

            #[inline]
            fn empty() -> Self {
                Self {
                    $($field: $crate::runtime::json::Field::empty(),)*
                    $($other: $crate::runtime::json::JsonObject::new(),)?
                }
            }

            #[inline]
            fn with_fields(
                &self,
                visit: &mut $crate::runtime::json::Visit<'_>,
            ) {
                visit(&[$(&self.$field),*], $crate::runtime::json::object::other!($(&self.$other)?));
            }

            #[inline]
            fn with_fields_mut(
                &mut self,
                visit: &mut $crate::runtime::json::VisitMut<'_>,
            ) {
                visit(&mut [$(&mut self.$field),*], $crate::runtime::json::object::other!($(&mut self.$other)?));
            }
        }

        impl ::std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::runtime::json::show_object(self, f)
            }
        }

        impl ::serde::Serialize for $name {
            #[inline]
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::runtime::json::serialize(self, serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::json::deserialize(deserializer)
            }
        }
    };
}

/// True if the field is declared with `| null`.
macro_rules! null {
    () => {
        false
    };
    (null) => {
        true
    };
}

/// The field for members that have no other field.
macro_rules! other {
    () => {
        None
    };
    ($other:expr) => {
        Some($other)
    };
}

pub(crate) use {null, object, other};
