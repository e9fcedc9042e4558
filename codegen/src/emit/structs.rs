//! Structs: their fields, and what these are called on the wire.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    constructor::{self, Defaults},
    docs, ident, setters, values,
};
use crate::{
    api::{Field, Presence, Struct},
    types::FieldType,
};
use values::Use;

/// What a struct's code needs.
pub(super) fn uses(one: &Struct) -> Vec<Use> {
    let mut uses = vec![Use::Runtime("object")];
    uses.extend(one.fields.iter().flat_map(|field| values::uses(&field.kind)));
    if one.fields.iter().any(|field| field.presence == Presence::ThreeState) {
        uses.push(Use::Runtime("Nullable"));
    }
    if one.other.is_some() {
        uses.push(Use::Runtime("JsonObject"));
    }
    if !one.message_refs.is_empty() {
        uses.push(Use::Runtime("MessageRef"));
    }
    uses
}

/// The struct and its implementations; the types of the fields are progenitor's.
pub(super) fn items(one: &Struct, field_types: &[FieldType], defaults: &Defaults<'_>) -> TokenStream {
    let name = ident(&one.name);
    let about = docs::docs(&docs::or(&one.description, &format!("The fields of `{}`.", one.name)));
    let arguments = constructor::arguments(one, defaults);
    let default = if arguments.is_empty() {
        quote! { , Default }
    } else {
        quote! {}
    };
    let must_use = one.sent.then(|| quote! { #[must_use = "it does nothing until it is sent"] });
    let fields = one.fields.iter().zip(field_types).map(|(field, ty)| field_item(field, ty));
    let other = one.other.as_deref().map(other_item);
    let wire_names = wire_names(one);
    let constructor = constructor::item(one, &arguments, field_types);
    let setters = setters::items(one, &arguments, field_types);
    quote! {
        #about
        #[derive(Clone, PartialEq #default)]
        #[non_exhaustive]
        #must_use
        pub struct #name { #(#fields)* #other }

        #wire_names

        impl #name {
            #constructor
            #setters
        }
    }
}

fn field_item(field: &Field, ty: &FieldType) -> TokenStream {
    let name = ident(&field.name);
    let about = docs::docs(&docs::or(&field.description, &format!("The member `{}`.", field.wire)));
    let ty = held(field.presence, ty);
    quote! { #about pub #name: #ty, }
}

/// The field for members that have no field of their own.
fn other_item(name: &str) -> TokenStream {
    let name = ident(name);
    let about = docs::own("The members that this release does not know.");
    quote! { #about pub #name: JsonObject, }
}

fn held(presence: Presence, ty: &FieldType) -> TokenStream {
    let ty = ty.tokens();
    match presence {
        Presence::Required => ty,
        Presence::Nullable | Presence::Optional => quote! { Option<#ty> },
        Presence::ThreeState => quote! { Nullable<#ty> },
    }
}

/// The names of the fields on the wire, by which the runtime's macro reads, writes and shows the struct.
fn wire_names(one: &Struct) -> TokenStream {
    let name = ident(&one.name);
    let fields = one.fields.iter().map(|field| {
        let (name, wire) = (ident(&field.name), &field.wire);
        let null = (field.presence == Presence::Nullable).then(|| quote! { | null });
        quote! { #name: #wire #null }
    });
    let other = one.other.as_deref().map(ident);
    let others = other.iter();
    let comma = (other.is_some() && !one.fields.is_empty()).then(|| quote! { , });
    quote! { object!(#name { #(#fields),* #comma #(..#others)* }); }
}
