//! Sets the version in manifests and in the lock file. Comments and order are preserved.

use std::{collections::BTreeSet, fs, path::Path};

use anyhow::{Context, Result};
use semver::Version;
use toml_edit::{DocumentMut, Item, TableLike, Value};

/// The tables of a manifest that have dependencies.
const DEPENDENCIES: [&[&str]; 4] =
    [&["workspace", "dependencies"], &["dependencies"], &["build-dependencies"], &["dev-dependencies"]];

/// Returns the version that the manifest of a workspace declares for its members.
pub(crate) fn declared(root: &Path) -> Result<Version> {
    let manifest = fs::read_to_string(root.join("Cargo.toml")).context("reading Cargo.toml")?;
    let document: DocumentMut = manifest.parse().context("reading Cargo.toml")?;
    let version = find(document.as_item(), &["workspace", "package", "version"]).and_then(Item::as_str);
    let version = version.context("Cargo.toml has no `version` in [workspace.package]")?;
    Version::parse(version).with_context(|| format!("`version = \"{version}\"` in Cargo.toml"))
}

/// Returns a manifest with a new version, also in dependencies on crates of the workspace that have a version.
pub(super) fn manifest(text: &str, version: &Version) -> Result<String> {
    let mut document: DocumentMut = text.parse()?;
    if let Some(declared) = find_mut(document.as_item_mut(), &["workspace", "package", "version"]) {
        replace(declared, version);
    }
    for path in DEPENDENCIES {
        let table = find_mut(document.as_item_mut(), path).and_then(Item::as_table_like_mut);
        for (_, dependency) in table.into_iter().flat_map(TableLike::iter_mut) {
            let table = dependency.as_table_like_mut().filter(|table| table.contains_key("path"));
            if let Some(old) = table.and_then(|table| table.get_mut("version")) {
                replace(old, version);
            }
        }
    }
    Ok(document.to_string())
}

/// Returns a lock file with a new version of the crates of the workspace.
pub(super) fn lock(text: &str, names: &BTreeSet<&str>, version: &Version) -> Result<String> {
    let mut document: DocumentMut = text.parse().context("reading Cargo.lock")?;
    let packages = document.get_mut("package").and_then(Item::as_array_of_tables_mut);
    for package in packages.context("Cargo.lock has no packages")?.iter_mut() {
        let is_ours = package.get("name").and_then(Item::as_str).is_some_and(|name| names.contains(name));
        if let Some(old) = package.get_mut("version").filter(|_| is_ours) {
            replace(old, version);
        }
    }
    Ok(document.to_string())
}

/// Returns the profiles of a manifest as a cargo configuration file.
pub(super) fn profiles(manifest: &str) -> Result<String> {
    let mut document: DocumentMut = manifest.parse()?;
    document.retain(|key, _| key == "profile");
    Ok(document.to_string())
}

fn find<'a>(item: &'a Item, path: &[&str]) -> Option<&'a Item> {
    path.iter().try_fold(item, |item, key| item.get(key))
}

/// Returns the item at a path. `Item::get_mut` is not used, because it inserts missing items.
fn find_mut<'a>(item: &'a mut Item, path: &[&str]) -> Option<&'a mut Item> {
    path.iter().try_fold(item, |item, key| item.as_table_like_mut()?.get_mut(key))
}

/// Replaces a version, and preserves the comment that follows it and the `=` of an exact requirement.
fn replace(item: &mut Item, version: &Version) {
    if let Some(old) = item.as_value_mut() {
        let decor = old.decor().clone();
        let is_exact = old.as_str().is_some_and(|requirement| requirement.starts_with('='));
        *old = Value::from(format!("{}{version}", if is_exact { "=" } else { "" }));
        *old.decor_mut() = decor;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use semver::Version;

    use super::{lock, manifest, profiles};

    #[test]
    fn only_versions_change_in_a_manifest() {
        let old = "\
# A comment.
[workspace.package]
version = \"0.1.0\" # The next one.

[workspace.dependencies]
first = { path = \"first\", version = \"0.1.0\" }
second = { path = \"second\" }
third = { path = \"third\", version = \"=0.1.0\" } # The same release.
other = { version = \"0.1.0\" }
";
        let new = manifest(old, &Version::new(0, 2, 0)).expect("it is a manifest");
        let (ours, other) = old.split_once("other = ").expect("there is another crate");
        assert_eq!(new, format!("{}other = {other}", ours.replace("0.1.0", "0.2.0")));
        let member = "[package]\nname = \"a\"\nversion.workspace = true\n\n[dependencies]\nfirst.workspace = true\n";
        assert_eq!(manifest(member, &Version::new(0, 2, 0)).expect("it is a manifest"), member);
    }

    #[test]
    fn only_crates_of_the_workspace_change_in_a_lock_file() {
        let old = "version = 4\n\n[[package]]\nname = \"ours\"\nversion = \"0.1.0\"\n\n\
                   [[package]]\nname = \"other\"\nversion = \"0.1.0\"\n";
        let new = lock(old, &BTreeSet::from(["ours"]), &Version::new(0, 2, 0)).expect("it is a lock file");
        assert_eq!(new, old.replacen("0.1.0", "0.2.0", 1));
    }

    #[test]
    fn profiles_are_extracted_from_a_manifest() {
        let manifest =
            "[package]\nname = \"a\"\n\n[profile.dev]\ndebug = 0\n\n[profile.dev.package.syn]\nopt-level = 3\n";
        let profiles = profiles(manifest).expect("it is a manifest");
        assert_eq!(profiles.trim(), manifest.split_once("\n\n").expect("there are two tables").1.trim());
    }
}
