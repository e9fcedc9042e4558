//! The fields that any service has: objects, options, lists, maps, numbers, texts.

use std::{collections::BTreeMap, fmt};

use serde_json::Value;

use super::{
    JsonObject,
    reflection::{Field, List, Map, Number, Object, Optional, SetNumber, SetText, Shape, Slot, View, Visit, VisitMut},
    show::{Shown, show_list, show_object, show_some},
};
use crate::runtime::value::{Nullable, Secret, Time};

impl<T: Object> Field for T {
    fn empty() -> Self {
        T::empty()
    }

    fn view(&self) -> View<'_> {
        View::Object(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Object(self)
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show_object(self, f)
    }
}

impl<T: Field> Field for Option<T> {
    fn empty() -> Self {
        None
    }

    fn view(&self) -> View<'_> {
        match self {
            Some(value) => value.view(),
            None => View::Null,
        }
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Optional(self)
    }

    fn is_optional(&self) -> bool {
        true
    }

    fn is_absent(&self) -> bool {
        self.as_ref().is_none_or(T::is_absent)
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Some(value) => show_some(value, f),
            None => f.write_str("None"),
        }
    }
}

impl<T: Field> Optional for Option<T> {
    fn fill(&mut self) -> &mut dyn Field {
        self.insert(T::empty())
    }

    fn value_mut(&mut self) -> Option<&mut dyn Field> {
        match self {
            Some(value) => Some(value),
            None => None,
        }
    }

    fn clear(&mut self) {
        *self = None;
    }
}

impl<T: Field> Field for Nullable<T> {
    fn empty() -> Self {
        Self::Unset
    }

    fn view(&self) -> View<'_> {
        self.value().map_or(View::Null, T::view)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Optional(self)
    }

    fn is_optional(&self) -> bool {
        true
    }

    fn is_absent(&self) -> bool {
        self.is_unset()
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = match self {
            Self::Unset => Nullable::Unset,
            Self::Null => Nullable::Null,
            Self::Value(value) => Nullable::Value(Shown(value)),
        };
        fmt::Debug::fmt(&shown, f)
    }
}

impl<T: Field> Optional for Nullable<T> {
    fn fill(&mut self) -> &mut dyn Field {
        *self = Self::Value(T::empty());
        match self {
            Self::Value(value) => value,
            Self::Unset | Self::Null => unreachable!("a value was set in the line before"),
        }
    }

    fn value_mut(&mut self) -> Option<&mut dyn Field> {
        match self {
            Self::Value(value) => Some(value),
            Self::Unset | Self::Null => None,
        }
    }

    fn clear(&mut self) {
        *self = Self::Null;
    }
}

/// A struct that contains itself.
impl<T: Object> Object for Box<T> {
    fn shape(&self) -> &'static Shape {
        T::shape(self)
    }

    fn empty() -> Self {
        Self::new(T::empty())
    }

    fn with_fields(&self, visit: &mut Visit<'_>) {
        T::with_fields(self, visit);
    }

    fn with_fields_mut(&mut self, visit: &mut VisitMut<'_>) {
        T::with_fields_mut(self, visit);
    }
}

impl<T: Field> Field for Vec<T> {
    fn empty() -> Self {
        Self::new()
    }

    fn view(&self) -> View<'_> {
        View::List(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::List(self)
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show_list(self, f)
    }
}

impl<T: Field> List for Vec<T> {
    fn for_each(&self, visit: &mut dyn FnMut(&dyn Field)) {
        for item in self {
            visit(item);
        }
    }

    fn for_each_mut(&mut self, visit: &mut dyn FnMut(&mut dyn Field)) {
        for item in self {
            visit(item);
        }
    }

    fn push(&mut self) -> &mut dyn Field {
        self.push(T::empty());
        let last = self.len() - 1;
        &mut self[last]
    }

    fn clear(&mut self) {
        self.clear();
    }
}

impl<T: Field> Field for BTreeMap<String, T> {
    fn empty() -> Self {
        Self::new()
    }

    fn view(&self) -> View<'_> {
        View::Map(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Map(self)
    }

    /// The names are data too, so they are hidden.
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl<T: Field> Map for BTreeMap<String, T> {
    fn for_each(&self, visit: &mut dyn FnMut(&str, &dyn Field)) {
        for (name, value) in self {
            visit(name, value);
        }
    }

    fn insert(&mut self, name: String) -> &mut dyn Field {
        let value = self.entry(name).or_insert_with(T::empty);
        *value = T::empty();
        value
    }

    fn clear(&mut self) {
        self.clear();
    }
}

impl Field for bool {
    fn empty() -> Self {
        false
    }

