//! Writes any field.

use serde::{
    Serialize, Serializer,
    ser::{Error, SerializeMap, SerializeSeq},
};

use super::{
    JsonObject,
    reflection::{Field, List, Map, Number, Object, Shape, View},
};

/// Returns the field as JSON text.
pub(crate) fn to_vec(field: &dyn Field) -> serde_json::Result<Vec<u8>> {
    serde_json::to_vec(&Written(field))
}

/// Implements `Serialize` for generated types.
pub(crate) fn serialize<S: Serializer>(field: &dyn Field, serializer: S) -> Result<S::Ok, S::Error> {
    Written(field).serialize(serializer)
}

/// A field as serde writes it.
pub(crate) struct Written<'a>(pub(crate) &'a dyn Field);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.view() {
            View::Null => serializer.serialize_unit(),
            View::Bool(value) => serializer.serialize_bool(value),
            View::Number(Number::Signed(value)) => serializer.serialize_i64(value),
            View::Number(Number::Unsigned(value)) => serializer.serialize_u64(value),
            View::Number(Number::Float(value)) => serializer.serialize_f64(value),
            View::Text(text) => serializer.serialize_str(&text),
            View::List(list) => write_list(list, serializer),
            View::Map(map) => write_map(map, serializer),
            View::Object(object) => write_object(object, serializer),
            View::Json(value) => value.serialize(serializer),
            View::Raw(raw) => raw.serialize(serializer),
            View::Unwritable(reason) => Err(S::Error::custom(reason)),
        }
    }
}

fn write_list<S: Serializer>(list: &dyn List, serializer: S) -> Result<S::Ok, S::Error> {
    let mut sequence = serializer.serialize_seq(None)?;
    let mut result = Ok(());
    list.for_each(&mut |item| {
        if result.is_ok() {
            result = sequence.serialize_element(&Written(item));
        }
    });
    result?;
    sequence.end()
}

fn write_map<S: Serializer>(map: &dyn Map, serializer: S) -> Result<S::Ok, S::Error> {
    let mut entries = serializer.serialize_map(None)?;
    let mut result = Ok(());
    map.for_each(&mut |name, value| {
        if result.is_ok() {
            result = entries.serialize_entry(name, &Written(value));
        }
    });
    result?;
    entries.end()
}

fn write_object<S: Serializer>(object: &dyn Object, serializer: S) -> Result<S::Ok, S::Error> {
    let mut members = serializer.serialize_map(None)?;
    let mut result = Ok(());
    object.with_fields(&mut |fields, other| result = write_members(object.shape(), fields, other, &mut members));
    result?;
    members.end()
}

fn write_members<M: SerializeMap>(
    shape: &Shape,
    fields: &[&dyn Field],
    other: Option<&JsonObject>,
    members: &mut M,
) -> Result<(), M::Error> {
    for (member, field) in shape.members.iter().zip(fields) {
        if member.null || !field.is_absent() {
            members.serialize_entry(member.wire, &Written(*field))?;
        }
    }
    for (name, value) in other.into_iter().flatten() {
        // A field with the same name takes precedence.
        if !shape.members.iter().any(|member| member.wire == name) {
            members.serialize_entry(name, value)?;
        }
    }
    Ok(())
}
