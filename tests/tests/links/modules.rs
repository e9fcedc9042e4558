//! The files of modules.

use std::{
    fs,
    path::{Path, PathBuf},
};

use syn::{Item, UseTree};

/// The crates with docs: their names in paths, and their folders.
pub(crate) const CRATES: [(&str, &str); 2] = [("wsapi_client", "wsapi-client"), ("wsapi_simulator", "wsapi-simulator")];

/// A module: its crate, and its path within it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Module {
    folder: PathBuf,
    path: Vec<String>,
}

impl Module {
    /// The module of a file, relative to the root of the repository.
    pub(crate) fn of_file(root: &Path, file: &str) -> Self {
        let (crate_, file) = file.split_once("/src/").unwrap_or_default();
        let path = file.trim_end_matches(".rs").split('/').map(str::to_owned);
        let is_root = |name: &String| matches!(name.as_str(), "lib" | "mod");
        Self { folder: root.join(crate_).join("src"), path: path.filter(|name| !is_root(name)).collect() }
    }

    /// The module that has this path here.
    pub(crate) fn find(&self, root: &Path, path: &str) -> Option<Self> {
        self.find_within(root, path, 0)
    }

    fn find_within(&self, root: &Path, path: &str, depth: usize) -> Option<Self> {
        let mut found = self.clone();
        for name in path.split("::") {
            match name {
                "crate" => found.path.clear(),
                "self" => {}
                "super" => drop(found.path.pop()?),
                name => found = found.child(root, name, depth)?,
            }
        }
        Some(found)
    }

    /// The module with this name: a file, another crate, or an import.
    fn child(&self, root: &Path, name: &str, depth: usize) -> Option<Self> {
        let mut child = self.clone();
        child.path.push(name.to_owned());
        if child.file().is_some() {
            return Some(child);
        }
        if let Some((_, folder)) = CRATES.iter().find(|(crate_, _)| *crate_ == name) {
            return Some(Self { folder: root.join(folder).join("src"), path: Vec::new() });
        }
        // Imports can form a cycle.
        let text = fs::read_to_string(self.file()?).ok().filter(|_| depth < 8)?;
        let imports = syn::parse_file(&text).ok()?.items.into_iter();
        let trees = imports.filter_map(|item| if let Item::Use(item) = item { Some(item.tree) } else { None });
        let path = trees.into_iter().find_map(|tree| imported(&tree, name))?;
        self.find_within(root, &path, depth + 1)
    }

    /// The file of the module, if it has one.
    pub(crate) fn file(&self) -> Option<PathBuf> {
        let Some((name, parents)) = self.path.split_last() else { return Some(self.folder.join("lib.rs")) };
        let parent = self.folder.join(parents.join("/"));
        let files = [parent.join(name).join("mod.rs"), parent.join(format!("{name}.rs"))];
        files.into_iter().find(|file| file.is_file())
    }
}

/// The path by which a name is imported.
fn imported(tree: &UseTree, name: &str) -> Option<String> {
    match tree {
        UseTree::Path(path) => Some(format!("{}::{}", path.ident, imported(&path.tree, name)?)),
        UseTree::Name(last) => (last.ident == name).then(|| name.to_owned()),
        UseTree::Rename(last) => (last.rename == name).then(|| last.ident.to_string()),
        UseTree::Group(group) => group.items.iter().find_map(|tree| imported(tree, name)),
        UseTree::Glob(_) => None,
    }
}
