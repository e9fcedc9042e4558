//! What a struct is built from.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, ident, values};
use crate::{
    api::{Api, Field, Kind, Presence, Struct, Type},
    types::FieldType,
};

/// More arguments than this trip clippy's limit.
const MANY_ARGUMENTS: usize = 7;

/// What the constructor takes.
pub(super) fn arguments<'a>(one: &'a Struct, defaults: &Defaults<'_>) -> Vec<&'a Field> {
    one.fields.iter().filter(|field| is_argument(one, field, defaults)).collect()
}

/// What is sent is built from what it requires. What is received starts empty, and only what has no empty value is an
/// argument, so that a field which the service adds breaks no test of a user.
fn is_argument(one: &Struct, field: &Field, defaults: &Defaults<'_>) -> bool {
    match field.presence {
        Presence::Optional | Presence::ThreeState => false,
        Presence::Nullable => one.sent,
        Presence::Required => one.sent || !has_empty_value(&field.kind, defaults),
    }
}

/// Whether the kind implements `Default`.
fn has_empty_value(kind: &Kind, defaults: &Defaults<'_>) -> bool {
    match kind {
        Kind::Enum(_) => false,
        Kind::Struct(name) => defaults.contains(name.as_str()),
        _ => true,
    }
}

/// The structs that implement `Default`, by name.
pub(crate) type Defaults<'a> = HashSet<&'a str>;

/// Finds them from the inside out, so that each is looked at once in a round however many others hold it. A struct that
/// holds itself without an option is never found.
pub(crate) fn defaults(api: &Api) -> Defaults<'_> {
    let mut known = HashSet::new();
    loop {
        let found: Vec<&str> = structs(api)
            .filter(|one| !known.contains(one.name.as_str()))
            .filter(|one| !one.fields.iter().any(|field| is_argument(one, field, &known)))
            .map(|one| one.name.as_str())
            .collect();
        if found.is_empty() {
            return known;
        }
        known.extend(found);
    }
}

fn structs(api: &Api) -> impl Iterator<Item = &Struct> {
    api.types.iter().filter_map(|ty| match ty {
        Type::Struct(one) => Some(one),
        Type::Enum(_) => None,
    })
}

/// The constructor.
pub(super) fn item(one: &Struct, arguments: &[&Field], field_types: &[FieldType]) -> TokenStream {
    if arguments.is_empty() {
        let about = docs::own(if one.sent {
            "Creates a value with nothing set."
        } else {
            "Creates a value with all fields empty, for tests."
        });
        return quote! { #about #[inline] pub fn new() -> Self { Default::default() } };
    }
    let about = docs::own(if one.sent {
        "Creates a value with the required fields; everything else is unset."
    } else {
        "Creates a value for tests; every field that is not an argument is empty."
    });
    let boxed =
        |field: &Field| one.fields.iter().zip(field_types).any(|(one, ty)| one.name == field.name && ty.is_box());
    let parameters = arguments.iter().map(|field| {
        let (name, ty) = (ident(&field.name), argument_type(field));
        quote! { #name: #ty }
    });
    let values = one.fields.iter().map(|field| {
        let name = ident(&field.name);
        if !arguments.iter().any(|argument| argument.name == field.name) {
            let empty = empty(field);
            return quote! { #name: #empty };
        }
        let plain = quote! { #name };
        let value = match field.presence {
            Presence::Nullable => plain.clone(),
            _ => values::convert(&field.kind, &plain),
        };
        let value = if boxed(field) {
            quote! { Box::new(#value) }
        } else {
            value
        };
        if value.to_string() == plain.to_string() {
            plain
        } else {
            quote! { #name: #value }
        }
    });
    let other = one.other.as_deref().map(|name| {
        let name = ident(name);
        quote! { #name: JsonObject::new() }
    });
    let values = values.chain(other);
    let allow = (arguments.len() > MANY_ARGUMENTS).then(|| {
        quote! { #[allow(clippy::too_many_arguments, reason = "the service requires all of them")] }
    });
    quote! {
        #about
        #allow
        #[inline]
        pub fn new(#(#parameters),*) -> Self {
            Self { #(#values),* }
        }
    }
}

/// What a field holds that the constructor does not take.
fn empty(field: &Field) -> TokenStream {
    match field.presence {
        Presence::Nullable | Presence::Optional => quote! { None },
        Presence::ThreeState => quote! { Nullable::Unset },
        Presence::Required => quote! { Default::default() },
    }
}

fn argument_type(field: &Field) -> TokenStream {
    match field.presence {
        Presence::Nullable => {
            let ty = values::ty(&field.kind);
            quote! { Option<#ty> }
        }
        _ => values::argument(&field.kind),
    }
}
