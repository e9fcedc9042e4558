//! The crates as they are uploaded to the registry.

use std::{collections::BTreeSet, env, fs, process::Command};

use cargo_metadata::{DependencyKind, MetadataCommand, Package};
use semver::VersionReq;

use super::repository::origin;

/// Returns the paths in the tarball of a crate.
fn files(name: &str) -> Vec<String> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let list = ["package", "--package", name, "--list", "--allow-dirty", "--offline"];
    let output = Command::new(cargo).current_dir(origin()).args(list).output().expect("cargo starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("the paths are UTF-8");
    text.lines().filter(|path| *path != ".cargo_vcs_info.json").map(str::to_owned).collect()
}

/// Returns a published crate.
fn package(name: &str) -> Package {
    let metadata = MetadataCommand::new().current_dir(origin()).no_deps().exec().expect("the manifests are valid");
    metadata.packages.into_iter().find(|package| package.name.as_str() == name).expect("the crate exists")
}

/// Returns the lines of the table of features in a README.
fn table(path: &str) -> Vec<String> {
    let text = fs::read_to_string(origin().join(path)).expect("the file can be read");
    let section = text.split("\n## Features\n").nth(1).expect("there is a section about features");
    section.lines().filter(|line| line.starts_with("| `")).map(str::to_owned).collect()
}

#[test]
fn tarball_contains_only_the_crate() {
    let crates = [
        ("wsapi-client", &["src"][..], &["lua", "rs"][..]),
        ("wsapi-simulator", &["playground", "src"], &["json", "md", "rs", "yaml"]),
    ];
    for (name, folders, types) in crates {
        let files = files(name);
        let is_root = |path: &&str| !folders.iter().any(|folder| path.starts_with(&format!("{folder}/")));
        let root: BTreeSet<&str> = files.iter().map(String::as_str).filter(is_root).collect();
        let expected = ["Cargo.lock", "Cargo.toml", "Cargo.toml.orig", "LICENSE-APACHE", "LICENSE-MIT", "README.md"];
        assert_eq!(root, BTreeSet::from(expected));
        let extensions = files.iter().filter_map(|path| Some(path.strip_prefix("src/")?.rsplit_once('.')?.1));
        assert_eq!(extensions.collect::<BTreeSet<_>>(), types.iter().copied().collect());
    }
}

/// cargo removes a dependency that has only a path.
#[test]
fn files_in_the_tarball_do_not_use_dependencies_that_it_lacks() {
    for name in ["wsapi-client", "wsapi-simulator"] {
        let package = package(name);
        let missing = package.dependencies.iter().filter(|one| one.path.is_some() && one.req == VersionReq::STAR);
        let missing: BTreeSet<String> = missing.map(|one| one.name.replace('-', "_")).collect();
        let kept = package.dependencies.iter().filter(|one| one.req != VersionReq::STAR);
        let kept: BTreeSet<String> = kept.map(|one| one.name.replace('-', "_")).collect();
        for path in files(name).iter().filter(|path| path.ends_with(".rs")) {
            let text = fs::read_to_string(origin().join(name).join(path)).expect("the file can be read");
            // docs.rs does not compile examples.
            let mut code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            let is_used = |missing: &&String| code.any(|line| line.contains(&format!("{missing}::")));
            let used = missing.difference(&kept).find(is_used);
            assert_eq!(used, None, "in {path} of {name}");
        }
    }
}

#[test]
fn readmes_describe_every_feature() {
    for name in ["wsapi-client", "wsapi-simulator"] {
        let (lines, package) = (table(&format!("{name}/README.md")), package(name));
        let described: BTreeSet<&str> = lines.iter().filter_map(|line| line.split('`').nth(1)).collect();
        let declared = package.features.keys().map(String::as_str).filter(|name| *name != "default");
        assert_eq!(described, declared.collect());
    }
}

#[test]
fn both_readmes_describe_the_features_in_the_same_words() {
    let lines = table("wsapi-client/README.md");
    assert_eq!(lines, table("README.md")[..lines.len()]);
}

#[test]
fn docs_rs_builds_every_feature_except_native_tls() {
    let implied = ["default", "events", "native-tls", "program", "rustls", "server"];
    for name in ["wsapi-client", "wsapi-simulator"] {
        let package = package(name);
        let listed = package.metadata["docs"]["rs"]["features"].as_array().expect("there is a list of features");
        let listed: BTreeSet<&str> = listed.iter().filter_map(|feature| feature.as_str()).collect();
        let expected = package.features.keys().map(String::as_str).filter(|name| !implied.contains(name));
        assert_eq!(listed, expected.collect());
    }
}

/// The simulator uses items of the SDK that are hidden from the documentation.
#[test]
fn simulator_requires_the_sdk_of_the_same_version() {
    let (simulator, sdk) = (package("wsapi-simulator"), package("wsapi-client"));
    let normal = simulator.dependencies.iter().filter(|one| one.kind == DependencyKind::Normal);
    let requirements: Vec<_> = normal.filter(|one| one.name == "wsapi-client").map(|one| one.req.to_string()).collect();
    assert_eq!(requirements, [format!("={}", sdk.version)]);
}
