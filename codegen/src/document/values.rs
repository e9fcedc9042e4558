//! The types of scalars: numbers, booleans, null and strings.
//!
//! Two parsers have now read the text, and neither is trusted alone: where they disagree, the author must write it
//! unambiguously.

use std::{fmt, iter};

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Number;

use super::line;
use crate::{
    node::{Cursor, Node, Value, escape},
    problem::{Place, Problems},
};

/// Gives every scalar of an outline its type; `None` if an error was reported.
pub(super) fn fill(mut outline: Node, text: &str, problems: &mut Problems) -> Option<Node> {
    match serde_yaml::from_str::<Typed>(text).map(|values| fill_node(&mut outline, values)) {
        Ok(Ok(())) => return Some(outline),
        Ok(Err(place)) => {
            problems.error(place, "YAML parsers disagree about this value").hint("write it in double quotes");
        }
        Err(error) => {
            let at = error.location().map_or(1, |location| location.line());
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or_default();
            problems.error(line(&outline.at.document, at), message);
        }
    }
    None
}

/// The result of the second parser: only values, since the outline has the keys.
enum Typed {
    Scalar(Value),
    List(Vec<Typed>),
    Map(Vec<Typed>),
}

/// Fills a node and everything in it; an error is the place, relative to this node, where the two trees differ.
fn fill_node(node: &mut Node, values: Typed) -> Result<(), Place> {
    let below = |key: &str, place: Place| Place { pointer: format!("/{}{}", escape(key), place.pointer), ..place };
    match (&mut node.value, values) {
        (Value::Map(members), Typed::Map(values)) if members.len() == values.len() => {
            for ((key, member), value) in members.iter_mut().zip(values) {
                fill_node(member, value).map_err(|place| below(key, place))?;
            }
        }
        (Value::List(items), Typed::List(values)) if items.len() == values.len() => {
            for (index, (item, value)) in items.iter_mut().zip(values).enumerate() {
                fill_node(item, value).map_err(|place| below(&index.to_string(), place))?;
            }
        }
        (Value::String(_), Typed::Scalar(value)) => node.value = value,
        _ => return Err(Cursor::root(node).place()),
    }
    Ok(())
}

impl<'de> Deserialize<'de> for Typed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TypedVisitor)
    }
}

struct TypedVisitor;

impl<'de> Visitor<'de> for TypedVisitor {
    type Value = Typed;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Typed, E> {
        Ok(Typed::Scalar(Value::Null))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Typed, E> {
        Ok(Typed::Scalar(Value::Bool(value)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Typed, E> {
        Ok(Typed::Scalar(Value::Number(value.into())))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Typed, E> {
        Ok(Typed::Scalar(Value::Number(value.into())))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Typed, E> {
        self.visit_f64(value as f64)
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Typed, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Typed, E> {
        let number = Number::from_f64(value).ok_or_else(|| E::custom("the number is not finite"))?;
        Ok(Typed::Scalar(Value::Number(number)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Typed, E> {
        Ok(Typed::Scalar(Value::String(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Typed, A::Error> {
        iter::from_fn(|| items.next_element().transpose()).collect::<Result<_, _>>().map(Typed::List)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Typed, A::Error> {
        let mut next = || Ok(members.next_entry()?.map(|(IgnoredAny, value)| value));
        iter::from_fn(|| next().transpose()).collect::<Result<_, _>>().map(Typed::Map)
    }
}
