//! Constructors.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, ident, values};
use crate::api::{Field, Presence, Struct};

/// More arguments than this exceed clippy's limit.
const MANY_ARGUMENTS: usize = 7;

/// The constructor of a struct.
pub(super) fn item(strukt: &Struct) -> TokenStream {
    let about = docs::ours(match (strukt.is_default, strukt.sent) {
        (true, true) => "Creates a value with nothing set.",
        (true, false) => "Creates a value with all fields empty, for tests.",
        (false, true) => "Creates a value with the required fields; everything else is unset.",
        (false, false) => "Creates a value for tests; every field that is not an argument is empty.",
    });
    if strukt.is_default {
        return quote! { #about #[inline] pub fn new() -> Self { Default::default() } };
    }
    let arguments = || strukt.fields.iter().filter(|field| field.is_argument);
    let parameters = arguments().map(|field| {
        let (name, ty) = (ident(&field.name), argument_type(field));
        quote! { #name: #ty }
    });
    let other = strukt.other.as_deref().map(|name| {
        let name = ident(name);
        quote! { #name: JsonObject::new() }
    });
    let values = strukt.fields.iter().map(value).chain(other);
    let allow = (arguments().count() > MANY_ARGUMENTS).then(|| {
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

/// The initial value of a field.
fn value(field: &Field) -> TokenStream {
    let name = ident(&field.name);
    let value = match field.presence {
        Presence::Required if !field.is_argument => quote! { Default::default() },
        Presence::ThreeState if !field.is_argument => quote! { Nullable::Unset },
        _ if !field.is_argument => quote! { None },
        Presence::Nullable if field.is_boxed => quote! { #name.map(Box::new) },
        Presence::Nullable => quote! { #name },
        _ => values::field_value(field, &name),
    };
    values::member(&name, value)
}

fn argument_type(field: &Field) -> TokenStream {
    match field.presence {
        Presence::Nullable => values::of("Option", values::ty(&field.kind)),
        _ => values::argument(&field.kind),
    }
}
