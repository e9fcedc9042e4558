//! Imports: the names that code uses and does not define.

use std::collections::{BTreeMap, BTreeSet};

use syn::{
    Expr, Item, Token,
    punctuated::Punctuated,
    visit_mut::{self, VisitMut},
};

use crate::{api::Index, names::reserved};

/// The module of the runtime's names.
pub(super) const RUNTIME: &str = "crate::prelude";
/// The module of the generated types.
pub(super) const TYPES: &str = "crate::generated::types";

/// Returns the items of a file after its imports, those from the crate last.
pub(super) fn insert(mut file: syn::File, index: &Index<'_>) -> syn::Result<Vec<Item>> {
    let mut imports = Vec::from_iter(of(&mut file, index));
    imports.sort_by_key(|(path, _)| path.starts_with("crate"));
    let imports = imports.iter().map(|(path, names)| syn::parse_str(&text(path, names)));
    imports.chain(file.items.into_iter().map(Ok)).collect()
}

/// The imported names of a file, by their modules.
pub(super) fn of(file: &mut syn::File, index: &Index<'_>) -> BTreeMap<&'static str, BTreeSet<String>> {
    let mut names = Names::default();
    names.visit_file_mut(file);
    let mut imports: BTreeMap<_, BTreeSet<String>> = BTreeMap::new();
    for name in names.used.difference(&names.defined) {
        if let Some(path) = path(name, index) {
            imports.entry(path).or_default().insert(name.clone());
        }
    }
    imports
}

/// A `use` item.
pub(super) fn text(path: &str, names: &BTreeSet<String>) -> String {
    format!("use {path}::{};", braced(names))
}

/// One name, or several in braces.
pub(super) fn braced(names: &BTreeSet<String>) -> String {
    let list = Vec::from_iter(names.iter().map(String::as_str)).join(", ");
    if names.len() == 1 { list } else { format!("{{{list}}}") }
}

/// The module of a name; nothing for names that need no import.
fn path(name: &str, index: &Index<'_>) -> Option<&'static str> {
    match name {
        "BTreeMap" => Some("std::collections"),
        "Deserialize" | "Deserializer" | "Serialize" | "Serializer" => Some("serde"),
        "Value" => Some("serde_json"),
        "object" | "open_enum" | "unreadable_event" => Some(RUNTIME),
        "operations" => Some("crate::generated"),
        _ if reserved::contains(reserved::SDK_TYPES, name) => Some(RUNTIME),
        _ => index.get(name).map(|_| TYPES),
    }
}

#[derive(Default)]
struct Names {
    /// The first segment of each path.
    used: BTreeSet<String>,
    /// The types of the file, and what it imports itself.
    defined: BTreeSet<String>,
}

impl VisitMut for Names {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        self.used.extend(path.segments.first().map(|first| first.ident.to_string()));
        visit_mut::visit_path_mut(self, path);
    }

    fn visit_item_mut(&mut self, item: &mut Item) {
        if let Item::Struct(syn::ItemStruct { ident, .. }) | Item::Enum(syn::ItemEnum { ident, .. }) = item {
            self.defined.insert(ident.to_string());
        }
        visit_mut::visit_item_mut(self, item);
    }

    fn visit_use_name_mut(&mut self, import: &mut syn::UseName) {
        self.defined.insert(import.ident.to_string());
    }

    fn visit_expr_path_mut(&mut self, path: &mut syn::ExprPath) {
        // A single name is a variable, unless it is called.
        if path.qself.is_some() || path.path.segments.len() > 1 {
            visit_mut::visit_expr_path_mut(self, path);
        }
    }

    fn visit_expr_call_mut(&mut self, call: &mut syn::ExprCall) {
        if let Expr::Path(function) = &mut *call.func {
            self.visit_path_mut(&mut function.path);
        }
        visit_mut::visit_expr_call_mut(self, call);
    }

    fn visit_macro_mut(&mut self, call: &mut syn::Macro) {
        visit_mut::visit_macro_mut(self, call);
        // Its items are tokens.
        if call.path.is_ident("vec") {
            let items = call.parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated);
            items.into_iter().flatten().for_each(|mut item| self.visit_expr_mut(&mut item));
        }
    }
}
