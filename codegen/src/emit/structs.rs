//! Structs: their fields, and the wire names of the fields.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{constructor, docs, ident, prose::RustNames, setters, values};
use crate::api::{Field, Presence, Struct, Type};

/// The struct and its implementations.
pub(super) fn items(ty: &Type, strukt: &Struct) -> TokenStream {
    let name = ident(&ty.name);
    let names = RustNames::of_fields(strukt);
    let about = docs::with_note(&names, &ty.description, &format!("The fields of `{name}`."), ty.deprecated);
    let default = strukt.is_default.then(|| quote! { , Default });
    let must_use = strukt.sent.then(|| quote! { #[must_use = "it does nothing until it is sent"] });
    let fields = strukt.fields.iter().map(|field| field_item(field, &names));
    let other = strukt.other.as_deref().map(other_item);
    let wire_names = wire_names(&name, strukt);
    let constructor = constructor::item(strukt);
    let setters = setters::items(strukt);
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

fn field_item(field: &Field, names: &RustNames<'_>) -> TokenStream {
    let name = ident(&field.name);
    let about = docs::with_note(names, &field.description, &format!("The member `{}`.", field.wire), field.deprecated);
    let ty = values::field(field);
    quote! { #about pub #name: #ty, }
}

/// The field for members that have no field of their own.
fn other_item(name: &str) -> TokenStream {
    let name = ident(name);
    let about = docs::ours("The members that this release does not know.");
    quote! { #about pub #name: JsonObject, }
}

/// The names of the fields on the wire, by which the runtime's macro reads, writes and shows the struct.
fn wire_names(name: &Ident, strukt: &Struct) -> TokenStream {
    let fields = strukt.fields.iter().map(|field| {
        let (name, wire) = (ident(&field.name), &field.wire);
        let null = (field.presence == Presence::Nullable).then(|| quote! { | null });
        quote! { #name: #wire #null }
    });
    let other = strukt.other.as_deref().map(ident).map(|other| quote! { ..#other });
    let members = fields.chain(other);
    quote! { object!(#name { #(#members),* }); }
}
