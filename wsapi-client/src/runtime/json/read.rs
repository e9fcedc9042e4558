//! Reads any field.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor},
};

use serde_json::{Value, value::RawValue};

use super::{
    JsonObject,
    reflection::{Field, List, Map, Number, Object, Optional, SetNumber, SetText, Shape, Slot},
};

/// The number of members that are tracked without an allocation.
const TRACKED: usize = 64;

/// Reads JSON text into the field.
pub(crate) fn from_slice(json: &[u8], field: &mut dyn Field) -> serde_json::Result<()> {
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    Fill { field, floats: Floats::FromText }.deserialize(&mut deserializer)?;
    deserializer.end()
}

/// Implements `Deserialize` for generated types.
pub(crate) fn deserialize<'de, T: Field, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::empty();
    Fill { field: &mut value, floats: Floats::FromParser }.deserialize(deserializer)?;
    Ok(value)
}

/// The method of reading numbers with a fraction. serde_json's parser may miss the last digit; its exact one would be a
/// twentieth of the SDK's build. The parser of the standard library is exact, but needs the text, which only serde_json
/// gives.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Floats {
    FromText,
    FromParser,
}

/// Reads a value into the field.
struct Fill<'a> {
    field: &'a mut dyn Field,
    floats: Floats,
}

impl<'de> DeserializeSeed<'de> for Fill<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let floats = self.floats;
        match self.field.slot() {
            Slot::Bool(place) => bool::deserialize(deserializer).map(|value| *place = value),
            Slot::Number(place) if place.takes_fractions() && floats == Floats::FromText => {
                let text = <&RawValue>::deserialize(deserializer)?.get();
                match text.parse::<f64>() {
                    Ok(value) if value.is_finite() => FillNumber(place).visit_f64(value),
                    _ => Err(D::Error::invalid_type(Unexpected::Other("another value"), &FillNumber(place))),
                }
            }
            Slot::Number(place) => deserializer.deserialize_f64(FillNumber(place)),
            Slot::Text(place) => deserializer.deserialize_str(FillText(place)),
            Slot::List(place) => {
                place.clear();
                deserializer.deserialize_option(FillList(place, floats))
            }
            Slot::Map(place) => {
                place.clear();
                deserializer.deserialize_option(FillMap(place, floats))
            }
            Slot::Object(place) => deserializer.deserialize_map(FillObject(place, floats)),
            Slot::Optional(place) => deserializer.deserialize_option(FillOptional(place, floats)),
            Slot::Json(place) => deserializer.deserialize_any(FillJson(place, floats)),
            Slot::Raw(place) => Deserialize::deserialize(deserializer).map(|value| *place = value),
        }
    }
}

struct FillNumber<'a>(&'a mut dyn SetNumber);

impl Visitor<'_> for FillNumber<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.expected())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        match self.0.set_number(Number::Signed(value)) {
            true => Ok(()),
            false => Err(E::invalid_value(Unexpected::Signed(value), &self)),
        }
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        match self.0.set_number(Number::Unsigned(value)) {
            true => Ok(()),
            false => Err(E::invalid_value(Unexpected::Unsigned(value), &self)),
        }
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        match self.0.set_number(Number::Float(value)) {
            true => Ok(()),
            false => Err(E::invalid_type(Unexpected::Float(value), &self)),
        }
    }
}

struct FillText<'a>(&'a mut dyn SetText);

impl Visitor<'_> for FillText<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.0.set_text(text);
        Ok(())
    }
}

struct FillOptional<'a>(&'a mut dyn Optional, Floats);

impl<'de> Visitor<'de> for FillOptional<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.0.clear();
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.visit_none()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        Fill { field: self.0.fill(), floats: self.1 }.deserialize(deserializer)
    }
}

struct FillList<'a>(&'a mut dyn List, Floats);

impl<'de> Visitor<'de> for FillList<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    /// Go prints a list without items as null.
    fn visit_none<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(PushItem(self.0, self.1))?.is_some() {}
        Ok(())
    }
}

