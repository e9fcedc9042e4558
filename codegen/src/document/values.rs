//! The types of scalars: what in the text is a number, a truth value or null.
//!
//! Two parsers have now read the text, and neither is taken on trust: where they understand it differently, the author
//! is asked to write it in a way that leaves no doubt.

use serde_json::Number;
use serde_yaml::Value as Yaml;

use super::line;
use crate::{
    node::{Node, Value, escape},
    problem::{Place, Problems},
};

/// Gives every scalar of an outline its type; `None` if an error was reported.
pub(super) fn fill(mut outline: Node, text: &str, problems: &mut Problems) -> Option<Node> {
    let filled = match serde_yaml::from_str::<Yaml>(text) {
        Ok(values) => fill_node(&mut outline, values),
        Err(error) => {
            let at = error.location().map_or(1, |location| location.line());
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or_default();
            problems.error(line(&outline.at.document, at), message);
            return None;
        }
    };
    if let Err(place) = filled {
        problems.error(place, "YAML parsers disagree about this value").hint("write it in double quotes");
        return None;
    }
    Some(outline)
}

/// Fills a node and what is in it; an error is the place, seen from this node, where the two trees differ.
fn fill_node(node: &mut Node, values: Yaml) -> Result<(), Place> {
    match (&mut node.value, values) {
        (Value::Map(members), Yaml::Mapping(values)) if members.len() == values.len() => {
            for ((key, member), value) in members.iter_mut().zip(values.into_iter().map(|(_, value)| value)) {
                fill_node(member, value).map_err(|place| below(key, place))?;
            }
        }
        (Value::List(items), Yaml::Sequence(values)) if items.len() == values.len() => {
            for (index, (item, value)) in items.iter_mut().zip(values).enumerate() {
                fill_node(item, value).map_err(|place| below(&index.to_string(), place))?;
            }
        }
        (Value::String(_), value) => match scalar(value) {
            Some(value) => node.value = value,
            None => return Err(here(node)),
        },
        _ => return Err(here(node)),
    }
    Ok(())
}

fn scalar(value: Yaml) -> Option<Value> {
    match value {
        Yaml::Null => Some(Value::Null),
        Yaml::Bool(value) => Some(Value::Bool(value)),
        Yaml::Number(number) => {
            let whole = number.as_u64().map(Number::from).or_else(|| number.as_i64().map(Number::from));
            whole.or_else(|| Number::from_f64(number.as_f64()?)).map(Value::Number)
        }
        Yaml::String(text) => Some(Value::String(text)),
        Yaml::Sequence(_) | Yaml::Mapping(_) | Yaml::Tagged(_) => None,
    }
}

fn here(node: &Node) -> Place {
    Place { at: node.at.clone(), pointer: String::new() }
}

fn below(key: &str, place: Place) -> Place {
    Place { pointer: format!("/{}{}", escape(key), place.pointer), ..place }
}
