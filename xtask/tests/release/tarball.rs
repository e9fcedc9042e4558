//! The crate as it is uploaded to the registry.

use std::{collections::BTreeSet, env, fs, process::Command};

use cargo_metadata::MetadataCommand;

use super::repository::origin;

#[test]
fn tarball_contains_only_the_crate() {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let list = ["package", "--package", "wsapi-client", "--list", "--allow-dirty", "--offline"];
    let output = Command::new(cargo).current_dir(origin()).args(list).output().expect("cargo starts");
    let text = String::from_utf8_lossy(&output.stdout);
    let is_root = |path: &&str| !["src", "examples"].iter().any(|folder| path.starts_with(&format!("{folder}/")));
    let root: BTreeSet<&str> = text.lines().filter(is_root).filter(|path| *path != ".cargo_vcs_info.json").collect();
    let expected = ["Cargo.lock", "Cargo.toml", "Cargo.toml.orig", "LICENSE-APACHE", "LICENSE-MIT", "README.md"];
    assert_eq!(root, BTreeSet::from(expected), "{}", String::from_utf8_lossy(&output.stderr));
    let extensions = text.lines().filter_map(|path| path.strip_prefix("src/")?.rsplit_once('.'));
    assert_eq!(extensions.map(|(_, extension)| extension).collect::<BTreeSet<_>>(), BTreeSet::from(["lua", "rs"]));
}

#[test]
fn both_readmes_describe_every_feature_in_the_same_words() {
    let table = |path: &str| {
        let text = fs::read_to_string(origin().join(path)).expect("the file can be read");
        let section = text.split("\n## Features\n").nth(1).expect("there is a section about features").to_owned();
        section.lines().filter(|line| line.starts_with("| `")).map(str::to_owned).collect::<Vec<_>>()
    };
    let lines = table("wsapi-client/README.md");
    assert_eq!(lines, table("README.md")[..lines.len()]);
    let metadata = MetadataCommand::new().current_dir(origin()).no_deps().exec().expect("the manifests are valid");
    let package = metadata.packages.iter().find(|package| package.name.as_str() == "wsapi-client");
    let features = &package.expect("the crate exists").features;
    let described: BTreeSet<&str> = lines.iter().filter_map(|line| line.split('`').nth(1)).collect();
    let declared = features.keys().map(String::as_str).filter(|name| *name != "default");
    assert_eq!(described, declared.collect());
}

#[test]
fn docs_rs_builds_every_feature_except_native_tls() {
    let metadata = MetadataCommand::new().current_dir(origin()).no_deps().exec().expect("the manifests are valid");
    let package = metadata.packages.iter().find(|package| package.name.as_str() == "wsapi-client");
    let package = package.expect("the crate exists");
    let listed = package.metadata["docs"]["rs"]["features"].as_array().expect("there is a list of features");
    let listed: BTreeSet<&str> = listed.iter().filter_map(|feature| feature.as_str()).collect();
    let implied = ["default", "events", "native-tls", "rustls"];
    let expected = package.features.keys().map(String::as_str).filter(|name| !implied.contains(name));
    assert_eq!(listed, expected.collect());
}
