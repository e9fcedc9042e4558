//! All enums of the SDK, so that one test can go through them.

use proc_macro2::TokenStream;
use quote::quote;
use wsapi_codegen::api::{Api, Shape};

use crate::ours::ident;

/// The list.
pub(crate) fn list(api: &Api) -> TokenStream {
    let enums = api.types.iter().filter_map(|ty| match &ty.shape {
        Shape::Enum(variants) => Some((&ty.name, variants)),
        Shape::Struct(_) => None,
    });
    let entries = enums.map(|(name, variants)| {
        let ty = ident(name);
        let values = variants.iter().map(|variant| &variant.wire);
        let arms = variants.iter().map(|variant| {
            let (value, variant) = (&variant.wire, ident(&variant.name));
            quote! { (#value, types::#ty::#variant) => Reading::Known, }
        });
        quote! {
            OpenEnum {
                name: #name,
                values: &[#(#values),*],
                read: |text| match (text, types::#ty::from(text)) {
                    #(#arms)*
                    (_, types::#ty::Unknown(value)) => Reading::Unknown(value.as_str().to_owned()),
                    _ => Reading::Mistaken,
                },
                survive: survive::<types::#ty>,
            },
        }
    });
    quote! {
        /// Returns all enums of the documents.
        pub fn all() -> Vec<OpenEnum> {
            vec![#(#entries)*]
        }
    }
}

/// Replaces the list while the committed SDK is out of date.
pub(crate) fn stale() -> TokenStream {
    quote! {
        /// Fails.
        pub fn all() -> Vec<OpenEnum> {
            panic!("the SDK is out of date with the documents: run `cargo xtask regen`")
        }
    }
}
