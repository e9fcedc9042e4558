//! Compiles generated code against the first layer of the SDK, in a crate made for it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};

use crate::workspace;

/// What the made crate consists of: the runtime, which names no generated type, and what was generated.
const LIB: &str = "//! Generated code against the runtime.\n\npub mod generated;\npub mod runtime;\n";

/// Runs `cargo check` on the files and reports what the compiler says.
pub fn check(files: &[(String, String)]) -> Result<()> {
    let folder = scratch(files)?;
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["check", "--quiet", "--package", "wsapi-client"])
        .current_dir(&folder)
        // The dependencies are those of the workspace: what is built there is not built again.
        .env("CARGO_TARGET_DIR", workspace::root().join("target"))
        .env("RUSTFLAGS", "--cap-lints=allow")
        .output()
        .context("running cargo check")?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "the generated code does not compile:\n{said}");
    println!("compiled {} files against the runtime", files.len());
    Ok(())
}

/// A workspace of one member, with the dependencies and the lock file of the real one.
fn scratch(files: &[(String, String)]) -> Result<PathBuf> {
    let root = workspace::root();
    let folder = root.join("target/regen-compile");
    let source = folder.join("wsapi-client/src");
    if source.exists() {
        fs::remove_dir_all(&source)?;
    }
    copy_folder(&root.join("wsapi-client/src/runtime"), &source.join("runtime"))?;
    for (path, text) in files {
        let path = source.join("generated").join(path);
        fs::create_dir_all(path.parent().unwrap_or(&source))?;
        fs::write(path, text)?;
    }
    fs::write(source.join("lib.rs"), LIB)?;
    let manifest = fs::read_to_string(root.join("Cargo.toml"))?;
    let alone = manifest.lines().map(|line| match line.starts_with("members = ") {
        true => "members = [\"wsapi-client\"]",
        false => line,
    });
    fs::write(folder.join("Cargo.toml"), alone.collect::<Vec<_>>().join("\n"))?;
    let package = fs::read_to_string(root.join("wsapi-client/Cargo.toml"))?;
    fs::write(folder.join("wsapi-client/Cargo.toml"), without_tests(&package))?;
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    Ok(folder)
}

/// The manifest without what only tests, examples and the registry need.
fn without_tests(manifest: &str) -> String {
    let mut out = String::new();
    let mut keep = true;
    for line in manifest.lines() {
        if line.starts_with('[') {
            keep = !line.starts_with("[dev-dependencies") && !line.starts_with("[[");
        }
        if keep && !line.starts_with("readme") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("reading {}", from.display()))? {
        let path = entry?.path();
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy_folder(&path, &target)?;
        } else {
            fs::copy(&path, &target)?;
        }
    }
    Ok(())
}
