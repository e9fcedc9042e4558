//! Structs that travel as JSON objects.
//!
//! A generated struct says by [`object!`] what its fields are called on the wire. How it is read, written
//! and shown follows from these names and from the types of the fields, and is written here, once. serde's
//! derives would do the same with several times the code, and every build of the SDK would pay for it.

use std::{borrow::Cow, fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, IgnoredAny, MapAccess, Visitor},
    ser::SerializeMap,
};

use super::field::Field;

/// Implements `Serialize`, `Deserialize` and `Debug` for a struct: `object!(Sender { is_me: "isMe" })`.
///
/// A field that is an `Option` or a `Nullable` may be missing on the wire, and is left out while it holds
/// nothing. With `| null` behind its name an `Option` is never left out, but written as null.
macro_rules! object {
    ($name:ident { $($field:ident: $wire:literal $(| $null:ident)?),* $(,)? }) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                #[allow(unused_mut, reason = "an object may have no fields")]
                let mut object = $crate::runtime::object::Writer::new(serializer)?;
                $(object.put($wire, $crate::runtime::object::Entry::new(&self.$field)$(.$null())?)?;)*
                object.end()
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::object::read(deserializer)
            }
        }

        impl<'de> $crate::runtime::object::Object<'de> for $name {
            const NAME: &'static str = stringify!($name);

            fn read<M: ::serde::de::MapAccess<'de>>(mut members: M) -> ::std::result::Result<Self, M::Error> {
                $(let mut $field = None;)*
                while let Some(name) = $crate::runtime::object::next_name(&mut members)? {
                    match &*name {
                        $($wire => $crate::runtime::object::fill(&mut $field, &mut members),)*
                        _ => $crate::runtime::object::skip(&mut members),
                    }?;
                }
                Ok(Self { $($field: $crate::runtime::object::finish($field, $wire)?),* })
            }
        }

        impl ::std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct(stringify!($name))
                    $(.field(stringify!($field), &$crate::runtime::field::Shown(&self.$field)))*
                    .finish()
            }
        }

        impl $crate::runtime::field::Field for $name {
            #[inline]
            fn show(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Debug::fmt(self, f)
            }

            #[inline]
            #[allow(unused_variables, reason = "an object may have no fields")]
            fn inspect(&mut self, inspection: &mut $crate::runtime::inspection::Inspection) {
                $(inspection.field($wire, &mut self.$field);)*
            }
        }
    };
}

pub(crate) use object;

/// What [`object!`] adds to a struct: how it is put together from the members of an object.
pub(crate) trait Object<'de>: Sized {
    const NAME: &'static str;

    fn read<M: MapAccess<'de>>(members: M) -> Result<Self, M::Error>;
}

/// Writes the members of an object.
pub(crate) struct Writer<M>(M);

impl<M: SerializeMap> Writer<M> {
    pub(crate) fn new<S: Serializer<SerializeMap = M>>(serializer: S) -> Result<Self, S::Error> {
        serializer.serialize_map(None).map(Self)
    }

    pub(crate) fn put<T: Field + Serialize>(&mut self, name: &str, entry: Entry<'_, T>) -> Result<(), M::Error> {
        if entry.is_left_out { Ok(()) } else { self.0.serialize_entry(name, entry.value) }
    }

    pub(crate) fn end(self) -> Result<M::Ok, M::Error> {
        self.0.end()
    }
}

/// A field on its way out.
pub(crate) struct Entry<'a, T> {
    value: &'a T,
    is_left_out: bool,
}

impl<'a, T: Field> Entry<'a, T> {
    pub(crate) fn new(value: &'a T) -> Self {
        Self { value, is_left_out: value.is_missing() }
    }

    /// Writes null where nothing is held.
    pub(crate) fn null(self) -> Self {
        Self { is_left_out: false, ..self }
    }
}

/// Reads an object.
pub(crate) fn read<'de, T: Object<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    struct Reader<T>(PhantomData<T>);

    impl<'de, T: Object<'de>> Visitor<'de> for Reader<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "struct {}", T::NAME)
        }

        fn visit_map<M: MapAccess<'de>>(self, members: M) -> Result<T, M::Error> {
            T::read(members)
        }
    }

    deserializer.deserialize_map(Reader(PhantomData))
}

/// The name of the next member.
pub(crate) fn next_name<'de, M: MapAccess<'de>>(members: &mut M) -> Result<Option<Cow<'de, str>>, M::Error> {
    Ok(members.next_key::<Name<'de>>()?.map(|name| name.0))
}

/// Reads the value of a member into its place. Of two members of one name the last counts, as it does for the service.
pub(crate) fn fill<'de, T: Deserialize<'de>, M: MapAccess<'de>>(
    place: &mut Option<T>,
    members: &mut M,
) -> Result<(), M::Error> {
    *place = Some(members.next_value()?);
    Ok(())
}

/// Passes over the value of a member that has no field.
pub(crate) fn skip<'de, M: MapAccess<'de>>(members: &mut M) -> Result<(), M::Error> {
    members.next_value::<IgnoredAny>().map(drop)
}

/// The value of a field, after the last member.
pub(crate) fn finish<T: Field, E: de::Error>(place: Option<T>, name: &'static str) -> Result<T, E> {
    place.or_else(T::missing).ok_or_else(|| E::missing_field(name))
}

/// The name of a member, borrowed where it can be.
struct Name<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl<'de> Visitor<'de> for Reader {
            type Value = Name<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name")
            }

            fn visit_borrowed_str<E: de::Error>(self, name: &'de str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Borrowed(name)))
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Owned(name.to_owned())))
            }

            fn visit_string<E: de::Error>(self, name: String) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Owned(name)))
            }
        }

        deserializer.deserialize_str(Reader)
    }
}
