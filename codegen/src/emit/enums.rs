//! Open enums: the values that the documents know, and one variant for all others.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, ident, values::Use};
use crate::api::Enum;

/// What an enum's code needs.
pub(super) fn uses() -> Vec<Use> {
    vec![Use::Runtime("UnknownValue"), Use::Runtime("open_enum")]
}

/// The enum and its conversions; the code that all enums share is in the runtime's macro.
pub(super) fn items(one: &Enum) -> TokenStream {
    let name = ident(&one.name);
    let about = docs::docs(&docs::or(&one.description, &format!("One of the values of `{}`.", one.name)));
    let variants: Vec<_> = one.variants.iter().map(|(_, variant)| ident(variant)).collect();
    let values: Vec<_> = one.variants.iter().map(|(value, _)| value).collect();
    let value_docs = one.variants.iter().map(|(value, _)| docs::docs(&format!("`{}`", value.replace('`', "'"))));
    quote! {
        #about
        #[derive(Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#value_docs #variants,)*
            #[doc = " A value that this release does not know."]
            Unknown(UnknownValue),
        }

        impl #name {
            #[doc = " Returns the value as it is written on the wire, which is the same in every release."]
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #values,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }
        }

        impl From<&str> for #name {
            #[inline]
            fn from(value: &str) -> Self {
                match value {
                    #(#values => Self::#variants,)*
                    _ => Self::Unknown(UnknownValue::new(value)),
                }
            }
        }

        open_enum!(#name);
    }
}