    fn view(&self) -> View<'_> {
        View::Bool(*self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Bool(self)
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// Integers: `type in variant as what`.
macro_rules! integers {
    ($($type:ident in $variant:ident as $what:literal)*) => {
        $(
            impl Field for $type {
                fn empty() -> Self {
                    0
                }

                fn view(&self) -> View<'_> {
                    View::Number(Number::$variant((*self).into()))
                }

                fn slot(&mut self) -> Slot<'_> {
                    Slot::Number(self)
                }

                fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    fmt::Debug::fmt(self, f)
                }
            }

            impl SetNumber for $type {
                fn expected(&self) -> &'static str {
                    $what
                }

                fn set_number(&mut self, number: Number) -> bool {
                    let value = match number {
                        Number::Signed(value) => Self::try_from(value).ok(),
                        Number::Unsigned(value) => Self::try_from(value).ok(),
                        Number::Float(_) => None,
                    };
                    value.map(|value| *self = value).is_some()
                }
            }
        )*
    };
}

integers! {
    i32 in Signed as "a 32-bit integer"
    i64 in Signed as "a 64-bit integer"
    u32 in Unsigned as "an unsigned 32-bit integer"
    u64 in Unsigned as "an unsigned 64-bit integer"
}

macro_rules! floats {
    ($($type:ident)*) => {
        $(
            impl Field for $type {
                fn empty() -> Self {
                    0.0
                }

                fn view(&self) -> View<'_> {
                    View::Number(Number::Float((*self).into()))
                }

                fn slot(&mut self) -> Slot<'_> {
                    Slot::Number(self)
                }

                fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    fmt::Debug::fmt(self, f)
                }

                fn problem(&self) -> Option<&'static str> {
                    (!self.is_finite()).then_some("is NaN or infinite, which JSON cannot represent")
                }
            }

            impl SetNumber for $type {
                fn expected(&self) -> &'static str {
                    "a number"
                }

                fn takes_fractions(&self) -> bool {
                    true
                }

                fn set_number(&mut self, number: Number) -> bool {
                    *self = match number {
                        Number::Signed(value) => value as Self,
                        Number::Unsigned(value) => value as Self,
                        Number::Float(value) => value as Self,
                    };
                    true
                }
            }
        )*
    };
}

floats!(f32 f64);

/// A field that is a string: how it begins, how its text is set, and how it is shown.
macro_rules! text_field {
    ($type:ty, $empty:expr, |$value:ident| $text:expr, |$place:ident, $new:ident| $set:expr, |$this:ident, $f:ident| $show:expr) => {
        impl $crate::runtime::json::Field for $type {
            fn empty() -> Self {
                $empty
            }

            fn view(&self) -> $crate::runtime::json::View<'_> {
                let $value = self;
                $crate::runtime::json::View::Text(::std::borrow::Cow::Borrowed($text))
            }

            fn slot(&mut self) -> $crate::runtime::json::Slot<'_> {
                $crate::runtime::json::Slot::Text(self)
            }

            fn show(&self, $f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                let $this = self;
                $show
            }
        }

        impl $crate::runtime::json::SetText for $type {
            fn set_text(&mut self, $new: &str) {
                let $place = self;
                $set
            }
        }
    };
}

// A string may contain a name, a phone number or a message.
text_field!(String, Self::new(), |value| value, |place, text| text.clone_into(place), |_this, f| f.write_str("…"));
text_field!(
    Time,
    Self::from_received(""),
    |value| value.as_str(),
    |place, text| *place = Self::from_received(text),
    |this, f| fmt::Debug::fmt(this, f)
);

impl Field for Secret {
    fn empty() -> Self {
        Self::default()
    }

    fn view(&self) -> View<'_> {
        View::Text(self.expose().into())
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Text(self)
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }

    fn problem(&self) -> Option<&'static str> {
        self.problem_in_body()
    }
}

impl SetText for Secret {
    fn set_text(&mut self, text: &str) {
        *self = Self::from_received(text);
    }
}

impl Field for JsonObject {
    fn empty() -> Self {
        Self::new()
    }

    fn view(&self) -> View<'_> {
        View::Map(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Map(self)
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl Map for JsonObject {
    fn for_each(&self, visit: &mut dyn FnMut(&str, &dyn Field)) {
        for (name, value) in self {
            visit(name, value);
        }
    }

    fn insert(&mut self, name: String) -> &mut dyn Field {
        self.entry(name).or_insert(Value::Null)
    }

    fn clear(&mut self) {
        self.clear();
    }
}

impl Field for Value {
    fn empty() -> Self {
        Self::Null
    }

    fn view(&self) -> View<'_> {
        View::Json(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Json(self)
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}