struct PushItem<'a>(&'a mut dyn List, Floats);

impl<'de> DeserializeSeed<'de> for PushItem<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        Fill { field: self.0.push(), floats: self.1 }.deserialize(deserializer)
    }
}

struct FillMap<'a>(&'a mut dyn Map, Floats);

impl<'de> Visitor<'de> for FillMap<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        while let Some(name) = entries.next_key::<String>()? {
            entries.next_value_seed(Fill { field: self.0.insert(name), floats: self.1 })?;
        }
        Ok(())
    }
}

/// JSON without a fixed shape. serde_json would do the same, but compiles its parser twice for it.
struct FillJson<'a>(&'a mut Value, Floats);

impl<'de> Visitor<'de> for FillJson<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        *self.0 = Value::Null;
        Ok(())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        *self.0 = value.into();
        Ok(())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        *self.0 = value.into();
        Ok(())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        *self.0 = value.into();
        Ok(())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        *self.0 = value.into();
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        *self.0 = text.into();
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let mut list = Vec::new();
        loop {
            let mut item = Value::Null;
            if items.next_element_seed(Fill { field: &mut item, floats: self.1 })?.is_none() {
                break;
            }
            list.push(item);
        }
        *self.0 = list.into();
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<(), A::Error> {
        let mut object = JsonObject::new();
        FillMap(&mut object, self.1).visit_map(members)?;
        *self.0 = object.into();
        Ok(())
    }
}

struct FillObject<'a>(&'a mut dyn Object, Floats);

impl<'de> Visitor<'de> for FillObject<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object ({})", self.0.shape().name)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let (shape, floats) = (self.0.shape(), self.1);
        let mut result = Ok(());
        self.0.with_fields_mut(&mut |fields, other| result = read_members(shape, fields, other, floats, &mut members));
        result
    }
}

fn read_members<'de, A: MapAccess<'de>>(
    shape: &'static Shape,
    fields: &mut [&mut dyn Field],
    mut other: Option<&mut JsonObject>,
    floats: Floats,
    members: &mut A,
) -> Result<(), A::Error> {
    let (mut few, mut many);
    let seen: &mut [bool] = match shape.members.len() {
        count @ 0..=TRACKED => {
            few = [false; TRACKED];
            &mut few[..count]
        }
        count => {
            many = vec![false; count];
            &mut many
        }
    };
    let mut next = 0;
    // If a name appears twice, the last value counts, as in Go.
    while let Some(name) = members.next_key_seed(MemberName { shape, next, is_kept: other.is_some() })? {
        match (name, &mut other) {
            (Name::Known(index), _) => {
                members.next_value_seed(Fill { field: &mut *fields[index], floats })?;
                seen[index] = true;
                next = index + 1;
            }
            (Name::Unknown(name), Some(other)) => {
                members.next_value_seed(Fill { field: other.entry(name).or_insert(Value::Null), floats })?;
            }
            (Name::Unknown(_), None) => _ = members.next_value::<IgnoredAny>()?,
        }
    }
    for (index, member) in shape.members.iter().enumerate() {
        if !seen[index] && !fields[index].is_optional() {
            return Err(A::Error::missing_field(member.wire));
        }
    }
    Ok(())
}

enum Name {
    /// The index of a field.
    Known(usize),
    /// Another name, which is empty unless the member is kept.
    Unknown(String),
}

/// Finds the field of a name. The members of most objects are in the order of the fields, so the search starts with the
/// next one.
struct MemberName {
    shape: &'static Shape,
    next: usize,
    is_kept: bool,
}

impl<'de> DeserializeSeed<'de> for MemberName {
    type Value = Name;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Name, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for MemberName {
    type Value = Name;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Name, E> {
        let members = self.shape.members;
        let next = self.next.min(members.len());
        let mut indices = (next..members.len()).chain(0..next);
        Ok(match indices.find(|index| members[*index].wire == name) {
            Some(index) => Name::Known(index),
            None if self.is_kept => Name::Unknown(name.to_owned()),
            None => Name::Unknown(String::new()),
        })
    }
}
