//! Constructors.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, ident, values};
use crate::api::{Field, Presence, Struct};

/// More arguments than this exceed clippy's limit.
const MANY_ARGUMENTS: usize = 7;

/// The constructor of a struct.
pub(super) fn item(strukt: &Struct) -> TokenStream {
    if strukt.is_default {
        let about = docs::ours(if strukt.sent {
            "Creates a value with nothing set."
        } else {
            "Creates a value with all fields empty, for tests."
        });
        return quote! { #about #[inline] pub fn new() -> Self { Default::default() } };
    }
    let about = docs::ours(if strukt.sent {
        "Creates a value with the required fields; everything else is unset."
    } else {
        "Creates a value for tests; every field that is not an argument is empty."
    });
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
    let plain = quote! { #name };
    match field.presence {
        _ if !field.is_argument => {
            let empty = empty(field);
            quote! { #name: #empty }
        }
        Presence::Nullable if field.is_boxed => quote! { #name: #name.map(Box::new) },
        Presence::Nullable => plain,
        _ if field.is_boxed => {
            let value = values::convert(&field.kind, &plain);
            quote! { #name: Box::new(#value) }
        }
        _ if values::is_taken_as_is(&field.kind) => plain,
        _ => {
            let value = values::convert(&field.kind, &plain);
            quote! { #name: #value }
        }
    }
}

/// The value of a field that the constructor does not take.
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
