//! The doc comments that rustdoc shows, from the source of a crate.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Error, Result, ensure};
use proc_macro2::{TokenStream, TokenTree};
use syn::{
    Attribute, ImplItem, Item, ItemMacro, Macro, TraitItem, Visibility,
    ext::IdentExt,
    visit::{self, Visit},
};

use super::attributes::{self, is_test};
use crate::files;

/// The docs of an item.
#[derive(Debug)]
pub struct Block {
    /// The file, relative to the root.
    pub file: String,
    /// The Markdown.
    pub text: String,
    /// Whether these are the docs of the file's module.
    pub is_module: bool,
    /// The number of items that have these docs: more than one in a macro that is used several times.
    pub places: usize,
}

/// Reads the docs of the public items of a crate.
pub fn read(root: &Path, name: &str) -> Result<Vec<Block>> {
    let mut crate_ = Crate {
        root,
        blocks: Vec::new(),
        macros: BTreeMap::new(),
        uses: BTreeMap::new(),
        files: BTreeSet::new(),
        tests: Vec::new(),
    };
    let folder = root.join(name).join("src");
    crate_.read(&folder.join("lib.rs"), &folder, true)?;
    crate_.ensure_complete(&folder)?;
    let Crate { mut blocks, macros, uses, .. } = crate_;
    for (name, found) in macros {
        let places = uses.get(&name).copied().unwrap_or_default();
        blocks.extend(found.into_iter().map(|block| Block { places, ..block }));
    }
    Ok(blocks)
}

struct Crate<'a> {
    root: &'a Path,
    blocks: Vec<Block>,
    /// The docs in macros, and how often each macro is used.
    macros: BTreeMap<String, Vec<Block>>,
    uses: BTreeMap<String, usize>,
    /// The files that were read.
    files: BTreeSet<PathBuf>,
    /// The files of tests, and the folders of their modules.
    tests: Vec<PathBuf>,
}

impl Crate<'_> {
    /// Reads a file and the modules that it declares, which are in the folder.
    fn read(&mut self, path: &Path, folder: &Path, is_public: bool) -> Result<()> {
        let context = || path.display().to_string();
        let text = fs::read_to_string(path).with_context(context)?;
        let file = syn::parse_file(&text).with_context(context)?;
        let name = path.strip_prefix(self.root).unwrap_or(path).to_string_lossy().replace('\\', "/");
        self.files.insert(path.to_path_buf());
        let mut docs = Docs { name: &name, path, found: self, error: None };
        if is_public {
            docs.add_as(&file.attrs, true);
        }
        docs.visit_file(&file);
        docs.error.map_or(Ok(()), Err).with_context(context)?;
        self.read_modules(&file.items, folder)
    }

    fn read_modules(&mut self, items: &[Item], folder: &Path) -> Result<()> {
        for item in items {
            let Item::Mod(module) = item else { continue };
            let name = module.ident.unraw().to_string();
            let (path, inside) = file_of(&name, &module.attrs, folder);
            match &module.content {
                _ if is_test(&module.attrs) => self.tests.extend([path, inside]),
                Some((_, items)) => self.read_modules(items, &inside)?,
                None => self.read(&path, &inside, is_public_item(&module.vis))?,
            }
        }
        Ok(())
    }

    /// Fails if the folder has a file that is not read, such as one that a macro declares.
    fn ensure_complete(&self, folder: &Path) -> Result<()> {
        for path in files::read(folder)?.keys().map(|path| folder.join(path)) {
            let is_program = path == folder.join("main.rs");
            let is_read = self.files.contains(&path) || self.tests.iter().any(|test| path.starts_with(test));
            ensure!(is_program || is_read, "no module declares {}", path.display());
        }
        Ok(())
    }
}

/// The file of a module, and the folder of its own modules.
fn file_of(name: &str, attributes: &[Attribute], folder: &Path) -> (PathBuf, PathBuf) {
    let inside = folder.join(name);
    let nested = inside.join("mod.rs");
    match attributes::path(attributes) {
        Some(path) => (folder.join(path), inside),
        None if nested.is_file() => (nested, inside),
        None => (folder.join(format!("{name}.rs")), inside),
    }
}

