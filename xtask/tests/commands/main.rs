//! The commands, run as a maintainer runs them.

mod corpus;
mod diff;
mod export;
mod pipe;
mod regen;
mod semver_checks;

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// A document with one operation.
const PETS: &str = "\
openapi: 3.0.3
info: { title: Pets, version: '1' }
paths:
  /pets:
    get:
      operationId: listPets
      responses: { '204': { description: Nothing } }
";

/// An operation that is never supported, since the generator does not read other files.
const UNSUPPORTED: &str = "
  /owners:
    get:
      operationId: listOwners
      responses:
        '200':
          description: The owners
          content: { application/json: { schema: { $ref: 'owners.yaml#/Owners' } } }
";

/// The result of a command.
struct Run {
    is_success: bool,
    stdout: String,
    stderr: String,
}

fn xtask<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask")).args(arguments).output().expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("the output is UTF-8");
    Run { is_success: output.status.success(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// Writes a file and returns its path.
fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("it is in a folder")).expect("the folder can be made");
    fs::write(&path, text).expect("the file can be written");
    path
}

fn temporary() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder can be made")
}
