//! Tokens of registries in the environment, which only `cargo publish` may see: gates and hooks run any code. They can
//! still read the file in which `cargo login` stores a token.

use std::{env, ffi::OsString, process::Command};

/// Removes the tokens from the environment of a command.
pub(crate) fn hide(command: &mut Command) -> &mut Command {
    names().fold(command, |command, name| command.env_remove(name))
}

/// The names of the variables that have a token.
pub(crate) fn names() -> impl Iterator<Item = OsString> {
    env::vars_os().map(|(name, _)| name).filter(|name| is_token(&name.to_string_lossy()))
}

fn is_token(name: &str) -> bool {
    let name = name.to_uppercase();
    name == "CARGO_REGISTRY_TOKEN" || (name.starts_with("CARGO_REGISTRIES_") && name.ends_with("_TOKEN"))
}