/// Collects the docs of a file.
struct Docs<'a, 'b> {
    name: &'a str,
    path: &'a Path,
    found: &'a mut Crate<'b>,
    /// The first docs that cannot be read.
    error: Option<Error>,
}

impl Docs<'_, '_> {
    /// Adds the docs of an item.
    fn add(&mut self, attributes: &[Attribute]) {
        self.add_as(attributes, false);
    }

    fn add_as(&mut self, attributes: &[Attribute], is_module: bool) {
        let text = attributes::docs(attributes, self.path);
        if let Some(text) = self.known(text).filter(|text| !text.is_empty()) {
            self.found.blocks.push(Block { is_module, ..self.block(text) });
        }
    }

    fn block(&self, text: String) -> Block {
        Block { file: self.name.to_owned(), text, is_module: false, places: 1 }
    }

    /// Keeps an error.
    fn known<T>(&mut self, result: Result<T>) -> Option<T> {
        match result {
            Ok(known) => Some(known),
            Err(error) => {
                self.error.get_or_insert(error);
                None
            }
        }
    }

    /// The docs among the tokens of a macro.
    fn in_macro(&mut self, tokens: TokenStream) -> Vec<Block> {
        let texts = in_tokens(tokens, self.path);
        let texts = self.known(texts).unwrap_or_default();
        texts.into_iter().map(|text| self.block(text)).collect()
    }

    /// Adds the docs of a macro that is used, by its name or by a path.
    fn add_use(&mut self, used: &Macro) {
        let name = used.path.segments.last().map(|name| name.ident.to_string()).unwrap_or_default();
        *self.found.uses.entry(name).or_default() += 1;
        let blocks = self.in_macro(used.tokens.clone());
        self.found.blocks.extend(blocks);
    }
}

