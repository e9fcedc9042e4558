//! Source files, and the modules that they import from.

use std::{fs, path::Path};

/// A source file.
pub(crate) struct Source {
    /// Relative to the folder.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// All files of a folder of the workspace.
pub(crate) fn sources(folder: &str) -> Vec<Source> {
    let mut sources = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder), "", &mut sources);
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

fn collect(folder: &Path, within: &str, sources: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).expect("the folder can be read").map(|entry| entry.expect("an entry")) {
        let path = format!("{within}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{path}/"), sources);
        } else {
            sources.push(Source { path, text: fs::read_to_string(entry.path()).expect("a text") });
        }
    }
}

impl Source {
    /// The module of the folder that the file belongs to.
    pub(crate) fn module(&self) -> &str {
        self.path.split(['/', '.']).next().unwrap_or_default()
    }
}

/// Checks that each module imports only from those before it.
#[track_caller]
pub(crate) fn check_order(sources: &[Source], prefixes: &[&'static str], order: &[&str], roots: &[&str]) {
    let place = |module: &str| order.iter().position(|other| *other == module);
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| !roots.contains(&source.module())) {
        let (module, path) = (source.module(), &source.path);
        let own = place(module).unwrap_or_else(|| panic!("`{module}` is not in the order"));
        for imported in imports(source, prefixes) {
            // Other names are not modules: every module of the folder is in the order.
            if place(&imported).is_some_and(|other| other > own) {
                found.push(format!("{path}: imports from `{imported}`, which comes later"));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The modules that a file imports from.
pub(crate) fn imports(source: &Source, prefixes: &[&'static str]) -> Vec<String> {
    let Source { path, text } = source;
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    // A file of the folder itself, or the root of a module, imports the others through `super`.
    let is_root = !path.contains('/') || (path.ends_with("/mod.rs") && path.matches('/').count() == 1);
    let mut imports = Vec::new();
    for &prefix in prefixes {
        if prefix == "super::" && !is_root {
            continue;
        }
        for (start, _) in code.match_indices(prefix) {
            let before = code[..start].chars().next_back();
            // In a macro, the path is resolved where the macro is used.
            if before == Some('$') || before == Some(':') {
                continue;
            }
            imports.extend(first_segments(&code[start + prefix.len()..]));
        }
    }
    imports.retain(|module| module.starts_with(|c: char| c.is_ascii_lowercase()) && module != "self");
    imports
}

/// `a::b` gives `a`, and `{a, b::{c, d}}` gives `a` and `b`.
fn first_segments(path: &str) -> Vec<String> {
    let name = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let Some(group) = path.strip_prefix('{') else { return vec![name(path)] };
    let (mut depth, mut item, mut items) = (0, String::new(), Vec::new());
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => items.push(std::mem::take(&mut item)),
            _ => item.push(c),
        }
    }
    items.push(item);
    items.iter().map(|item| name(item.trim())).filter(|name| !name.is_empty()).collect()
}
