//! A reader that closes the pipe, as `head` does, makes no command panic or fail.

use std::{
    ffi::OsStr,
    fs,
    path::Path,
    process::{Command, Stdio},
};

use super::{PETS, temporary, write};

/// Runs a command whose reader closes the pipe before the command writes anything.
fn run_without_reader<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) {
    let (reader, writer) = std::io::pipe().expect("a pipe can be made");
    drop(reader);
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(arguments).stdout(writer).stderr(Stdio::piped());
    let output = command.output().expect("the program starts");
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn closed_pipe_fails_no_command() {
    let folder = temporary();
    let pets = write(folder.path(), "pets.yaml", PETS);
    let out = folder.path().join("out");
    run_without_reader(["measure-document".as_ref(), pets.as_os_str()]);
    run_without_reader([
        "export".as_ref(),
        "-".as_ref(),
        "--overlay".as_ref(),
        "none".as_ref(),
        "--api".as_ref(),
        pets.as_os_str(),
    ]);
    let regen = ["regen", "--overlay", "none", "--out"].map(OsStr::new).into_iter();
    run_without_reader(regen.chain([out.as_os_str(), "--api".as_ref(), pets.as_os_str()]));
    run_without_reader(["diff", "../openapi", "../openapi"]);
    run_without_reader(["fetch", "--check", "--from", "../openapi"]);
    run_without_reader(["--help"]);
    run_without_reader(["corpus".as_ref(), folder.path().as_os_str()]);
}

/// Only one module runs git, so that each run has the same environment.
#[test]
fn only_one_module_runs_git() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut users = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).expect("the folder can be read").flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if fs::read_to_string(&path).is_ok_and(|text| code(&text).contains("Command::new(\"git\")")) {
                users.push(path);
            }
        }
    }
    let names: Vec<_> = users.iter().filter_map(|path| path.file_name()).collect();
    assert_eq!(names, ["git.rs"], "{users:?}");
}

/// The text of a file without its tests.
fn code(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or_default()
}