impl<'ast> Visit<'ast> for Docs<'_, '_> {
    fn visit_item(&mut self, item: &'ast Item) {
        let (attributes, visibility) = match item {
            Item::Const(item) => (&item.attrs, Some(&item.vis)),
            Item::Enum(item) => (&item.attrs, Some(&item.vis)),
            Item::Fn(item) => (&item.attrs, Some(&item.vis)),
            Item::Static(item) => (&item.attrs, Some(&item.vis)),
            Item::Struct(item) => (&item.attrs, Some(&item.vis)),
            Item::Trait(item) => (&item.attrs, Some(&item.vis)),
            Item::Type(item) => (&item.attrs, Some(&item.vis)),
            Item::Use(item) => (&item.attrs, Some(&item.vis)),
            Item::Mod(item) => (&item.attrs, Some(&item.vis)),
            Item::Impl(item) => (&item.attrs, None),
            Item::Macro(item) => return self.visit_item_macro(item),
            _ => return,
        };
        let is_shown = visibility.is_none_or(is_public_item);
        if is_test(attributes) {
            return;
        }
        if is_shown {
            self.add(attributes);
        }
        // The items of a private module may be exported elsewhere.
        if is_shown || matches!(item, Item::Mod(_)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_block(&mut self, _: &'ast syn::Block) {
        // Nothing in a body is shown.
    }

    fn visit_variant(&mut self, variant: &'ast syn::Variant) {
        self.add(&variant.attrs);
        variant.fields.iter().for_each(|field| self.add(&field.attrs));
    }

    fn visit_field(&mut self, field: &'ast syn::Field) {
        if is_public_item(&field.vis) {
            self.add(&field.attrs);
        }
    }

    fn visit_trait_item(&mut self, item: &'ast TraitItem) {
        match item {
            TraitItem::Const(item) => self.add(&item.attrs),
            TraitItem::Fn(item) => self.add(&item.attrs),
            TraitItem::Type(item) => self.add(&item.attrs),
            TraitItem::Macro(item) => self.add_use(&item.mac),
            _ => {}
        }
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let is_shown = |visibility: &Visibility| item.trait_.is_some() || is_public_item(visibility);
        for member in &item.items {
            match member {
                ImplItem::Const(member) if is_shown(&member.vis) => self.add(&member.attrs),
                ImplItem::Fn(member) if is_shown(&member.vis) => self.add(&member.attrs),
                ImplItem::Type(member) if is_shown(&member.vis) => self.add(&member.attrs),
                ImplItem::Macro(member) => self.add_use(&member.mac),
                _ => {}
            }
        }
    }

    fn visit_item_macro(&mut self, item: &'ast ItemMacro) {
        let Some(name) = &item.ident else { return self.add_use(&item.mac) };
        let blocks = self.in_macro(item.mac.tokens.clone());
        self.found.macros.entry(name.to_string()).or_default().extend(blocks);
    }
}

/// The docs among the tokens of a macro: an attribute for each line.
fn in_tokens(tokens: TokenStream, file: &Path) -> Result<Vec<String>> {
    let mut texts: Vec<Vec<String>> = vec![Vec::new()];
    for token in tokens {
        match token {
            TokenTree::Punct(mark) if mark.as_char() == '#' => {}
            TokenTree::Group(group) => match attributes::docs_in_macro(group.stream(), file)? {
                Some(line) => texts.last_mut().into_iter().for_each(|lines| lines.push(line.clone())),
                None => {
                    let inside = in_tokens(group.stream(), file)?;
                    texts.extend(inside.into_iter().map(|text| vec![text]));
                    texts.push(Vec::new());
                }
            },
            _ => texts.push(Vec::new()),
        }
    }
    Ok(texts.iter().filter(|lines| !lines.is_empty()).map(|lines| lines.join("\n")).collect())
}

fn is_public_item(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use anyhow::Result;

    /// The docs of a crate, each with the number of its places.
    fn read(files: &[(&str, &str)]) -> Result<Vec<(String, usize)>> {
        let folder = tempfile::tempdir()?;
        for (path, text) in files {
            let path = folder.path().join("a/src").join(path);
            fs::create_dir_all(path.parent().unwrap())?;
            fs::write(path, text)?;
        }
        let blocks = super::read(folder.path(), "a")?;
        Ok(blocks.into_iter().map(|block| (block.text.trim().to_owned(), block.places)).collect())
    }

    fn texts(files: &[(&str, &str)]) -> Vec<String> {
        read(files).unwrap().into_iter().map(|(text, _)| text).collect()
    }

    #[test]
    fn files_of_all_modules_are_read() {
        let found = texts(&[
            ("lib.rs", "//! Root\npub mod b;\nmod c { pub mod d; /// Inline\n pub struct E; }\npub mod r#type;"),
            ("b/mod.rs", "//! B"),
            ("c/d.rs", "/// D\npub fn d() {}"),
            ("type.rs", "//! Type"),
        ]);
        assert_eq!(found, ["Root", "Inline", "B", "D", "Type"]);
    }

    #[test]
    fn file_that_no_module_declares_is_an_error() {
        let error = read(&[("lib.rs", "//! Root"), ("b/c.rs", "//! C")]).unwrap_err();
        assert!(error.to_string().starts_with("no module declares ") && error.to_string().ends_with("c.rs"), "{error}");
    }

    #[test]
    fn programs_and_tests_have_no_docs() {
        let files = [
            (
                "lib.rs",
                "//! Root\n#[cfg(test)] mod tests;\n#[cfg(doctest)] #[doc = include_str!(\"no\")] mod readme {}",
            ),
            ("main.rs", "//! Main"),
            ("tests/mod.rs", "mod b;"),
            ("tests/b.rs", "//! B"),
        ];
        assert_eq!(texts(&files), ["Root"]);
    }

    #[test]
    fn docs_in_macros_have_the_places_of_their_uses() {
        let text = "macro_rules! b { () => { /// B\n pub fn b() {} }; }\nb!();\n\
                    pub struct C;\nimpl C { b!(); c! { /// In a use\n d } }";
        assert_eq!(read(&[("lib.rs", text)]).unwrap(), [("In a use".to_owned(), 1), ("B".to_owned(), 2)]);
    }

    #[test]
    fn docs_that_are_not_literals_are_read() {
        let text = "#![doc = include_str!(\"a.md\")]\n#![cfg_attr(b, doc = \"B\")]\n\
                    c! { #[cfg_attr(c, doc = \"C\")] d }";
        assert_eq!(texts(&[("lib.rs", text), ("a.md", "A")]), ["A\nB", "C"]);
        let error = read(&[("lib.rs", "#[doc = a!()] pub struct A;")]).unwrap_err();
        assert!(
            format!("{error:#}").ends_with("lib.rs: expected docs that are a string or `include_str!`"),
            "{error:#}"
        );
    }
}
