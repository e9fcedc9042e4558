//! The arguments of constructors, and the setters.

use std::collections::HashSet;

use crate::{
    api::{Field, Kind, Presence, Setter, Shape, Struct, Type},
    names::Scope,
};

/// Decides how each struct is built.
pub(super) fn decide(types: &mut [Type]) {
    let defaults = defaults(types);
    for ty in types {
        let Shape::Struct(strukt) = &mut ty.shape else { continue };
        strukt.is_default = defaults.contains(&ty.name);
        for field in &mut strukt.fields {
            field.is_argument = is_argument(strukt.sent, field, &defaults);
        }
        if strukt.sent {
            name_setters(strukt);
        }
    }
}

/// A sent struct takes its required fields. A received one takes only fields without an empty value, so that a field
/// that the service adds does not break a user's tests.
fn is_argument(sent: bool, field: &Field, defaults: &HashSet<String>) -> bool {
    match (field.presence, &field.kind) {
        (Presence::Optional | Presence::ThreeState, _) => false,
        (Presence::Required, Kind::Enum(_)) => true,
        (Presence::Required, Kind::Struct(name)) => sent || !defaults.contains(name),
        (Presence::Required | Presence::Nullable, _) => sent,
    }
}

/// The structs that implement `Default`, found from the inside out. A struct that requires itself is never found.
fn defaults(types: &[Type]) -> HashSet<String> {
    let mut known = HashSet::new();
    loop {
        let is_default = |strukt: &Struct| !strukt.fields.iter().any(|field| is_argument(strukt.sent, field, &known));
        let is_new = |ty: &&Type| !known.contains(&ty.name) && ty.as_struct().is_some_and(is_default);
        let found: Vec<String> = types.iter().filter(is_new).map(|ty| ty.name.clone()).collect();
        if found.is_empty() {
            return known;
        }
        known.extend(found);
    }
}

/// Names the setters. Setters named like their field come first, so that no rule for another setter renames them.
/// Fields that refer to a message together have one setter for both.
fn name_setters(strukt: &mut Struct) {
    let refs = &strukt.message_refs;
    let reserved: Vec<&str> = refs.iter().map(|refs| refs.name.as_str()).chain(["new"]).collect();
    let is_alone = |field: &Field| refs.iter().all(|refs| refs.id != field.name && refs.sender != field.name);
    let names = strukt.fields.iter().map(|field| field.name.as_str());
    let mut scope: Scope = reserved.iter().copied().chain(names).collect();
    for field in strukt.fields.iter_mut().filter(|field| !field.is_argument && is_alone(field)) {
        let is_reserved = reserved.contains(&field.name.as_str());
        let name = if is_reserved { scope.first_free(candidates(&field.name)) } else { field.name.clone() };
        field.setter = Some(Setter { name, null: None });
    }
    for field in strukt.fields.iter_mut().filter(|field| field.presence == Presence::ThreeState) {
        if let Some(setter) = &mut field.setter {
            setter.null = Some(scope.first_free(candidates(&format!("{}_null", field.name))));
        }
    }
}

/// `name`, `set_name`, `set_name_2`, …
fn candidates(name: &str) -> impl Iterator<Item = String> {
    let numbered = (2_u64..).map(move |number| format!("set_{name}_{number}"));
    [name.to_owned(), format!("set_{name}")].into_iter().chain(numbered)
}
