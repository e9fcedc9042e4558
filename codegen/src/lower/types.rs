//! Components become structs and enums.

use std::collections::HashSet;

use super::{example, kinds::Kinds, limits::limits};
use crate::{
    api::{Field, Kind, MessageRefs, Presence, Shape, Struct, Type, Variant, hint_of},
    document::explanation,
    names::{self, Scope, snake_name},
    node::Node,
    normalize::{Component, Side},
    problem::{Place, Problems},
    schema::is_enum,
};

/// A named type.
pub(super) fn ty(name: &str, component: &Component, kinds: &Kinds<'_>, problems: &mut Problems) -> Type {
    let node = &component.node;
    let mut limits = limits(node);
    let shape = if is_enum(node) {
        limits.remove("enum");
        // `check` has warned about variants that are numbered.
        let variants = names::variants(node).into_iter();
        Shape::Enum(variants.map(|(wire, name)| Variant { wire: wire.to_owned(), name }).collect())
    } else {
        // Other members are any JSON.
        limits.remove("items");
        Shape::Struct(strukt(component, kinds, problems))
    };
    Type {
        name: name.to_owned(),
        schema: key_of(&component.place.pointer).unwrap_or(name).to_owned(),
        module: String::new(),
        description: explanation(node, &["title"]),
        deprecated: node.flag("deprecated"),
        limits,
        example: example(node),
        shape,
    }
}

/// The key of a schema among the components of its document.
fn key_of(pointer: &str) -> Option<&str> {
    let key = pointer.strip_prefix("/components/schemas/")?;
    (!key.contains('/')).then_some(key)
}

fn strukt(component: &Component, kinds: &Kinds<'_>, problems: &mut Problems) -> Struct {
    let (node, sent) = (&component.node, component.sides.contains(&Side::Request));
    let mut scope = Scope::default();
    let fields = fields(node, kinds, &mut scope);
    // A type that is only received has no setters.
    let message_refs = if sent { message_refs(component, &fields, problems) } else { Vec::new() };
    let other = other(node, &mut scope);
    Struct { sent, is_default: false, fields, other, message_refs }
}

/// The fields of an object, in document order.
pub(super) fn fields(object: &Node, kinds: &Kinds<'_>, scope: &mut Scope) -> Vec<Field> {
    let required: HashSet<&str> = object.strings_of("required").collect();
    let field = |(wire, property): (&str, &Node)| {
        let hint = property.str_at("x-sdk-field");
        let name = scope.take(hint.map_or_else(|| snake_name(wire), str::to_owned));
        self::field(wire, name, property, required.contains(wire), kinds)
    };
    object.members_of("properties").map(field).collect()
}

fn field(wire: &str, name: String, property: &Node, is_required: bool, kinds: &Kinds<'_>) -> Field {
    let presence = match (is_required, property.flag("nullable")) {
        (true, false) => Presence::Required,
        (true, true) => Presence::Nullable,
        (false, false) => Presence::Optional,
        (false, true) => Presence::ThreeState,
    };
    Field {
        wire: wire.to_owned(),
        name,
        kind: kinds.kind(property),
        presence,
        is_boxed: false,
        is_argument: false,
        setter: None,
        limits: limits(property),
        default: property.get("default").map(Node::to_json),
        deprecated: property.flag("deprecated"),
        description: explanation(property, &["title"]),
        example: example(property),
    }
}

/// The name of the field for members that are not listed. A schema that does not mention them has none.
fn other(object: &Node, scope: &mut Scope) -> Option<String> {
    object.get("additionalProperties").filter(|rest| rest.as_bool() != Some(false))?;
    let rule = if scope.contains("other") { "other_members" } else { "other" };
    Some(scope.take(rule.to_owned()))
}

/// The setters for a message. Its id and its author are optional members, and null is not one of their values.
fn message_refs(
    Component { place, node, .. }: &Component,
    fields: &[Field],
    problems: &mut Problems,
) -> Vec<MessageRefs> {
    let mut rust = |entry: &Node, key: &str, kind: Kind| {
        let name = entry.get(key)?;
        // `check` has reported a property that does not exist.
        let field = fields.iter().find(|field| name.as_str() == Some(&field.wire))?;
        if field.kind == kind && field.presence == Presence::Optional {
            return Some(field.name.clone());
        }
        let (wire, hint) = (&field.wire, hint_of(&Kind::HINTS, &kind));
        let message = format!("`{wire}` is not an optional `{hint}`, so there is no setter for the message");
        let place = Place { at: name.at.clone(), pointer: format!("{}/x-sdk-message-ref", place.pointer) };
        let advice = format!("give it `x-sdk-type: {hint}`, not `required` and not `nullable`, or remove the hint");
        problems.unfit(place, message, "").hint(advice);
        None
    };
    let setter = |entry: &Node| {
        let (id, sender) = (rust(entry, "id", Kind::MessageId), rust(entry, "sender", Kind::Jid));
        Some(MessageRefs { name: entry.str_at("name")?.to_owned(), id: id?, sender: sender? })
    };
    node.items_of("x-sdk-message-ref").filter_map(setter).collect()
}
