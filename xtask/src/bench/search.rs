//! Finds and runs programs of peers, which may not be installed.

use std::{
    env,
    ffi::OsStr,
    path::{Path, PathBuf},
    process::Command,
};

/// Returns the first program with this name in the folders of `path`, which has the form of the variable `PATH`.
pub(super) fn program(name: &str, path: &OsStr) -> Option<PathBuf> {
    let name = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(path).map(|folder| folder.join(&name)).find(|file| file.is_file())
}

/// Runs a program and returns what it prints. The error is one line, for a row of the table.
pub(super) fn output(command: &mut Command) -> Result<String, String> {
    let name = Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| format!("`{name}` does not start: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said =
        said.lines().rfind(|line| !line.trim().is_empty()).map_or_else(|| output.status.to_string(), str::to_owned);
    Err(format!("`{name}` fails: {}", said.trim()))
}

#[cfg(all(test, unix))]
pub(super) mod tests {
    use std::{fs, os::unix::fs::PermissionsExt, path::Path};

    /// Writes a program that runs a line of shell.
    pub(in crate::bench) fn write_program(folder: &Path, name: &str, line: &str) {
        let file = folder.join(name);
        fs::write(&file, format!("#!/bin/sh\n{line}\n")).expect("the program can be written");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).expect("it can be made executable");
    }
}
