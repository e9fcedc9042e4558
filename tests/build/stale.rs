//! Checks whether the committed SDK is out of date with the documents.
//!
//! The drivers are printed from the documents and compiled against the committed SDK. After a change of a document
//! they would not compile, and the golden test, which shows the difference and what to do, would not run.

use std::{collections::BTreeSet, fs, path::Path};

use quote::ToTokens;
use syn::{ImplItem, Item};

/// Returns whether anything that the drivers name differs.
pub(crate) fn is_stale(files: &[(String, String)], sdk: &Path) -> bool {
    files.iter().any(|(path, text)| {
        let committed = fs::read_to_string(sdk.join(path)).unwrap_or_default();
        surface(&committed) != surface(text)
    })
}

/// Returns the enums and methods, independently of the layout.
fn surface(text: &str) -> Option<BTreeSet<String>> {
    let mut surface = BTreeSet::new();
    for item in syn::parse_file(text).ok()?.items {
        match item {
            Item::Enum(one) => {
                let variants = one.variants.iter().map(|variant| variant.ident.to_string()).collect::<Vec<_>>();
                surface.insert(format!("{} {}", one.ident, variants.join(" ")));
            }
            Item::Impl(one) => surface.extend(one.items.iter().filter_map(|item| match item {
                ImplItem::Fn(method) => Some(compact(&one.self_ty) + &compact(&method.sig)),
                _ => None,
            })),
            _ => {}
        }
    }
    Some(surface)
}

fn compact(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string().replace([' ', '\n', ','], "")
}
