//! The generator knows the names that the SDK already uses: its lists are compared with the source of the SDK.

use std::{collections::BTreeSet, fs, path::Path};

use syn::{File, ImplItem, Item, Type, UseTree, visit::Visit};
use wsapi_codegen::names::reserved;

#[test]
fn methods_of_every_call_are_reserved() {
    let methods = methods("runtime", "Call");
    assert_eq!(
        methods,
        set(reserved::CALL_METHODS),
        "`CALL_METHODS` in `codegen/src/names/reserved.rs` is out of date"
    );
}

#[test]
fn methods_of_the_client_are_reserved() {
    let mut methods = methods("runtime", "Client");
    methods.extend(self::methods("service", "Client"));
    methods.extend(self::methods("events", "Client"));
    let expected = set(reserved::CLIENT_METHODS);
    assert_eq!(methods, expected, "`CLIENT_METHODS` in `codegen/src/names/reserved.rs` is out of date");
}

#[test]
fn types_that_generated_code_imports_are_reserved() {
    let mut names = BTreeSet::new();
    for path in ["prelude.rs", "runtime/mod.rs"] {
        Prelude { names: &mut names }.visit_file(&parse(&sdk().join(path)));
    }
    names.retain(|name| name.starts_with(|first: char| first.is_ascii_uppercase()));
    assert_eq!(names, set(reserved::SDK_TYPES), "`SDK_TYPES` in `codegen/src/names/reserved.rs` is out of date");
}

/// The names that the module `prelude` re-exports, or that a file re-exports for it.
struct Prelude<'n> {
    names: &'n mut BTreeSet<String>,
}

impl Visit<'_> for Prelude<'_> {
    fn visit_item_use(&mut self, item: &syn::ItemUse) {
        if matches!(item.vis, syn::Visibility::Restricted(_)) {
            leaves(&item.tree, self.names);
        }
    }
}

fn leaves(tree: &UseTree, names: &mut BTreeSet<String>) {
    match tree {
        UseTree::Path(path) => leaves(&path.tree, names),
        UseTree::Group(group) => group.items.iter().for_each(|item| leaves(item, names)),
        UseTree::Name(name) => drop(names.insert(name.ident.to_string())),
        UseTree::Rename(rename) => drop(names.insert(rename.rename.to_string())),
        UseTree::Glob(_) => {}
    }
}

/// The methods in the inherent `impl` blocks of a type, in all files of a folder.
fn methods(folder: &str, ty: &str) -> BTreeSet<String> {
    let mut methods = BTreeSet::new();
    for file in files(&sdk().join(folder)) {
        for item in file.items {
            let Item::Impl(item) = item else { continue };
            if item.trait_.is_none() && is(&item.self_ty, ty) {
                let functions = item.items.iter().filter_map(|item| match item {
                    ImplItem::Fn(function) => Some(function.sig.ident.to_string()),
                    _ => None,
                });
                methods.extend(functions);
            }
        }
    }
    methods
}

fn is(ty: &Type, name: &str) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == name))
}

fn sdk() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../wsapi-client/src")
}

fn files(folder: &Path) -> Vec<File> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder can be read").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            files.extend(self::files(&entry));
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            files.push(parse(&entry));
        }
    }
    files
}

fn parse(path: &Path) -> File {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn set(words: &str) -> BTreeSet<String> {
    words.split(' ').map(str::to_owned).collect()
}
