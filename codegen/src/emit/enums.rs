//! Open enums: the values that the documents know, and one variant for all others.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, docs, ident, prose::RustNames};
use crate::api::{Type, Variant};

/// The enum and its conversions; the code that all enums share is in the runtime's macro.
pub(super) fn items(choice: &Type, variants: &[Variant], emitter: &Emitter<'_>) -> TokenStream {
    let name = ident(&choice.name);
    let fallback = format!("One of the values of `{}`.", choice.name);
    let about = docs::with_note(&RustNames::of_api(emitter), &choice.description, &fallback, choice.deprecated);
    let values: Vec<_> = variants.iter().map(|variant| &variant.wire).collect();
    let variants: Vec<_> = variants.iter().map(|variant| ident(&variant.name)).collect();
    let value_docs = values.iter().map(|value| docs::docs(&format!("`{}`", value.replace('`', "'"))));
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
            #[doc = " Returns the value as the API writes it."]
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
