//! Registry tokens in the environment. Only `cargo publish` may see them, because gates and hooks run arbitrary code.
//! They can still read the file in which `cargo login` stores a token.

use std::{env, ffi::OsString, process::Command};

/// Removes the tokens from the environment of a command.
pub(crate) fn hide(command: &mut Command) -> &mut Command {
    names().fold(command, |command, name| command.env_remove(name))
}

/// Returns the names of the variables that contain a token.
pub(crate) fn names() -> impl Iterator<Item = OsString> {
    env::vars_os().map(|(name, _)| name).filter(|name| is_token(&name.to_string_lossy()))
}

fn is_token(name: &str) -> bool {
    let name = name.to_uppercase();
    name == "CARGO_REGISTRY_TOKEN" || (name.starts_with("CARGO_REGISTRIES_") && name.ends_with("_TOKEN"))
}
