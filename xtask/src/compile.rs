//! Compiles generated code against the first layer of the SDK, in a temporary workspace.
//!
//! Generated code adds methods to the runtime's types, so each tree of it must be in one crate with the runtime. All of
//! these crates are members of one workspace, and one run of cargo compiles them.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::{cargo, files, workspace};

/// Generated files that become a crate.
#[derive(Clone, Debug)]
pub struct Tree {
    /// The name of the crate.
    pub name: String,
    /// The path relative to the folder of generated code, and the text, of each file.
    pub files: Vec<(String, String)>,
}

/// The command that checks the trees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judge {
    /// The compiler; only errors count.
    Check,
    /// Clippy with all lints of the workspace; every warning counts.
    Clippy,
    /// rustdoc; every warning counts.
    Doc,
}

/// Compiles the trees in a workspace named `scratch`. The error contains the output of the judge.
pub fn check(scratch: &str, trees: &[Tree], judge: Judge) -> Result<()> {
    let folder = cargo::target().join(scratch);
    write_workspace(&folder, trees).with_context(|| format!("writing {}", folder.display()))?;
    let mut command = cargo::command();
    match judge {
        Judge::Check => command.args(["check", "--quiet"]),
        Judge::Clippy => command.args(["clippy", "--quiet", "--keep-going", "--", "--deny=warnings"]),
        Judge::Doc => {
            command.args(["doc", "--quiet", "--no-deps", "--keep-going"]).env("RUSTDOCFLAGS", "--deny=warnings")
        }
    };
    // With the target folder of the workspace, dependencies are not built again.
    let command = command.current_dir(&folder).env("CARGO_TARGET_DIR", cargo::target());
    let output = command.output().context("running cargo")?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "the generated code does not compile ({}):\n{said}", output.status);
    Ok(())
}

/// Compiles a tree in a workspace named `scratch`, and returns the first error of each file.
pub fn errors(scratch: &str, tree: Tree) -> Result<BTreeMap<String, String>> {
    let folder = cargo::target().join(scratch);
    write_workspace(&folder, &[tree]).with_context(|| format!("writing {}", folder.display()))?;
    let mut command = cargo::command();
    command.args(["check", "--quiet", "--message-format=json"]).current_dir(&folder);
    let output = command.env("CARGO_TARGET_DIR", cargo::target()).output().context("running cargo")?;
    let mut errors = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
        let message = &message["message"];
        let spans = message["spans"].as_array().into_iter().flatten();
        let file = spans.filter(|span| span["is_primary"] == true).find_map(|span| span["file_name"].as_str());
        if let (Some(file), "error") = (file, message["level"].as_str().unwrap_or_default()) {
            let text = message["message"].as_str().unwrap_or_default().to_owned();
            errors.entry(file.to_owned()).or_insert(text);
        }
    }
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success() || !errors.is_empty(), "cargo failed ({}):\n{said}", output.status);
    Ok(errors)
}

/// Writes a workspace with one member for each tree, with the dependencies, lints and versions of the SDK.
pub(crate) fn write_workspace(folder: &Path, trees: &[Tree]) -> Result<()> {
    let root = workspace::root();
    let package = package(&fs::read_to_string(root.join("wsapi-client/Cargo.toml"))?);
    for Tree { name, files } in trees {
        let member = folder.join(name);
        write(&member.join("Cargo.toml"), &package.replace("\"wsapi-client\"", &format!("{name:?}")))?;
        write(&member.join("src/lib.rs"), &lib(&root.join("wsapi-client/src"), files))?;
        let generated = member.join("src/generated");
        files::apply(&generated, &files::changes(&generated, files)?)?;
    }
    let members: Vec<&str> = trees.iter().map(|tree| tree.name.as_str()).collect();
    write(&folder.join("Cargo.toml"), &workspace::manifest(&members)?)?;
    write(&folder.join("Cargo.lock"), &fs::read_to_string(root.join("Cargo.lock"))?)
}

/// Returns the SDK's manifest without the parts that only tests, examples and the registry need.
pub(crate) fn package(manifest: &str) -> String {
    let (mut package, mut is_kept) = (String::new(), true);
    for line in manifest.lines() {
        if line.starts_with('[') {
            is_kept = !line.starts_with("[dev-dependencies") && !line.starts_with("[[");
        }
        if is_kept && !line.starts_with("readme") {
            package.push_str(line);
            package.push('\n');
        }
    }
    package
}

/// Values of the second layer that a document uses through a hint.
const VALUES: [&str; 4] = ["Jid", "MessageId", "MessageRef", "PhoneNumber"];

/// Returns the `lib.rs` of a crate with generated code and the runtime. Of the second layer, only the values are
/// included, if the documents use them. No tree uses all of the runtime, so its warnings are allowed.
fn lib(source: &Path, files: &[(String, String)]) -> String {
    let mut words = files.iter().flat_map(|(_, text)| text.split(|c: char| !c.is_alphanumeric()));
    let needs_values = words.any(|word| VALUES.contains(&word));
    let (values, import) = match needs_values {
        true => (
            format!(
                "#[allow(missing_docs)]\npub mod service {{\n    #[allow(warnings, clippy::all, rustdoc::all)]\n    #[path = {:?}]\n    pub mod value;\n}}\n\n",
                source.join("service/value/mod.rs")
            ),
            "    pub(crate) use crate::service::value::*;\n",
        ),
        false => (String::new(), ""),
    };
    let has_witness = files.iter().any(|(path, _)| path == "witness/mod.rs");
    let witness = if has_witness { "\n#[path = \"generated/witness/mod.rs\"]\nmod witness;\n" } else { "" };
    format!(
        "//! Generated code against the runtime.\n\n\
         pub mod generated;\n\n\
         #[allow(warnings, clippy::all, rustdoc::all)]\n\
         #[path = {:?}]\n\
         pub mod runtime;\n\
         pub use runtime::{{call::Call, client::Client, operation::{{Class, Credential}}}};\n\n\
         {values}\
         #[allow(unused_imports)]\n\
         mod prelude {{\n    pub(crate) use crate::runtime::prelude::*;\n{import}}}\n{witness}",
        source.join("runtime/mod.rs")
    )
}

/// Writes a file only if its text changed, because cargo rebuilds whatever has a new modification time.
fn write(path: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    fs::create_dir_all(path.parent().unwrap_or(path))?;
    Ok(fs::write(path, text)?)
}
