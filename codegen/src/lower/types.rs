//! Components become structs and enums.

use std::collections::HashSet;

use super::{example, kinds::Kinds, limits::limits};
use crate::{
    api::{Field, Kind, MessageRefs, Presence, Shape, Struct, Type, Variant},
    document::explanation,
    names::{self, Scope, snake_name},
    node::Node,
    normalize::{Component, Side},
    schema::is_enum,
};

/// A named type.
pub(super) fn ty(name: &str, component: &Component, kinds: &Kinds<'_>) -> Type {
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
        Shape::Struct(strukt(component, kinds))
    };
    Type {
        name: name.to_owned(),
        module: String::new(),
        description: explanation(node, &["title"]),
        deprecated: node.flag("deprecated"),
        limits,
        example: example(node),
        shape,
    }
}

fn strukt(Component { node, sides, .. }: &Component, kinds: &Kinds<'_>) -> Struct {
    let mut scope = Scope::default();
    let fields = fields(node, kinds, &mut scope);
    let message_refs = message_refs(node, &fields);
    let other = other(node, &mut scope);
    Struct { sent: sides.contains(&Side::Request), is_default: false, fields, other, message_refs }
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

fn message_refs(object: &Node, fields: &[Field]) -> Vec<MessageRefs> {
    // A hint that does not fit has been reported.
    let rust = |wire: &str, kind: Kind| {
        let fits = |field: &&Field| field.wire == wire && field.kind == kind && field.presence == Presence::Optional;
        fields.iter().find(fits).map(|field| field.name.clone())
    };
    let pair = |entry: &Node| {
        Some(MessageRefs {
            name: entry.str_at("name")?.to_owned(),
            id: rust(entry.str_at("id")?, Kind::MessageId)?,
            sender: rust(entry.str_at("sender")?, Kind::Jid)?,
        })
    };
    object.items_of("x-sdk-message-ref").filter_map(pair).collect()
}
