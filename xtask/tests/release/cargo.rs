//! A cargo that neither compiles nor publishes.
#![cfg(unix)]

use std::{env, fs, os::unix::fs::PermissionsExt, path::PathBuf};

use tempfile::TempDir;

/// A fake cargo. `package` writes an empty tarball, and `publish` only records its arguments and environment.
pub(crate) struct Cargo {
    folder: TempDir,
}

impl Cargo {
    /// Creates a cargo that publishes.
    pub(crate) fn new() -> Self {
        Self::failing_for("nothing")
    }

    /// Creates a cargo that fails to publish a crate.
    pub(crate) fn failing_for(name: &str) -> Self {
        let cargo = Self { folder: tempfile::tempdir().expect("a folder can be made") };
        let real = env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
        let log = cargo.folder.path().join("log");
        let script = format!(
            r#"#!/bin/sh
case "$*" in
    publish*)
        env >'{log}.publish'
        git log -1 --format='%s (%D)' >>'{log}'
        echo "$@" >>'{log}'
        test "$4" != {name};;
    *--list*)
        exec '{real}' "$@";;
    package*)
        env >'{log}.package'
        version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml)
        mkdir -p "$CARGO_TARGET_DIR/package"
        : >"$CARGO_TARGET_DIR/package/$4-$version.crate";;
    *)
        exec '{real}' "$@";;
esac
"#,
            log = log.display(),
        );
        fs::write(cargo.program(), script).expect("the program can be written");
        fs::set_permissions(cargo.program(), fs::Permissions::from_mode(0o755)).expect("it can be made executable");
        cargo
    }

    pub(crate) fn program(&self) -> PathBuf {
        self.folder.path().join("cargo")
    }

    /// Returns the environment of `publish` or `package`.
    pub(crate) fn environment(&self, command: &str) -> String {
        fs::read_to_string(self.folder.path().join(format!("log.{command}"))).expect("the command ran")
    }

    /// Returns the last commit with its tags, and the arguments, of each `publish`.
    pub(crate) fn log(&self) -> Option<String> {
        fs::read_to_string(self.folder.path().join("log")).ok()
    }
}
