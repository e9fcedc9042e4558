//! Structs: their fields, the wire names of the fields, and the constructor.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, docs, ident, prose::RustNames, setters, values};
use crate::api::{Field, Presence, Struct, Type};

/// The most arguments that clippy allows.
const MAX_ARGUMENTS: usize = 7;

/// The struct and its implementations.
pub(super) fn items(ty: &Type, strukt: &Struct, emitter: &Emitter<'_>) -> TokenStream {
    let name = ident(&ty.name);
    let names = RustNames::of_fields(strukt, emitter);
    let about = docs::with_note(&names, &ty.description, &format!("The fields of `{name}`."), ty.deprecated);
    let default = strukt.is_default.then(|| quote! { , Default });
    let must_use = strukt.sent.then(|| quote! { #[must_use = "it does nothing until it is sent"] });
    let fields = strukt.fields.iter().map(|field| {
        let (name, ty) = (ident(&field.name), values::field(field));
        let fallback = format!("The member `{}`.", field.wire);
        let about = docs::with_note(&names, &field.description, &fallback, field.deprecated);
        quote! { #about pub #name: #ty, }
    });
    let members = strukt.fields.iter().map(|field| {
        let (name, wire) = (ident(&field.name), &field.wire);
        let null = (field.presence == Presence::Nullable).then(|| quote! { | null });
        quote! { #name: #wire #null }
    });
    let other = strukt.other.as_deref().map(ident);
    let members = members.chain(other.as_ref().map(|other| quote! { ..#other }));
    let about_other = docs::ours("The members that this release does not know.");
    let other = other.map(|other| quote! { #about_other pub #other: JsonObject, });
    let constructor = constructor(strukt);
    let setters = setters::items(strukt);
    quote! {
        #about
        #[derive(Clone, PartialEq #default)]
        #[non_exhaustive]
        #must_use
        pub struct #name { #(#fields)* #other }

        object!(#name { #(#members),* });

        impl #name {
            #constructor
            #setters
        }
    }
}

fn constructor(strukt: &Struct) -> TokenStream {
    let about = docs::ours(match (strukt.is_default, strukt.sent) {
        (true, true) => "Creates a value with nothing set.",
        (true, false) => "Creates an empty value for tests.",
        (false, true) => "Creates a value with its required fields.",
        (false, false) => "Creates a value for tests. The other fields are empty.",
    });
    if strukt.is_default {
        return quote! { #about #[inline] pub fn new() -> Self { Default::default() } };
    }
    let arguments = Vec::from_iter(strukt.fields.iter().filter(|field| field.is_argument).map(values::parameter));
    let values = strukt.fields.iter().map(initial_value);
    let other = strukt.other.as_deref().map(ident).map(|name| quote! { #name: JsonObject::new() });
    let values = values.chain(other);
    let allow = (arguments.len() > MAX_ARGUMENTS).then(|| {
        quote! { #[allow(clippy::too_many_arguments, reason = "each argument is a required field")] }
    });
    quote! {
        #about
        #allow
        #[inline]
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#values),* }
        }
    }
}

fn initial_value(field: &Field) -> TokenStream {
    let name = ident(&field.name);
    match field.presence {
        _ if field.is_argument => values::member(field),
        Presence::Required => quote! { #name: Default::default() },
        Presence::ThreeState => quote! { #name: Nullable::Unset },
        _ => quote! { #name: None },
    }
}
